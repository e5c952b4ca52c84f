"""A quotation beside its source: struck what it adds, bold what it lacks, and little around it."""

import re
from collections.abc import Iterable
from itertools import groupby

from bot.chat.embeds.markdown import escape
from bot.chat.embeds.refusals import altered, too_short
from bot.languages import Sentence, say
from index import Difference, Op, Verification

_ELIDED = "⋯"  # equal words that are not shown; "…" would look like the quotation's own
_VERDICT = re.compile(r"^(\*\*\d+\.\*\* )?[✓≠✗] \*\*")
_STRUCK_WORD, _BOLD_WORD = Sentence("struck"), Sentence("bold")
_STRUCK = re.compile(r"(?<!\\)~~(.+?)(?<!\\)~~")
_BOLD = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*")
_BESIDE = 80  # characters of words that are equal which stay beside a change
_SPARED = 20  # characters more for which nothing is left out
_CLOSING = tuple(",.;:!?)]”’…")  # marks that no blank stands before


def _is_equal(difference: Difference) -> bool:
    """Return whether a stretch of a quotation says what its source says."""
    return difference.op is Op.EQUAL


def difference_text(verification: Verification) -> str:
    """Return what was changed of a quotation, with a few words around: struck, bold what it lacks.

    Args:
        verification: Of an altered quotation.
    """
    stretches = [
        (equal, list(parts)) for equal, parts in groupby(verification.differences, _is_equal)
    ]
    text = ""
    for number, (equal, stretch) in enumerate(stretches):
        if equal:
            words = _unchanged(stretch, behind=number > 0, ahead=number < len(stretches) - 1)
            text = f"{text.rstrip() if words.startswith(_CLOSING) else text}{words}"
        else:
            text += "".join(map(_change, stretch))
    return " ".join(text.split())


def beside(words: str, *, behind: bool, ahead: bool) -> str:
    """Return those of a stretch of words that stand beside what matters, "⋯" for the others.

    Args:
        words: The stretch.
        behind: Whether what matters stands before it.
        ahead: Whether what matters follows it.
    """
    if len(words) <= _BESIDE * (behind + ahead) + _SPARED:
        return words
    first = words[:_BESIDE].rsplit(None, 1)[0] if behind else ""
    last = words[-_BESIDE:].split(None, 1)[-1] if ahead else ""
    return f"{first} {_ELIDED} {last}"


def marks_in_words(text: str) -> str:
    """Return what is said of quotations with words for the marks of what was altered.

    Struck and bold are seen, and read aloud by no screen reader.
    """
    is_altered, lines = False, []
    for line in text.split("\n"):
        if _VERDICT.search(line) or line.startswith(too_short()):
            is_altered = altered() in line
        lines.append(_in_words(line) if is_altered else line)
    return "\n".join(lines)


def _in_words(line: str) -> str:
    quoted, source = say("only quoted"), say("source")
    if altered() in line:
        line = line.replace(f"~~{_STRUCK_WORD}~~", f"[{quoted}]")
        return line.replace(f"**{_BOLD_WORD}**", f"[{source}]")
    if not line.startswith("> "):
        return line
    return _BOLD.sub(rf"[{source}: \1]", _STRUCK.sub(rf"[{quoted}: \1]", line))


def legend(verification: Verification) -> str:
    """Return what the marks of this comparison mean."""
    changes = [part for part in verification.differences if not _is_equal(part)]
    meanings = []
    if any(part.quoted.strip() for part in changes):
        struck = f"~~{_STRUCK_WORD}~~"
        if verification.joined:
            meanings.append(say("{mark} does not stand there", mark=struck))
        else:
            meanings.append(say("{mark} is in the quotation alone", mark=struck))
    if any(part.source.strip() for part in changes):
        meanings.append(say("{mark} is in the source alone", mark=f"**{_BOLD_WORD}**"))
    return ", ".join(meanings)


def _unchanged(stretches: Iterable[Difference], *, behind: bool, ahead: bool) -> str:
    """Return equal words; what the quotation marks as left out or put in stays as it has it."""
    words = "".join(part.quoted if part.marked else part.source for part in stretches)
    return escape(beside(words, behind=behind, ahead=ahead))


def _change(stretch: Difference) -> str:
    struck, bold = escape(stretch.quoted.strip()), escape(stretch.source.strip())
    return (f" ~~{struck}~~ " if struck else "") + (f" **{bold}** " if bold else "")
