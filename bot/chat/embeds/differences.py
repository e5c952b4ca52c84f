"""A quotation beside its source: struck what it adds, bold what it lacks."""

from collections.abc import Iterable
from itertools import groupby

from bot.chat.embeds.markdown import escape
from index import Difference, Op, Verification

_ELIDED = "⋯"  # equal words that are not shown; "…" would look like the quotation's own
_LONG = 600  # characters of a comparison from which words that are equal are left out
_BESIDE_CHANGE = 80  # characters of such a stretch that stay beside a change


def is_equal(difference: Difference) -> bool:
    """Return whether a stretch of a quotation says what its source says."""
    return difference.op is Op.EQUAL


def difference_text(verification: Verification, *, shortened: bool = False) -> str:
    """Return the quotation with what was changed: struck what it adds, bold what it lacks.

    Args:
        verification: Of an altered quotation.
        shortened: Long stretches that are equal are left out, as they are in a long quotation.
    """
    shortened = shortened or len(verification.quotation) > _LONG
    parts: list[str] = []
    for equal, stretches in groupby(verification.differences, is_equal):
        if equal:
            parts.append(_unchanged(stretches, shortened=shortened))
        else:
            parts += [_change(stretch) for stretch in stretches]
    return " ".join("".join(parts).split())


def legend(verification: Verification) -> str:
    """Return what the marks of this comparison mean."""
    changes = [part for part in verification.differences if not is_equal(part)]
    meanings = []
    if any(part.quoted.strip() for part in changes):
        alone = "does not stand there" if verification.joined else "is in the quotation alone"
        meanings.append(f"~~struck~~ {alone}")
    if any(part.source.strip() for part in changes):
        meanings.append("**bold** is in the source alone")
    return ", ".join(meanings)


def _unchanged(stretches: Iterable[Difference], *, shortened: bool) -> str:
    """Return equal words; what the quotation marks as left out or put in stays as it has it."""
    words = "".join(part.quoted if part.marked else part.source for part in stretches)
    return escape(_ends(words) if shortened else words)


def _change(stretch: Difference) -> str:
    struck, bold = escape(stretch.quoted.strip()), escape(stretch.source.strip())
    return (f" ~~{struck}~~ " if struck else "") + (f" **{bold}** " if bold else "")


def _ends(words: str) -> str:
    """Return the first and the last words of a long stretch."""
    if len(words) <= 3 * _BESIDE_CHANGE:
        return words
    first = words[:_BESIDE_CHANGE].rsplit(None, 1)[0]
    last = words[-_BESIDE_CHANGE:].split(None, 1)[-1]
    return f"{first} {_ELIDED} {last}"
