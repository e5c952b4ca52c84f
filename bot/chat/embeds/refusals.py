"""What is read where something is not answered, not supported or not found, in Markdown.

The words are those of `bot.phrases`, in the reader's language.
"""

from collections.abc import Collection, Sequence

from bot import phrases
from bot.chat.embeds.limits import MAX_CHOICE, MAX_CONTENT
from bot.chat.embeds.markdown import cut, escape, quoted
from bot.chat.incoming.mentions import as_names
from bot.languages import marked, say


def not_answered(absent: Sequence[str] = ()) -> str:
    """Return that the documents do not answer a question; `absent` are names that none has."""
    refused = _bold(phrases.NOT_ANSWERED)
    if not absent:
        return refused
    return f"{refused} {phrases.not_named([escape(cut(name, MAX_CHOICE)) for name in absent])}"


def gap_text(question: str, link: str, role: str = "") -> str:
    """Return what moderators are told of a question, as far as a message has room for it.

    Args:
        question: As it was asked.
        link: To where that was.
        role: The mention of the role that is notified; "" for none.
    """
    told = say("**The documents do not answer** a question that was asked here: {link}", link=link)
    head = f"{role} {told}".lstrip()
    return f"{head}\n{quoted(as_names(question), MAX_CONTENT - len(head) - 1)}"


def try_asking(topics: str) -> str:
    """Return what to try where a question is not answered; `topics` may be ""."""
    hint = say(phrases.TRY_ASKING)
    if not topics:
        return say("{hint}, or see `/topics`.", hint=hint)
    return say(
        "{hint}, or another topic of `/topics`, such as: {topics}.", hint=hint, topics=topics
    )


def which_document() -> str:
    """Return that a question may be about several documents."""
    return f"{_bold(phrases.WHICH_DOCUMENT)} {say('See `/sources`.')}"


def not_judged() -> str:
    """Return that documents are quoted, and not judged."""
    return _bold(phrases.NOT_JUDGED)


def names_nothing() -> str:
    """Return that a question goes on from nothing, and how to ask it."""
    return f"{_bold(phrases.NAMES_NOTHING)}\n{say(phrases.TRY_IN_FULL)}"


def not_in_metadata(fields: Collection[str], *, several: bool = False) -> str:
    """Return that the metadata of one document, or of several, do not name what was asked for."""
    return f"**{phrases.not_in_metadata(fields, several=several)}**"


def no_brief() -> str:
    """Return that the documents say too little for a brief, and what to try."""
    hint = say(phrases.TRY_BRIEFING)
    return f"{_bold(phrases.NO_BRIEF)}\n{say('{hint}: `/topics` lists what there is.', hint=hint)}"


def supported() -> str:
    """Return that the documents support a claim."""
    return f"✓ {_bold(phrases.SUPPORTED)}"


def contradicted(confidence: float) -> str:
    """Return that the documents contradict a claim, or that it is not clear whether they do.

    Args:
        confidence: That they do, 0 to 1.
    """
    verdict, told = phrases.contradiction(confidence)
    mark = "✗" if verdict == phrases.CONTRADICTED else "?"
    return f"{mark} {phrases.labelled(_bold(verdict), say(told))}"


def not_mentioned() -> str:
    """Return that the documents do not mention a claim, and what to try."""
    refused = say("{verdict} in the documents.", verdict=_bold(phrases.NOT_MENTIONED))
    hint = say(phrases.TRY_CITING)
    return f"{refused}\n{say('{hint}, or ask about it with `/ask`.', hint=hint)}"


def exact() -> str:
    """Return that a quotation is exact."""
    return f"✓ {_bold(marked('Exact'))}"


def altered() -> str:
    """Return that a quotation is altered."""
    return f"≠ {_bold(marked('Altered'))}"


def not_found() -> str:
    """Return that a quotation is not found."""
    return f"✗ {say('{verdict} in the documents', verdict=_bold(phrases.NOT_FOUND))}"


def too_short() -> str:
    """Return that a quotation is too short to be checked."""
    return f"{_bold(phrases.TOO_SHORT)} {say(phrases.GIVE_MORE)}"


def _bold(words: str) -> str:
    return f"**{say(words)}**"
