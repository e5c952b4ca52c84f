"""What changed between two versions of a document: struck what was, bold what is."""

from bot.chat.embeds.fitting import joined
from bot.chat.embeds.markdown import escape
from bot.chat.embeds.texts import ALL_CHANGES, against_before
from bot.library import DONE, ChangeMarks, changed_words, changes_counted
from index import ParagraphChange, RevisionChanges

_SHOWN = 3  # changes that are shown with their words
_LONGEST = 160  # characters of a stretch of words
_ROOM = 1_200  # characters for all of it: several documents may be told of at once
_MARKS = ChangeMarks(
    lambda words: f"~~{escape(words)}~~", lambda words: f"**{escape(words)}**", escape, _LONGEST
)


def changes_text(changes: RevisionChanges) -> str:
    """Return how much changed in a document, and the first places with their words."""
    counts = changes_counted(changes)
    told = [against_before(counts)]
    told += map(_line, changes.changes[:_SHOWN])
    if not are_all_shown(changes):
        told.append(str(ALL_CHANGES))
    return joined(told, _ROOM)


def _line(change: ParagraphChange) -> str:
    return f"> ¶{change.number} {DONE[change.kind]}: {changed_words(change, _MARKS)}"


def are_all_shown(changes: RevisionChanges) -> bool:
    """Return whether `changes_text` shows every change with all of its words."""
    stretches = (stretch for change in changes.changes for stretch in change.stretches)
    longest = max((len(one.before + one.after) for one in stretches if not one.stayed), default=0)
    return len(changes.changes) <= _SHOWN and longest <= _LONGEST
