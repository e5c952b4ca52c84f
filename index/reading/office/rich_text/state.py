r"""What holds in a group of a rich text document, and the control words that change it."""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace


class GroupText(enum.Enum):
    """What the text in a group is."""

    NOTHING = enum.auto()  # not of the document
    BODY = enum.auto()
    FONTS = enum.auto()
    STYLES = enum.auto()
    ABOUT = enum.auto()
    TITLE = enum.auto()
    AUTHOR = enum.auto()


@dataclass(frozen=True, slots=True)
class State:
    r"""What holds in a group from some place on; it ends with the group.

    Args:
        place: What its text is.
        starred: A \* was met: a group that begins with an unknown word is to be passed by.
        hidden: It is not shown.
        deleted: It was deleted, but for somebody to accept that.
        font: Its number, None for that of the document.
        stand_ins: How many bytes behind a \u stand in for that character.
        language: As Windows numbers them; 0 for that of the document.
        style: The number of the paragraph's style.
        base: Of a style that is being defined, the number of the one that it is made of.
        outline: The depth of the paragraph in the document's outline, from 0; None where none is
            stated.
        listed: The paragraph stands in a list.
        in_table: It stands in a table …
        depth: … or in so many in one another.
    """

    place: GroupText = GroupText.NOTHING
    starred: bool = False
    hidden: bool = False
    deleted: bool = False
    font: int | None = None
    stand_ins: int = 1
    language: int = 0
    style: int = 0
    base: int | None = None
    outline: int | None = None
    listed: bool = False
    in_table: bool = False
    depth: int = 1

    @property
    def tables(self) -> int:
        """The number of tables that the paragraph stands in."""
        return self.depth if self.in_table or self.depth > 1 else 0


def new_paragraph(state: State, _: int | None = None) -> State:
    """Return a state with a paragraph's defaults."""
    return replace(state, style=0, outline=None, listed=False, in_table=False, depth=1)


def _plain(state: State, _: int | None) -> State:
    return replace(state, hidden=False, deleted=False, font=None, language=0)


CHANGES: Mapping[bytes, Callable[[State, int | None], State]] = {
    b"rtf": lambda state, _: replace(state, place=GroupText.BODY),
    b"plain": _plain,
    b"v": lambda state, number: replace(state, hidden=number != 0),
    b"deleted": lambda state, number: replace(state, deleted=number != 0),
    b"f": lambda state, number: replace(state, font=number),
    b"uc": lambda state, number: replace(state, stand_ins=max(number or 0, 0)),
    b"lang": lambda state, number: replace(state, language=number or 0),
    b"pard": new_paragraph,
    b"s": lambda state, number: replace(state, style=number or 0),
    b"sbasedon": lambda state, number: replace(state, base=number),
    b"outlinelevel": lambda state, number: replace(state, outline=number),
    b"ls": lambda state, number: replace(state, listed=bool(number)),
    b"intbl": lambda state, _: replace(state, in_table=True),
    b"itap": lambda state, number: replace(state, depth=max(number or 0, 1)),
}
"""What a control word makes of a state."""

# Groups that are entered though they are marked as to be passed by.
_ENTERED = frozenset(b"footnote shpinst shptxt do dptxbxtext nesttableprops".split())
# Running heads, pictures, what is there for older programs, marks of lists, instructions of fields,
# entries of an index or of contents; and what is known all the same.
_PASSED = frozenset(
    b"header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc aftnsep "
    b"aftnsepc pict nonshppict sp shprslt nonesttables listtext pntext pn fldinst xe rxe tc tcn "
    b"colortbl listtable listoverridetable revtbl rsidtbl filetbl annotation atnid atnauthor "
    b"template bkmkstart bkmkend background".split()
)
_IN_BODY: Mapping[bytes, GroupText] = {
    **dict.fromkeys(_PASSED, GroupText.NOTHING),
    b"fonttbl": GroupText.FONTS,
    b"stylesheet": GroupText.STYLES,
    b"info": GroupText.ABOUT,
}
_ABOUT = {b"title": GroupText.TITLE, b"author": GroupText.AUTHOR}


def entered(state: State, word: bytes) -> State:
    """Return the state behind a word, which may say what its group is for."""
    unknown = GroupText.NOTHING if state.starred and word not in _ENTERED else state.place
    known: Mapping[bytes, GroupText] = {}
    if state.place is GroupText.BODY:
        known = _IN_BODY
    elif state.place is GroupText.ABOUT:
        known = _ABOUT
    place = known.get(word, unknown)
    if place is state.place and not state.starred:
        return state
    return replace(state, place=place, starred=False)
