"""The line that states a document's metadata, with the words in it that answer."""

from collections.abc import Sequence

from index.language import MONTHS
from index.types import Document, MetadataField, MetadataLine, Span

_SEPARATOR = ", "
_LONGEST = 200  # characters of a value, but for an address, which is of no use when it is cut
# Always told, as far as they are known; title and link only where they are asked for.
_TOLD = (MetadataField.AUTHOR, MetadataField.PUBLICATION, MetadataField.DATE)
_ORDER = (MetadataField.TITLE, *_TOLD, MetadataField.LINK)


def line_of(document: Document, fields: Sequence[MetadataField]) -> MetadataLine | None:
    """Return the line that answers a question; None where the metadata lack all that is asked for.

    Args:
        document: Whose metadata it is.
        fields: What is asked for.
    """
    text, answers = "", []
    for field in _ORDER:
        value = stated(document, field) if field in {*_TOLD, *fields} else ""
        if not value:
            continue
        text += f"{_SEPARATOR if text else ''}{value}"
        if field in fields:
            answers.append(Span(len(text) - len(value), len(text)))
    if not answers:
        return None
    return MetadataLine(document, text, Span(answers[0].start, answers[-1].end))


def merged(lines: Sequence[MetadataLine]) -> tuple[MetadataLine, ...]:
    """Return each line once; where several questions ask for words of it, all of them answer."""
    once: dict[tuple[str, str], MetadataLine] = {}
    for line in lines:
        key = (line.document.id, line.text)
        known = once.get(key, line).highlight
        start = min(known.start, line.highlight.start)
        end = max(known.end, line.highlight.end)
        once[key] = MetadataLine(line.document, line.text, Span(start, end))
    return tuple(once.values())


def stated(document: Document, field: MetadataField) -> str:
    """Return what the metadata state in a field, "" where they do not."""
    metadata = document.metadata
    match field:
        case MetadataField.AUTHOR:
            return _cut("; ".join(name.display for name in metadata.author))
        case MetadataField.DATE:
            return _date(metadata.issued)
        case MetadataField.PUBLICATION:
            return _cut(metadata.container_title or "")
        case MetadataField.TITLE:
            return _cut(metadata.title)
        case MetadataField.LINK:
            return metadata.url or ""


def _cut(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1].rstrip()}…"


def _date(issued: Sequence[int]) -> str:
    """Return a date as far as it is known: "11 September 2018"."""
    year, month, day = (*issued, 0, 0, 0)[:3]
    parts = (str(day or ""), MONTHS[month - 1] if month else "", str(year or ""))
    return " ".join(filter(None, parts))
