"""What other rooms may use."""

from .briefs import brief_reply as brief_reply
from .claims import support_reply as support_reply
from .questions import answer_interaction as answer_interaction
from .questions import answer_message as answer_message
from .verifications import check_quotations as check_quotations
from .verifications import verification_reply as verification_reply
