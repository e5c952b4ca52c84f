"""What a sentence denies, and words that turn a statement into its opposite."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from index.language.terms import STOP_WORDS, stems_of

_TOKEN: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[,;:.!?()—–]")
_CUES: Final = frozenset(
    "not no never without neither nor cannot none nobody nothing hardly scarcely refuse refuses "
    "refused refusing fail fails failed failing decline declines declined unable unwilling lack "
    "lacks lacked deny denies denied".split()
)
_IDIOMS: Final = re.compile(
    r"\b(?:not (?:only|just|merely|simply|solely|least|to mention|surprisingly|until)"
    r"|not\b(?=[^.;]{1,80}\buntil)|nothing but"
    r"|no (?:doubt|matter|less|fewer|later|sooner|longer than|more than))\b",
    re.IGNORECASE,
)
_COUNTING_CUES: Final = frozenset("no neither nor none nobody nothing".split())
"""They deny something of something: the first two telling words belong together."""
_NO_ADVERBS: Final = frozenset(
    "ally apply assembly comply family fly imply monopoly multiply rely reply supply".split()
)
_ENDS: Final = frozenset(";:.!?()—–") | frozenset(
    "but although because while whereas unless".split()
)

_OPPOSITES: Final = """
increase decrease / increase reduce / increase decline / rise fall / grow shrink / gain lose
gained lost / won lost / rose fell / grew shrank / began ended / bought sold
win lose / more less / more fewer / higher lower / raise lower / strengthen weaken / expand shrink
before after / above below / accept reject / allow forbid / allow prohibit / permit prohibit
permit forbid / support oppose / success failure / succeed fail / begin end / start end
open close / include exclude / always never / majority minority / first last / early late
earlier later / enter leave / join leave / attack defend / hire fire / buy sell / import export
maximum minimum / major minor / positive negative / public private / strong weak / rich poor
internal external / improve worsen / safe dangerous / legal illegal / possible impossible
likely unlikely / able unable / willing unwilling / stable unstable / certain uncertain
dependent independent / formal informal / direct indirect / unite divide / same different
best worst / better worse / old new / north south / east west / northern southern
eastern western / left right / upper lower / love hate / friend enemy / ally enemy
"""


@dataclass(frozen=True, slots=True)
class Denial:
    """Words denied by a cue.

    Args:
        cue: "not", "never", "refused".
        word: The first telling word after it, which is what it denies.
        head: Stems of this, and of the next where the cue counts ("no town has moved").
        stems: Of all that follows in the clause, where lists and objects stand.
    """

    cue: str
    word: str
    head: frozenset[str]
    stems: tuple[str, ...]


def denials_of(text: str) -> tuple[Denial, ...]:
    """Return what a sentence denies, in order."""
    tokens = [match[0] for match in _TOKEN.finditer(_IDIOMS.sub(" ", text))]
    denials = []
    for place, token in enumerate(tokens):
        cue = token.lower().replace("’", "'")
        if cue in _CUES or cue.endswith("n't"):
            words = _denied(tokens[place + 1 :])
            if words:
                stems = tuple(stems_of([word.lower() for word in words]))
                head = frozenset(stems[: 2 if cue in _COUNTING_CUES else 1])
                denials.append(Denial(token, words[0], head, stems))
    return tuple(denials)


def _denied(tokens: list[str]) -> list[str]:
    """Return the telling words up to the end of the clause; adverbs and further cues are none."""
    words: list[str] = []
    for token in tokens:
        word = token.lower()
        if word in _ENDS:
            break
        adverb = word.endswith("ly") and word not in _NO_ADVERBS
        if word.isalnum() and not adverb and word not in STOP_WORDS and word not in _CUES:
            words.append(token)
    return words


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Return stems of common words with those of their opposites: directions, outcomes, places."""
    found: dict[str, set[str]] = {}
    for pair in _OPPOSITES.strip().replace("\n", " / ").split(" / "):
        one, other = stems_of(pair.split())
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {stem: frozenset(others) for stem, others in found.items()}
