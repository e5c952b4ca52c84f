"""A text as it is read in one format, held paragraph by paragraph against another format.

What formats cannot say in words counts for nothing: the mark or the number of a list's item, which
some leave to the program that shows them; whether a term is set off from its definition by a line
or by a colon; whether a document's title is a heading, or only stated.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import takewhile
from typing import NamedTuple

from index.types import BlockKind, Document, Paragraph

_MARK = re.compile(r"\A(?:[•*–-]|\d+[.)])\s")
_TERM_END = re.compile(r"(?<=\w)\n")  # before a definition, where there is no colon
_LIKENESS = 0.5  # of two texts that are told as one that was changed; `difflib`'s, 0 to 1
_SHOWN = 70  # characters of a text
_BEFORE = 20  # of them, before what differs


@dataclass(frozen=True, slots=True)
class ComparedParagraph:
    """A paragraph, without what formats cannot say in words.

    Args:
        text: On one line.
        kind: What it is to its reader.
        heading: What it stands under; "" under none but the title.
    """

    text: str
    kind: BlockKind
    heading: str


class Pair(NamedTuple):
    """Paragraphs with the same text."""

    original: ComparedParagraph
    converted: ComparedParagraph


@dataclass(frozen=True, slots=True)
class ReadTwice:
    """A text that was read in two formats.

    Args:
        pairs: The paragraphs whose text is the same, in the order of the original.
        missing: Those that only the original has.
        more: Those that only the converted text has.
    """

    pairs: tuple[Pair, ...]
    missing: tuple[ComparedParagraph, ...]
    more: tuple[ComparedParagraph, ...]


def compared(original: Document, converted: Document) -> ReadTwice:
    """Return how a text is read in one format and in another.

    A paragraph may stand elsewhere: notes do, in formats that have them at the end.
    """
    waiting: dict[str, deque[ComparedParagraph]] = defaultdict(deque)
    for paragraph in _paragraphs(converted):
        waiting[paragraph.text].append(paragraph)
    pairs, missing = [], []
    for paragraph in _paragraphs(original):
        if same := waiting[paragraph.text]:
            pairs.append(Pair(paragraph, same.popleft()))
        else:
            missing.append(paragraph)
    more = [paragraph for left in waiting.values() for paragraph in left]
    return ReadTwice(tuple(pairs), tuple(missing), tuple(more))


def _paragraphs(document: Document) -> Iterator[ComparedParagraph]:
    unnamed = {section.title for section in document.sections if section.start == section.end}
    no_heading = unnamed | {document.title}
    for paragraph in document.paragraphs:
        own = paragraph.heading
        heading = "" if own in no_heading else " ".join(own.split())
        yield ComparedParagraph(_text(document, paragraph), paragraph.kind, heading)


def _text(document: Document, paragraph: Paragraph) -> str:
    text = _MARK.sub("", document.text[paragraph.start : paragraph.end], count=1)
    if paragraph.kind is BlockKind.LIST_ITEM:
        text = _TERM_END.sub(": ", text, count=1)
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many paragraphs are the same in two formats; agreements add up.

    Args:
        texts: Paragraphs whose text is.
        kinds: Of those, the ones that are of the same kind.
        headings: Of those with the same text, the ones under the same heading.
        of: Paragraphs of the original.
        more: Paragraphs that only the converted text has.
    """

    texts: int = 0
    kinds: int = 0
    headings: int = 0
    of: int = 0
    more: int = 0

    @classmethod
    def within(cls, text: ReadTwice) -> "Agreement":
        """Return how far two formats agree."""
        pairs = text.pairs
        return cls(
            len(pairs),
            sum(original.kind is converted.kind for original, converted in pairs),
            sum(original.heading == converted.heading for original, converted in pairs),
            len(pairs) + len(text.missing),
            len(text.more),
        )

    def __add__(self, other: "Agreement") -> "Agreement":
        """Return both together."""
        return Agreement(
            self.texts + other.texts,
            self.kinds + other.kinds,
            self.headings + other.headings,
            self.of + other.of,
            self.more + other.more,
        )

    def __str__(self) -> str:
        """The figures as cells of a table's row."""
        return f"{self.texts} | {self.kinds} | {self.headings} | {self.of} | {self.more}"


def differences(text: ReadTwice) -> Iterator[str]:
    """Yield how two formats differ, a line for each paragraph."""
    for original, converted in text.pairs:
        if original.kind is not converted.kind:
            yield f"kind {original.kind}, read {converted.kind}: {original.text[:_SHOWN]}"
        if original.heading != converted.heading:
            shown = original.text[:_SHOWN]
            yield f"heading {original.heading!r}, read {converted.heading!r}: {shown}"
    yield from _other_texts(text.missing, text.more)


def _other_texts(
    missing: Sequence[ComparedParagraph], more: Sequence[ComparedParagraph]
) -> Iterator[str]:
    """Yield what texts have become, as far as that can be told by their likeness."""
    left = [paragraph.text for paragraph in more]
    for paragraph in missing:
        likest = get_close_matches(paragraph.text, left, n=1, cutoff=_LIKENESS)
        if likest:
            left.remove(likest[0])
            start = max(_first_difference(paragraph.text, likest[0]) - _BEFORE, 0)
            was, is_ = (text[start : start + _SHOWN] for text in (paragraph.text, likest[0]))
            yield f"text {was!r}, read {is_!r}"
        else:
            yield f"missing {paragraph.kind}: {paragraph.text[:_SHOWN]}"
    yield from (f"more: {text[:_SHOWN]}" for text in left)


def _first_difference(text: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return sum(
        1 for _ in takewhile(lambda both: both[0] == both[1], zip(text, other, strict=False))
    )
