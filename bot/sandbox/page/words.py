"""Words of the page that come from the server: what to try, and why something was refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.languages import Sentence, marked, say
from bot.sandbox.world import ApiError, Fault, Json

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
}


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
    """

    text: str = marked("Mention the bot, or type / to see its commands.")
    examples: tuple[Example, ...] = ()
    title: str = ""

    def payload(self) -> Json:
        """Return it as the page reads it."""
        return {
            "text": say(self.text, title=self.title),
            "examples": [example.payload() for example in self.examples],
        }


def refusal(error: ApiError) -> Json:
    """Return a refusal as the page shows it: the words for the member, and the code."""
    words = next(_reasons(error.errors), None) if error.fault is Fault.INVALID_FORM else None
    message = words or str(_MEMBER_WORDS.get(error.fault, error.message))
    return {"message": message, "code": error.code, "status": error.status}


def _reasons(errors: object) -> Iterator[str]:
    """Yield the messages of an invalid form, wherever in it they lie."""
    if not isinstance(errors, dict):
        return
    for entry in errors.get("_errors", ()):
        yield entry["message"]
    for name, nested in errors.items():
        if name != "_errors":
            yield from _reasons(nested)
