"""Fields: texts that Word works out, such as a list of contents.

A field begins, has an instruction, and may have a result behind a mark that separates the two; it
may hold others in either. Only its result shows.
"""

import enum
from dataclasses import dataclass

from index.reading.office.word.markup import WORDS, W, WordElement, value_of

_MARK, _INSTRUCTION = f"{W}fldChar", f"{W}instrText"
_LISTING = frozenset({"TOC", "TOA", "INDEX"})  # fields of contents, of authorities, an index


class _Place(enum.Enum):
    TEXT = enum.auto()  # outside of fields, or in the result of one
    INSTRUCTION = enum.auto()
    CONTENTS = enum.auto()


@dataclass(frozen=True, slots=True)
class FieldTexts:
    """The texts of fields that are no words of a document.

    Args:
        instructions: Texts in instructions, such as the results of fields there.
        contents: Texts in lists of contents.
    """

    instructions: frozenset[WordElement]
    contents: frozenset[WordElement]


@dataclass(slots=True)
class _Field:
    """A field that is open: where it stands, and its instruction as far as it was read."""

    outside: _Place
    instruction: str = ""

    def result(self) -> _Place:
        """Return where its result stands."""
        lists = bool(_LISTING.intersection(self.instruction.split()[:1]))
        return _Place.CONTENTS if lists and self.outside is _Place.TEXT else self.outside


def field_texts(story: WordElement) -> FieldTexts:
    """Return the texts of a body, of notes, or of a running head that belong to fields."""
    texts: dict[_Place, set[WordElement]] = {place: set() for place in _Place}
    whole = _whole_fields(story)
    opened: list[_Field] = []
    place = _Place.TEXT
    for element in story.iter(_MARK, _INSTRUCTION, WORDS):
        if element.tag == WORDS and place is not _Place.TEXT:
            texts[place].add(element)  # most of a document stands outside of fields
        elif element.tag == _INSTRUCTION and opened:
            opened[-1].instruction += element.text or ""
        elif element in whole:
            place = _moved(element, place, opened)
    return FieldTexts(frozenset(texts[_Place.INSTRUCTION]), frozenset(texts[_Place.CONTENTS]))


def _moved(mark: WordElement, place: _Place, opened: list[_Field]) -> _Place:
    """Return where what follows upon a mark of a field stands; open or close the field."""
    match value_of(mark, "fldCharType"):
        case "begin":
            opened.append(_Field(place))
            return _Place.INSTRUCTION
        case "separate":
            return opened[-1].result()
    return opened.pop().outside


def _whole_fields(story: WordElement) -> set[WordElement]:
    """Return the marks of fields that end: of another all that follows would be its instruction."""
    whole: set[WordElement] = set()
    opened: list[list[WordElement]] = []
    for mark in story.iter(_MARK):
        if value_of(mark, "fldCharType") == "begin":
            opened.append([mark])
        elif opened:
            opened[-1].append(mark)
            if value_of(mark, "fldCharType") == "end":
                whole.update(opened.pop())
    return whole
