"""What other rooms may use."""

from .briefs import brief_reply as brief_reply
from .briefs import make_brief as make_brief
from .claims import find_sources as find_sources
from .claims import support_reply as support_reply
from .history import questions_before as questions_before
from .history import questions_in_channel as questions_in_channel
from .jobs import list_jobs as list_jobs
from .jobs import take_in as take_in
from .library import limit_document as limit_document
from .library import list_library as list_library
from .library import remove_document as remove_document
from .library import show_document as show_document
from .questions import answer_interaction as answer_interaction
from .questions import answer_message as answer_message
from .server_settings import EVERYTHING as EVERYTHING
from .server_settings import SettingsChange as SettingsChange
from .server_settings import check_manager as check_manager
from .server_settings import settle as settle
from .server_settings import show_gaps as show_gaps
from .typed_commands import obey as obey
from .unmentioned import Unmentioned as Unmentioned
from .verifications import check_quotations as check_quotations
from .verifications import check_text as check_text
from .verifications import verification_reply as verification_reply
