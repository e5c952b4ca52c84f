"""What other rooms may use."""

from .answer_buttons import answer_view as answer_view
from .answer_buttons import context_view as context_view
from .answer_buttons import refusal_view as refusal_view
from .ask_again import asks_again as asks_again
from .ask_again import kept_reply as kept_reply
from .brief_buttons import brief_view as brief_view
from .brief_pages import can_be_paged as can_be_paged
from .description import DESCRIBED as DESCRIBED
from .description import DESCRIPTION_FORM as DESCRIPTION_FORM
from .description import description_view as description_view
from .description import in_form as in_form
from .description import known_values as known_values
from .description import mark_of as mark_of
from .description import not_described_reply as not_described_reply
from .description import open_description as open_description
from .event_pages import events_reply as events_reply
from .every_button import LASTING_BUTTONS as LASTING_BUTTONS
from .follow_up import FollowUpButton as FollowUpButton
from .follow_up import answer_form as answer_form
from .job_buttons import jobs_reply as jobs_reply
from .removal import library_reply as library_reply
from .removal import removal_reply as removal_reply
from .tell import TellButton as TellButton
