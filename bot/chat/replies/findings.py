"""What is found for members, by whatever door they ask: the same at the same moment once."""

from dataclasses import dataclass, replace

from bot.chat.host import Deed, Host
from bot.chat.incoming.mentions import as_names
from bot.library import Readership
from index import Brief, BriefAbstention, CheckedText, Collection, Outcome, Support


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a question, and in which collection.

    Args:
        collection: What the readership may see.
        outcome: Of the question.
    """

    collection: Collection
    outcome: Outcome


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


async def verifications_of(host: Host, readership: Readership, text: str) -> CheckedText:
    """Return the verdicts on the quotations of a text.

    Raises:
        BriefingError: The documents cannot be asked, or the program is about to end.
    """
    return await host.library.find(
        readership, (Deed.VERIFY, text), lambda collection: collection.check_quotations(text)
    )


def _outcome(collection: Collection, question: str, history: list[str]) -> Outcome:
    """Return the outcome of a member's question, which it keeps as they wrote it."""
    result = collection.ask(as_names(question), [as_names(earlier) for earlier in history])
    return replace(result, question=question)
