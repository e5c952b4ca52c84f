"""What other rooms may use."""

from .answer_buttons import ANSWER_BUTTONS as ANSWER_BUTTONS
from .answer_buttons import answer_view as answer_view
from .answer_buttons import context_view as context_view
from .answer_buttons import refusal_view as refusal_view
from .ask_again import AskAgainButton as AskAgainButton
from .ask_again import kept_reply as kept_reply
from .brief_buttons import BRIEF_BUTTONS as BRIEF_BUTTONS
from .brief_buttons import brief_view as brief_view
from .brief_pages import can_be_paged as can_be_paged
from .follow_up import FollowUpButton as FollowUpButton
from .follow_up import answer_form as answer_form
from .job_buttons import JobButton as JobButton
from .job_buttons import jobs_reply as jobs_reply
from .opinion_buttons import OpinionButton as OpinionButton
from .tell import TellButton as TellButton
