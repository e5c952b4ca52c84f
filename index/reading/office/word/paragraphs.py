"""What paragraphs of a Word document say, and what each is to its reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.reading.office.word.equations import EQUATION, equation_text
from index.reading.office.word.fields import FieldTexts
from index.reading.office.word.markup import (
    NOTE_MARKS,
    PARAGRAPH,
    RUN,
    SYMBOL,
    WORDS,
    W,
    WordElement,
    is_on,
    nearest,
    property_of,
    value_of,
)
from index.reading.office.word.styles import ParagraphStyle, WordStyles, numbering
from index.reading.office.word.symbols import symbol_text
from index.types import BlockKind, Omission, OmissionKind

# What a paragraph's text consists of, and what stands for it.
_PIECES = {
    WORDS: "",
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_READ = NOTE_MARKS.union(_PIECES, {SYMBOL})
_RUN, _WORDS = frozenset({RUN}), frozenset({WORDS})
_MOST_FIXED = 0.5  # of a document's letters; where more are set like code, that is how it is set


@dataclass(frozen=True, slots=True)
class ParagraphWords:
    """The words of a paragraph.

    Args:
        text: As they show, with the paragraph's breaks and tabs.
        omissions: What of them was left out.
        is_fixed: All of them are set in letters of one width.
    """

    text: str
    omissions: tuple[Omission, ...]
    is_fixed: bool

    @property
    def line(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text of a paragraph: why it is left out (None where it shows), and how it is set."""

    text: str
    left_out: OmissionKind | None
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class WordParagraphs:
    """How paragraphs are read.

    Args:
        styles: Of the document.
        fields: Its texts that belong to fields.
        fixed_is_code: Letters of one width say that a paragraph is code.
    """

    styles: WordStyles
    fields: FieldTexts
    fixed_is_code: bool = False

    def style(self, paragraph: WordElement) -> ParagraphStyle:
        """Return the style of a paragraph."""
        named = property_of(paragraph, "pPr", "pStyle")
        return self.styles.style(None if named is None else named.val)  # python-docx's: it is there

    def words(self, paragraphs: Sequence[WordElement]) -> ParagraphWords:
        """Return the words of paragraphs that are one: the marks between them were deleted."""
        pieces = [piece for paragraph in paragraphs for piece in self._pieces(paragraph)]
        return ParagraphWords(_joined(pieces, None), _omissions(pieces), _all_fixed(pieces))

    def kind(self, paragraph: WordElement, words: ParagraphWords) -> BlockKind:
        """Return what a paragraph of these words is to its reader."""
        style = self.style(paragraph)
        if style.kind in {BlockKind.CODE, BlockKind.CAPTION}:
            return style.kind
        own = numbering(paragraph)
        if style.is_numbered if own is None else own:
            return BlockKind.LIST_ITEM
        if self.fixed_is_code and words.is_fixed:
            return BlockKind.CODE
        return style.kind or BlockKind.TEXT

    def most_are_fixed(self, story: WordElement) -> bool:
        """Return whether most of a document's letters are of one width, as typewriters set them."""
        length = fixed = 0
        for paragraph in story.iter(PARAGRAPH):
            for piece in self._pieces(paragraph):
                length += len(piece.text)
                fixed += len(piece.text) * piece.is_fixed
        return fixed > _MOST_FIXED * length

    def _pieces(self, paragraph: WordElement) -> Iterator[_Piece]:
        """Yield the texts of a paragraph."""
        style = self.style(paragraph)
        for run in nearest(paragraph, _RUN | {EQUATION}):
            if run.tag == EQUATION:
                yield _Piece(equation_text(run), None, is_fixed=False)
                continue
            properties = property_of(run, "rPr")
            is_fixed = self.styles.is_fixed(self.styles.font(properties, style))
            is_hidden = properties is not None and is_on(property_of(properties, "vanish"))
            yield from self._run_pieces(run, OmissionKind.HIDDEN if is_hidden else None, is_fixed)

    def _run_pieces(
        self, run: WordElement, left_out: OmissionKind | None, is_fixed: bool
    ) -> Iterator[_Piece]:
        """Yield the texts of a run, for whose words a reason to leave them out may be known."""
        for element in nearest(run, _READ):
            if element.tag in NOTE_MARKS:
                # Word's own mark is no text; one that the author chose is what follows.
                chosen = value_of(element, "customMarkFollows") in {"1", "true", "on"}
                left_out = OmissionKind.NOTE_MARK if chosen else left_out
            elif element not in self.fields.instructions:
                listed = element in self.fields.contents
                kind = OmissionKind.CONTENTS if listed else left_out
                yield _Piece(_text(element), kind, is_fixed)


def _text(element: WordElement) -> str:
    """Return what an element of a run says."""
    if element.tag == SYMBOL:
        return symbol_text(value_of(element, "font") or "", value_of(element, "char") or "")
    return element.text or _PIECES[element.tag]


def is_bold(paragraph: WordElement) -> bool:
    """Return whether all words of a paragraph are bold, and there are some."""
    runs = [run for run in nearest(paragraph, _RUN) if any(map(_has_text, nearest(run, _WORDS)))]
    return bool(runs) and all(is_on(property_of(run, "rPr", "b")) for run in runs)


def _has_text(words: WordElement) -> bool:
    return bool((words.text or "").strip())


def _omissions(pieces: Sequence[_Piece]) -> tuple[Omission, ...]:
    """Return what of a paragraph is left out, one for each reason."""
    reasons = dict.fromkeys(piece.left_out for piece in pieces if piece.left_out)
    omissions = (Omission(reason, _joined(pieces, reason).strip()) for reason in reasons)
    return tuple(omission for omission in omissions if omission.text)


def _all_fixed(pieces: Sequence[_Piece]) -> bool:
    """Return whether all letters that show are of one width, and there are some."""
    shown = [piece for piece in pieces if piece.left_out is None and piece.text.strip()]
    return bool(shown) and all(piece.is_fixed for piece in shown)


def _joined(pieces: Sequence[_Piece], kind: OmissionKind | None) -> str:
    """Return the texts that show (None), or those that are left out for a reason."""
    return "".join(piece.text for piece in pieces if piece.left_out is kind)
