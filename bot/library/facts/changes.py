"""What changed between two versions of a document, in words: whoever tells it puts its own marks.

For a file and the terminal they are those of `git diff --word-diff`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.languages import Sentence, number, say
from index import ChangeKind, ParagraphChange, RevisionChanges, WordStretch

DONE = {
    ChangeKind.ALTERED: Sentence("altered"),
    ChangeKind.ADDED: Sentence("added"),
    ChangeKind.REMOVED: Sentence("removed"),
}
_MOVED, _AS_BEFORE = Sentence("moved"), Sentence("as before")
_ELIDED = "⋯"  # words that stayed and are not shown; "…" would look like the document's own
_BESIDE_CHANGE = 60  # characters of words that stayed which are shown beside a change


@dataclass(frozen=True, slots=True)
class ChangeMarks:
    """How words are marked.

    Args:
        gone: What is no longer there.
        come: What is new.
        stayed: What is as it was.
        longest: Characters of one stretch, the others are left out; 0 for all.
    """

    gone: Callable[[str], str]
    come: Callable[[str], str]
    stayed: Callable[[str], str] = str
    longest: int = 0

    def marked(self, stretch: WordStretch) -> str:
        """Return a stretch of words that changed."""
        parts = [(self.gone, stretch.before.strip()), (self.come, stretch.after.strip())]
        return " ".join(mark(self._cut(words)) for mark, words in parts if words)

    def _cut(self, words: str) -> str:
        """Return the words, cut before one where they are too many."""
        if not self.longest or len(words) <= self.longest:
            return words
        return f"{words[: self.longest].rsplit(None, 1)[0]} {_ELIDED}"


PLAIN_MARKS = ChangeMarks(lambda words: f"[-{words}-]", lambda words: f"{{+{words}+}}")


def changes_counted(changes: RevisionChanges) -> str:
    """Return how many paragraphs changed in which way.

    Example:
        >>> changes_counted(RevisionChanges(12, 1, ()))
        'paragraphs: 1 moved, 12 as before'
    """
    counts = [(changes.count(kind), name) for kind, name in DONE.items()]
    counts += [(changes.moved, _MOVED), (changes.same, _AS_BEFORE)]
    told = ", ".join(f"{number(count)} {name}" for count, name in counts if count)
    return say("paragraphs: {changes}", changes=told)


def changed_lines(changes: RevisionChanges) -> Iterator[str]:
    """Yield a line on each change, with its words."""
    for change in changes.changes:
        yield f"¶{change.number} {DONE[change.kind]}: {changed_words(change, PLAIN_MARKS)}"


def changed_words(change: ParagraphChange, marks: ChangeMarks) -> str:
    """Return the words of a paragraph that changed, and some of those beside them."""
    last = len(change.stretches) - 1
    parts = []
    for place, stretch in enumerate(change.stretches):
        if stretch.stayed:
            parts.append(marks.stayed(_ends(stretch.after, opens=place == 0, closes=place == last)))
        else:
            parts.append(marks.marked(stretch))
    return " ".join(" ".join(parts).split())


def _ends(words: str, *, opens: bool, closes: bool) -> str:
    """Return the words that stand beside a change of those that stayed."""
    if len(words) <= 2 * _BESIDE_CHANGE:
        return words
    first = "" if opens else words[:_BESIDE_CHANGE].rsplit(None, 1)[0]
    last = "" if closes else words[-_BESIDE_CHANGE:].split(None, 1)[-1]
    return f"{first} {_ELIDED} {last}"
