"""Damaged extractions mended by general means, with every change on record.

Nothing here knows any text: lost characters are judged by word frequencies and the document's own
words, line breaks by the lengths of the lines, hyphens by both. What cannot be decided is left as
it is and reported. The words themselves, slips included, are never touched: a text is quoted, not
edited.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.reading.repair.draft import Change, Draft, restore
from index.reading.repair.hyphens import Hyphens
from index.reading.repair.ligatures import lost_characters
from index.reading.repair.paragraphs import LayoutHints, layout_changes
from index.reading.repair.spacing import spacing_changes, typesetting_changes
from index.reading.repair.text_vocabulary import LOST
from index.types import CELL_BAR, Repair, RepairKind, Span

__all__ = ["LayoutHints", "Mended", "mend", "mend_words", "moved", "moved_spans", "restore"]

# One round mends nearly everything; another is needed where mending shows more to mend.
_MAX_ROUNDS = 5
_NO_HINTS = LayoutHints()


@dataclass(frozen=True, slots=True)
class Mended:
    """A text as it is quoted, with every difference from its source.

    `restore(mended.text, mended.repairs)` is the source.
    """

    text: str
    repairs: tuple[Repair, ...]


def mend(source: str, *, language: str = "en", hints: LayoutHints = _NO_HINTS) -> Mended:
    """Return a plain text with its characters, words, lines and paragraphs made whole.

    Paragraphs broken into lines become one line each, separated by a blank line; a text whose
    lines are paragraphs, verse or lists keeps its lines. Mending twice changes nothing more.

    Args:
        source: The decoded text; pages are separated by form feeds, if at all.
        language: ISO 639-1 code of the words.
        hints: What is known of the source's layout; else its lines show it.
    """
    draft = Draft(source)
    draft.apply(_stated_changes(hints))
    for number in range(_MAX_ROUNDS):
        before = draft.text
        kept = moved_spans(draft.repairs(), hints.kept)
        draft.apply(spacing_changes(draft.text, kept))
        hyphens = Hyphens(draft.text, language)
        here = _moved_hints(hints, draft.repairs(), is_first=number == 0)
        draft.apply(layout_changes(draft.text, hyphens.stays, here))
        draft.apply(Hyphens(draft.text, language).leftovers())
        draft.apply(lost_characters(draft.text, language))
        if draft.text == before:
            break
    return _recorded(draft)


def _stated_changes(hints: LayoutHints) -> Iterator[Change]:
    """Yield the changes that a source's layout asks for before any of it is looked at."""
    for mark in hints.marks:
        yield Change(mark.start, mark.end, "", RepairKind.LINE_JOIN)
    for bar in hints.bars:
        yield Change(bar.start, bar.end, CELL_BAR, RepairKind.SPACING)
    for end in hints.breaks:
        yield Change(end.start, end.end, " ", RepairKind.LINE_JOIN)


def mend_words(source: str, *, language: str = "en") -> Mended:
    """Return a text whose layout its format states, with only its characters made whole.

    Those are put back that were lost, and those taken out that only typesetting needs.

    Args:
        source: A text with one line for each paragraph, blank lines between.
        language: ISO 639-1 code of the words.
    """
    draft = Draft(source)
    draft.apply(typesetting_changes(source))
    for _ in range(_MAX_ROUNDS):
        if not draft.apply(lost_characters(draft.text, language)):
            break
    return _recorded(draft)


def moved(repairs: Sequence[Repair], offsets: Sequence[int]) -> list[int]:
    """Return where code points of a source stand in its mended text.

    Args:
        repairs: In reading order.
        offsets: Rising; one inside of what was taken out is moved to its end.
    """
    places: list[int] = []
    shift = position = 0
    for offset in offsets:
        while position < len(repairs) and repairs[position].source_start < offset:
            repair = repairs[position]
            shift = repair.end - repair.source_start - len(repair.before)
            position += 1
        last = repairs[position - 1].end if position else 0
        places.append(max(offset + shift, last))
    return places


def moved_spans(repairs: Sequence[Repair], spans: Sequence[Span]) -> list[Span]:
    """Return where stretches of a source stand in its mended text; those of nothing left out.

    Args:
        repairs: In reading order.
        spans: Likewise, apart from each other.
    """
    starts = moved(repairs, [span.start for span in spans])
    ends = moved(repairs, [span.end for span in spans])
    return [Span(*place) for place in zip(starts, ends, strict=True) if place[0] < place[1]]


def _moved_hints(hints: LayoutHints, repairs: Sequence[Repair], *, is_first: bool) -> LayoutHints:
    """Return what is known of a source's layout as the text has it that the repairs make of it.

    Once joined, the lines are paragraphs: only the first round knows how they stood, and on pages
    only it sees what is theirs. Later, a line that recurs is a paragraph that does.
    """
    return LayoutHints(
        hints.broken and is_first,
        hints.indented and is_first,
        _moved_headings(repairs, hints.headings),
        moved_spans(repairs, hints.kept),
        moved_spans(repairs, hints.whole),
        moved_spans(repairs, hints.unlike),
        lifted=hints.broken and not is_first,
    )


def _moved_headings(repairs: Sequence[Repair], headings: Mapping[int, int]) -> dict[int, int]:
    """Return where headings of a source begin and end in the text that the repairs make of it."""
    ends = moved(repairs, [*headings.values()])
    return dict(zip(moved(repairs, [*headings]), ends, strict=True))


def _recorded(draft: Draft) -> Mended:
    """Return the draft with its repairs and with the damage that remains."""
    repairs = draft.repairs()
    if LOST in draft.text:
        repairs = tuple(sorted([*repairs, *_undecided(draft.text, repairs)], key=_place))
    return Mended(draft.text, repairs)


def _undecided(text: str, repairs: Sequence[Repair]) -> Iterator[Repair]:
    """Yield an entry for each lost character that stayed lost."""
    shift, position = 0, 0
    for place in (i for i, c in enumerate(text) if c == LOST):
        while position < len(repairs) and repairs[position].end <= place:
            shift += len(repairs[position].before) - len(repairs[position].after)
            position += 1
        if position == len(repairs) or place < repairs[position].start:
            yield Repair(place, place + 1, LOST, LOST, RepairKind.UNDECIDED, place + shift)


def _place(repair: Repair) -> tuple[int, int]:
    """Return where a repair stands, for sorting."""
    return repair.source_start, repair.start
