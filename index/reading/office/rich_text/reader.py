r"""A rich text document to parts.

References:
    Rich Text Format (RTF) Specification 1.9.1, Microsoft, 2008.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from locale import windows_locale

from index.reading.office.rich_text.body import Body
from index.reading.office.rich_text.characters import WESTERN, Characters, charset_page, code_page
from index.reading.office.rich_text.state import CHANGES, GroupText, State, entered, new_paragraph
from index.reading.office.rich_text.style_sheet import NamedStyle
from index.reading.office.rich_text.tokens import RichToken, tokens
from index.reading.structure.extract import ExtractPart

_SYMBOLS = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}
_CHARACTERS = {
    b"tab": "\t", b"line": "\n", b"lbr": "\n", b"page": "\n", b"column": "\n",
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"bullet": "•", b"enspace": " ", b"emspace": " ", b"qmspace": " ",
}  # fmt: skip
_NOTE, _BOXES = b"footnote", frozenset({b"shptxt", b"dptxbxtext"})
_LIST_MARKS = frozenset({b"listtext", b"pntext", b"pn"})
_FIRST_COUNTRY = 0x400  # makes a language's number that of the language in a country
_MACINTOSH, _DOS, _DOS_WESTERN = 10000, 437, 850  # code pages


@dataclass(frozen=True, slots=True)
class RichText:
    """What a rich text document holds, and says of itself.

    Args:
        parts: Its paragraphs and headings.
        title: As stated; empty where it is not.
        author: Likewise.
        language: That of most of its text; ISO 639-1, None where none is stated.
        contents: The words of its contents lists.
        hidden: What it does not show.
    """

    parts: tuple[ExtractPart, ...]
    title: str
    author: str
    language: str | None
    contents: str
    hidden: str


def read_rich_text(raw: bytes) -> RichText:
    """Return what a rich text document holds.

    Raises:
        ValueError: It is cut off, or a number in it has thousands of digits.
    """
    reader = _Reader()
    for token in tokens(raw):
        reader.take(token)
    return reader.finished()


@dataclass(slots=True)
class _Reader:
    """What was read of a document so far.

    Args:
        body: Its text.
        state: What holds in the group at hand.
        outer: What held in each around it, the outermost first.
        page: The codec of text in a font without a character set of its own.
        font: The number of the font where none is stated.
        language: Likewise, as Windows numbers languages.
        charsets: The number of each font's character set.
        lines: What else is read: the name of a style, title and author, what is hidden.
        languages: How many bytes are in each.
    """

    body: Body = field(default_factory=Body)
    state: State = field(default_factory=State)
    outer: list[State] = field(default_factory=list)
    page: str = WESTERN
    font: int = 0
    language: int = 0
    charsets: dict[int, int] = field(default_factory=dict)
    lines: dict[GroupText, Characters] = field(
        default_factory=lambda: {
            place: Characters()
            for place in (GroupText.STYLES, GroupText.TITLE, GroupText.AUTHOR, GroupText.BODY)
        }
    )
    languages: Counter[int] = field(default_factory=Counter)

    def take(self, token: RichToken) -> None:
        """Take the next piece."""
        if token.text:
            self._add_bytes(token.text)
        elif token.word:
            self._follow(token.word, token.number)
        elif token.brace == b"{":
            self.target.skipped = 0
            self.outer.append(self.state)
        elif token.brace:
            self._close()
        elif token.symbol == b"*":
            self.state = replace(self.state, starred=True)
        else:
            self.target.add(_SYMBOLS.get(token.symbol, ""))

    def finished(self) -> RichText:
        """Return what was read.

        Raises:
            ValueError: A group has no end.
        """
        if self.outer:
            msg = "the document is cut off"
            raise ValueError(msg)
        return RichText(
            self.body.finished(self.state),
            self.lines[GroupText.TITLE].taken(),
            self.lines[GroupText.AUTHOR].taken(),
            self._language(),
            " ".join(self.body.contents),
            " ".join(self.lines[GroupText.BODY].taken().split()),
        )

    @property
    def target(self) -> Characters:
        """Where text goes to here; what is not of the document goes to where it is forgotten."""
        if self.state.place is not GroupText.BODY or self.state.hidden:
            return self.lines.get(self.state.place, Characters())
        return Characters() if self.state.deleted else self.body.characters

    def _language(self) -> str | None:
        """Return the language of most of the text."""
        self.languages[self.language] += self.languages.pop(0, 0)
        numbers = (number for number, _ in self.languages.most_common())
        names = (
            windows_locale.get(number) or windows_locale.get(number | _FIRST_COUNTRY)
            for number in numbers
        )
        name = next(filter(None, names), None)
        return name.split("_")[0] if name else None

    def _add_bytes(self, text: bytes) -> None:
        font = self.font if self.state.font is None else self.state.font
        target = self.target
        target.use(charset_page(self.charsets.get(font)) or self.page)
        target.add_bytes(text)
        if self.state.place is GroupText.BODY:
            self.languages[self.state.language] += len(text)

    def _close(self) -> None:
        """End a group; there may be one end too many."""
        self.target.skipped = 0
        if self.outer:
            if self.state.place is GroupText.STYLES:
                self._define_style()
            self.body.end(len(self.outer), self.state)
            self.state = self.outer.pop()

    def _define_style(self) -> None:
        """Take the style whose definition ends; its name ends with a semicolon."""
        if name := self.lines[GroupText.STYLES].taken().strip(" ;"):
            style = NamedStyle(name, self.state.base, self.state.outline)
            self.body.styles.styles[self.state.style] = style

    def _follow(self, word: bytes, number: int | None) -> None:
        """Do what a control word says."""
        in_body = self.state.place is GroupText.BODY
        self.state = entered(self.state, word)
        if word in CHANGES:
            self.state = CHANGES[word](self.state, number)
        elif word in _CHARACTERS:
            self.target.add(_CHARACTERS[word])
        elif word in _ACTIONS:
            _ACTIONS[word](self, number)
        elif in_body and word in _STRUCTURE:
            _STRUCTURE[word](self)


def _begin_text(reader: _Reader, *, is_note: bool) -> None:
    reader.body.begin(len(reader.outer), is_note=is_note)
    reader.state = new_paragraph(reader.state)


def _end_paragraph(reader: _Reader) -> None:
    if not reader.state.deleted:  # else the next one goes on with its words
        reader.body.end_paragraph(reader.state)


def _end_cell(reader: _Reader) -> None:
    reader.body.end_cell(reader.state, 1)


def _end_inner_cell(reader: _Reader) -> None:
    reader.body.end_cell(reader.state, max(reader.state.depth, 2))


# What is done where the document's text stands.
_STRUCTURE: Mapping[bytes, Callable[[_Reader], None]] = {
    b"par": _end_paragraph,
    b"sect": _end_paragraph,
    b"cell": _end_cell,
    b"nestcell": _end_inner_cell,
    b"row": lambda reader: reader.body.end_row(1),
    b"nestrow": lambda reader: reader.body.end_row(max(reader.state.depth, 2)),
    b"trowd": lambda reader: reader.body.head_rows(heads=False),
    b"trhdr": lambda reader: reader.body.head_rows(heads=True),
    **dict.fromkeys(_LIST_MARKS, lambda reader: reader.body.mark_list()),
    **dict.fromkeys(_BOXES, lambda reader: _begin_text(reader, is_note=False)),
    _NOTE: lambda reader: _begin_text(reader, is_note=True),
}


def _add_number(reader: _Reader, number: int | None) -> None:
    reader.target.add_number(number or 0, reader.state.stand_ins)


def _set_charset(reader: _Reader, number: int | None) -> None:
    reader.charsets[reader.state.font or 0] = number or 0


def _set_page(reader: _Reader, number: int | None) -> None:
    reader.page = code_page(number or 0)


def _set_font(reader: _Reader, number: int | None) -> None:
    reader.font = number or 0


def _set_language(reader: _Reader, number: int | None) -> None:
    reader.language = number or 0


# What is done wherever it is said.
_ACTIONS: Mapping[bytes, Callable[[_Reader, int | None], None]] = {
    b"u": _add_number,
    b"fcharset": _set_charset,
    b"ansicpg": _set_page,
    b"mac": lambda reader, _: _set_page(reader, _MACINTOSH),
    b"pc": lambda reader, _: _set_page(reader, _DOS),
    b"pca": lambda reader, _: _set_page(reader, _DOS_WESTERN),
    b"deff": _set_font,
    b"deflang": _set_language,
}
