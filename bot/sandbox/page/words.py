"""Words of the page that come from the server: what to try, and why something was refused."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.languages import Sentence, marked, say
from bot.sandbox.world import ApiError, Fault, Json

UPLOAD_GONE = "UPLOAD_GONE"
"""The sandbox's own fault of a form: it has a file no longer, or never had it."""

_MEMBER_WORDS = {
    Fault.MISSING_PERMISSIONS: Sentence("You do not have permission to do this here."),
    Fault.MISSING_ACCESS: Sentence("You do not have access to this channel."),
    Fault.EMPTY_MESSAGE: Sentence("Cannot send an empty message."),
    Fault.UNKNOWN_COMMAND: Sentence(
        "This command is outdated or not yours to use here. Try again shortly."
    ),
    Fault.UNKNOWN_INTERACTION: Sentence("This form is no longer open."),
    Fault.UNKNOWN_MESSAGE: Sentence("This message is no longer there."),
    Fault.UNKNOWN_CHANNEL: Sentence("This channel is no longer there."),
    Fault.FILE_TOO_LARGE: Sentence("Your files are too large: the limit is 10 MB each."),
    Fault.THREAD_EXISTS: Sentence("This message already has a thread."),
    Fault.CANNOT_DM: Sentence("Your message could not be delivered."),
    Fault.NOT_YOUR_MESSAGE: Sentence("This message is somebody else's."),
    Fault.WRONG_CHANNEL_TYPE: Sentence("This cannot be done in a channel of this kind."),
    Fault.THREAD_ARCHIVED: Sentence("This thread is archived."),
}


@dataclass(frozen=True, slots=True)
class _FormWords:
    """What a member reads for a fault of a form.

    Args:
        english: As catalogues have it.
        numbers: Names in it, in the order in which Discord's own sentence has their numbers.
    """

    english: str
    numbers: tuple[str, ...] = ()

    def said(self, discords: str) -> str:
        """Return it with the numbers of Discord's sentence."""
        found = re.findall(r"\d+", discords)
        return say(self.english, **dict(zip(self.numbers, found, strict=False)))


_FORM_WORDS = {
    "BASE_TYPE_REQUIRED": _FormWords(marked("This field is required.")),
    "BASE_TYPE_MAX_LENGTH": _FormWords(marked("Must be {most} or fewer in length."), ("most",)),
    "BASE_TYPE_MIN_LENGTH": _FormWords(marked("Must be {least} or more in length."), ("least",)),
    "BASE_TYPE_BAD_LENGTH": _FormWords(
        marked("Must be between {least} and {most} in length."), ("least", "most")
    ),
    "BASE_TYPE_BAD_TYPE": _FormWords(marked("The value of an option is of the wrong kind.")),
    "NUMBER_TYPE_RANGE": _FormWords(marked("The value of an option is out of its range.")),
    "APPLICATION_COMMAND_OPTION_CHOICE_INVALID": _FormWords(marked("Select one of the options.")),
    "REPLIES_UNKNOWN_MESSAGE": _FormWords(marked("The message that you reply to is gone.")),
    "REFUSED": _FormWords(marked("This can be used or chosen no longer.")),
    UPLOAD_GONE: _FormWords(marked("The file was not uploaded. Attach it again.")),
}
_OTHER_FORM_WORDS = _FormWords(marked("Something in this is not as it has to be."))


@dataclass(frozen=True, slots=True)
class Example:
    """Something to try with one press.

    Either `text` is sent to the bot as a mention, or `command` is used with `options`.
    """

    label: str
    text: str = ""
    command: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check that there is one thing to do.

        Raises:
            ValueError: Both or neither of `text` and `command` are given, or there is no label.
        """
        if not self.label or bool(self.text) == bool(self.command):
            raise ValueError(f"example {self.label!r} needs a label, and a text or a command")

    def payload(self) -> Json:
        """Return it as the page reads it."""
        return {
            "label": self.label,
            "text": self.text,
            "command": self.command,
            "options": dict(self.options),
        }


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an empty channel says, and the examples it offers.

    Args:
        text: In English, as catalogues have it.
        examples: What is offered.
        title: What stands for `{title}` in the text.
        direct: The text in direct messages, where the bot need not be mentioned.
    """

    text: str = marked("Mention the bot, or type / to see its commands.")
    examples: tuple[Example, ...] = ()
    title: str = ""
    direct: str = marked("Just write, or type / to see the commands.")

    def payload(self) -> Json:
        """Return it as the page reads it."""
        return {
            "text": say(self.text, title=self.title),
            "direct": say(self.direct, title=self.title),
            "examples": [example.payload() for example in self.examples],
        }


def refusal(error: ApiError) -> Json:
    """Return a refusal as the page shows it: the words for the member, and the code."""
    return {"message": _words(error), "code": error.code, "status": error.status}


def _words(error: ApiError) -> str:
    if error.fault is Fault.INVALID_FORM:
        return next(_reasons(error.errors), _OTHER_FORM_WORDS.said(""))
    other = Sentence("The sandbox refused this (code {code}).", code=str(error.code))
    return str(_MEMBER_WORDS.get(error.fault, other))


def _reasons(errors: object) -> Iterator[str]:
    """Yield what a member reads of an invalid form, wherever in it the faults lie."""
    if not isinstance(errors, dict):
        return
    for entry in errors.get("_errors", ()):
        yield _FORM_WORDS.get(entry["code"], _OTHER_FORM_WORDS).said(entry["message"])
    for name, nested in errors.items():
        if name != "_errors":
            yield from _reasons(nested)
