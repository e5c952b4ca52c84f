"""What the catalogue has on a question, made an outcome: metadata, or that they do not name it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from time import perf_counter

from index.answers.whole_documents.catalogue import MOST_DOCUMENTS, Entry
from index.answers.whole_documents.metadata_lines import merged
from index.answers.whole_documents.own_statements import own_statements
from index.language import is_ended
from index.types import Abstention, Answer, MetadataField, MetadataLine, Outcome, Quote, Reason

_AT_END = 3  # paragraphs
_SIGNED = frozenset({MetadataField.AUTHOR, MetadataField.DATE})  # what a head or a foot says


def told(question: str, entries: Mapping[str, Entry], started: float) -> Outcome:
    """Return the outcome of a question that asks of nothing but the documents themselves.

    Args:
        question: As it was asked.
        entries: What the catalogue has on each part of it; at least one.
        started: When it was asked, by `perf_counter`.
    """
    lines = _lines(entries.values())
    missing = tuple(dict.fromkeys(chain.from_iterable(e.missing for e in entries.values())))
    seconds = perf_counter() - started
    if lines:
        left = tuple(field.value for field in missing)
        return Answer(question, 1.0, (), (), seconds, left, lines)
    reason = Reason.NOT_IN_METADATA if missing else Reason.WHICH_DOCUMENT
    several = any(len(entry.documents) > 1 for entry in entries.values())
    return Abstention(question, 0.0, (), (), seconds, reason, missing, several=several)


def said_of_itself(
    question: str, entries: Iterable[Entry]
) -> tuple[tuple[Quote, ...], tuple[str, ...]]:
    """Return what texts say of themselves that their metadata lack, and what is left open.

    Args:
        question: As it was asked.
        entries: What the catalogue has on each part of it.

    Returns:
        The sentences in the order in which they are asked for, each once, and the fields that no
        text states; nothing of both where texts say nothing.
    """
    quotes: dict[tuple[str, int], Quote] = {}
    left: list[str] = []
    for entry in entries:
        few = entry.documents[:MOST_DOCUMENTS]
        said = own_statements(few, entry.missing, question, entry.subject)
        for quote in chain.from_iterable(said.values()):
            quotes[quote.document.id, quote.start] = quote
        left += [field.value for field in entry.missing if field not in said]
    return tuple(quotes.values()), tuple(dict.fromkeys(left)) if quotes else ()


def is_stated(quote: Quote, entries: Iterable[Entry]) -> bool:
    """Return whether a quote may state what the metadata lack: a line at an end of a text.

    There a letter has its date and whose it is. In sentences, and further in, others are told of,
    unless the question calls the document what its title does: then the text is asked as well.

    Args:
        quote: What answers the question by the texts.
        entries: What the catalogue has on each part of it.
    """
    document, number = quote.document, quote.paragraph
    asked = {field for entry in entries for field in entry.missing}
    meant = [entry for entry in entries if entry.silent and entry.silent.id == document.id]
    is_at_end = number <= _AT_END or number > len(document.paragraphs) - _AT_END
    is_line = not is_ended(quote.text)
    is_signature = is_at_end and is_line and asked <= _SIGNED
    return bool(meant) and (is_signature or any(entry.named for entry in meant))


def joined(outcome: Outcome, entries: Mapping[str, Entry], open_parts: Sequence[str]) -> Outcome:
    """Return what the texts answer of a question together with what the metadata answer.

    Args:
        outcome: Of the parts that ask for what the texts say.
        entries: What the catalogue has on the other parts; at least one.
        open_parts: The parts that the outcome is of.
    """
    lines = _lines(entries.values())
    silent = tuple(part for part, entry in entries.items() if not entry.lines)
    match outcome:
        case Answer(question, confidence, quotes, hits, seconds, unanswered):
            left = (*unanswered, *silent)
            return Answer(question, confidence, quotes, hits, seconds, left, lines)
        case Abstention(question, _, _, hits, seconds) if lines:
            return Answer(question, 1.0, (), hits, seconds, (*open_parts, *silent), lines)
    return outcome


def _lines(entries: Iterable[Entry]) -> tuple[MetadataLine, ...]:
    return merged([line for entry in entries for line in entry.lines])
