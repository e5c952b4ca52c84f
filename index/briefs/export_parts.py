"""What an exported brief consists of, whatever it is written in.

Every paragraph that is quoted or named has one footnote.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from index.briefs.briefs import Brief, PointGroup
from index.briefs.export_words import ExportWord, ExportWording
from index.briefs.facts.entities import NamedEntity
from index.briefs.facts.name_cues import NameKind
from index.citations import Style
from index.types import Document, Quote

# A quote to the address that opens its source at the quoted words.
Link: TypeAlias = Callable[[Quote], str | None]

_KINDS = {
    NameKind.PERSON: ExportWord.PEOPLE,
    NameKind.GROUP: ExportWord.GROUPS,
    NameKind.PLACE: ExportWord.PLACES,
    NameKind.OTHER: ExportWord.OTHER,
}
_REVISION = 12  # hexadecimal digits of a file's digest


class Notes:
    """Numbers the paragraphs that are cited, from 1, in the order in which they are first cited."""

    def __init__(self) -> None:
        """Begin without notes."""
        self._first: dict[str, tuple[int, Quote]] = {}

    def number(self, quote: Quote) -> int:
        """Return the number of the note of a quote's paragraph."""
        return self._first.setdefault(quote.address, (len(self._first) + 1, quote))[0]

    @property
    def quotes(self) -> list[Quote]:
        """A quote of each note, in order."""
        return [quote for _, quote in self._first.values()]


@dataclass(frozen=True, slots=True)
class NamesOfKind:
    """The names of one kind in a brief, at least one.

    Args:
        title: What the kind is called.
        names: Most mentioned first.
    """

    title: ExportWord
    names: tuple[NamedEntity, ...]


def title_of(brief: Brief, words: ExportWording) -> str:
    """Return the title of a brief."""
    if not brief.topic:
        return words(ExportWord.BRIEF)
    return words(ExportWord.BRIEF_ON).format(topic=brief.topic)


def written_style(style: Style) -> Style:
    """Return the style, Chicago in place of a format for programs."""
    return Style.CHICAGO if style.is_data_format else style


def documents_of(brief: Brief) -> list[Document]:
    """Return the documents that the brief quotes, in the order in which it does."""
    quotes = [*brief.points, *(statement.quote for statement in brief.dates)]
    return list({quote.document.id: quote.document for quote in quotes}.values())


def groups_by_document(brief: Brief) -> list[list[PointGroup]]:
    """Return the points by document, and within it by section."""
    by_document = groupby(brief.groups, key=lambda group: group.document.id)
    return [list(groups) for _, groups in by_document]


def revision_of(document: Document, words: ExportWording) -> str:
    """Return what says exactly which file was quoted."""
    digest = f"sha256:{document.sha256[:_REVISION]}"
    revision = words(ExportWord.REVISION)
    return revision.format(title=document.title, id=document.id, digest=digest)


def names_by_kind(brief: Brief) -> list[NamesOfKind]:
    """Return the names by kind, kinds without a name left out."""
    kinds: list[NamesOfKind] = []
    for kind, title in _KINDS.items():
        names = tuple(entity for entity in brief.names if entity.kind is kind)
        if names:
            kinds.append(NamesOfKind(title, names))
    return kinds
