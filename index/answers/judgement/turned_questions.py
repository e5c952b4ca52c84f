"""Sentences that tell of the other side: A of B where the question is about B's deed to A."""

import re
from collections.abc import Sequence

from index.language import QUESTION_WORDS, any_of, tells_of_other_side
from index.search import bare

_ASKING = any_of(QUESTION_WORDS)
_AUXILIARY = r"(?:do|does|did|has|have|had|can|could|may|might|will|would|should)"
_HELP = r"(?:aid|assistance|backing|help|support)"
# How (and how much, by what means) one pays another; what help one gives to another.
_ASKED = re.compile(
    rf"\W*(?:(?:and|but|so|then|also)\W+)*(?:in )?(?:{_ASKING})\b(?P<what>(?: [\w’'-]+){{0,4}}?)"
    rf" {_AUXILIARY} (?P<deed>\S.*)",
    re.IGNORECASE,
)
_HELPS = re.compile(r"\b(?:give|grant|lend|offer|provide|render)s?(?: to)?\b", re.IGNORECASE)
_DOES = re.compile(r"\bdo(?:ne)? for\b", re.IGNORECASE)


def turned(question: str, sentences: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the sentences that tell of the other side alone.

    Of a question how, when or why one party does something to another such a sentence says that
    the other one does it. It may well answer whether somebody does.

    Args:
        question: As it was asked.
        sentences: What may answer it.
    """
    asked = _deed_of(question)
    if not asked:
        return frozenset()
    told = enumerate(sentences)
    return frozenset(number for number, text in told if tells_of_other_side(asked, text))


def _deed_of(question: str) -> str:
    """Return what a question takes for granted that somebody does; nothing where it is of none."""
    match = _ASKED.fullmatch(bare(question))
    if match is None:
        return ""
    is_of_help = re.search(rf"\b{_HELP}\b", match["what"], re.IGNORECASE)
    deed = _HELPS.sub("help", match["deed"], count=1) if is_of_help else match["deed"]
    return _DOES.sub("help", deed, count=1)
