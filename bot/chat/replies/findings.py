"""What is found for members, by whatever door they ask: the same at the same moment once."""

from dataclasses import dataclass, replace

from bot.chat.embeds import is_equal
from bot.chat.host import Deed, Host
from bot.chat.mentions import as_names
from bot.chat.message_quotations import find_quotations
from bot.library import Readership
from index import Brief, BriefAbstention, Collection, Outcome, Support, Verification

MOST_CHECKED = 24
"""Quotations of one text: each takes up to some 30 ms."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a question, and in which collection.

    Args:
        collection: What the readership may see.
        outcome: Of the question.
    """

    collection: Collection
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of the quotations of a text.

    Args:
        verifications: Of its first quotations, in their order.
        left: How many more stand in it, which were not checked.
    """

    verifications: list[Verification]
    left: int = 0


async def outcome_of(
    host: Host, readership: Readership, question: str, history: list[str]
) -> Asked:
    """Return what comes of a question.

    Raises:
        BriefingError: The documents cannot be asked, or the program is about to end.
    """
    return await host.library.find(
        readership,
        (Deed.ASK, question, *history),
        lambda collection: Asked(collection, _outcome(collection, question, history)),
    )


async def brief_on(
    host: Host, readership: Readership, topic: str | None
) -> Brief | BriefAbstention:
    """Return a brief on a topic, or on everything where there is none.

    Raises:
        BriefingError: The documents cannot be asked, or the program is about to end.
    """
    return await host.library.find(
        readership, (Deed.BRIEF, topic), lambda collection: collection.brief(topic)
    )


async def support_of(host: Host, readership: Readership, claim: str) -> Support:
    """Return what the documents say of a claim.

    Raises:
        BriefingError: The documents cannot be asked, or the program is about to end.
    """
    return await host.library.find(
        readership, (Deed.CITE, claim), lambda collection: collection.support(claim)
    )


async def verifications_of(host: Host, readership: Readership, text: str) -> Checked:
    """Return the verdicts on the quotations of a text.

    Raises:
        BriefingError: The documents cannot be asked, or the program is about to end.
    """
    return await host.library.find(
        readership, (Deed.VERIFY, text), lambda collection: check_quotations(collection, text)
    )


def check_quotations(collection: Collection, text: str) -> Checked:
    """Return the verdicts on the quotations of a text, `MOST_CHECKED` at most; called in a thread.

    A text that begins and ends with words of one place is itself a quotation, and marks within it
    are the source's: to check those alone would pass over what was changed around them.
    """
    whole = collection.verify(text)
    if whole.differences and not whole.joined:
        ends = (whole.differences[0], whole.differences[-1])
        if all(is_equal(end) for end in ends):
            return Checked([whole])
    quotations = find_quotations(text) or (text,)
    checked = [collection.verify(one, text) for one in quotations[:MOST_CHECKED]]
    return Checked(checked, len(quotations) - len(checked))


def _outcome(collection: Collection, question: str, history: list[str]) -> Outcome:
    """Return the outcome of a member's question, which it keeps as they wrote it."""
    result = collection.ask(as_names(question), [as_names(earlier) for earlier in history])
    return replace(result, question=question)
