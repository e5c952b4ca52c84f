"""Every button that outlives a restart: the client takes presses of these."""

from bot.chat.buttons.answer_buttons import ANSWER_BUTTONS
from bot.chat.buttons.ask_again import AskAgainButton
from bot.chat.buttons.brief_buttons import BRIEF_BUTTONS
from bot.chat.buttons.description import CorrectButton, DescribeButton
from bot.chat.buttons.event_pages import EventsButton
from bot.chat.buttons.follow_up import FollowUpButton
from bot.chat.buttons.job_buttons import JobButton
from bot.chat.buttons.opinion_buttons import OpinionButton
from bot.chat.buttons.removal import RemoveButton
from bot.chat.buttons.tell import TellButton

LASTING_BUTTONS = (
    *ANSWER_BUTTONS,
    *BRIEF_BUTTONS,
    AskAgainButton,
    CorrectButton,
    DescribeButton,
    EventsButton,
    FollowUpButton,
    JobButton,
    OpinionButton,
    RemoveButton,
    TellButton,
)
