"""Two numbers of a claim that a sentence has in each other's place: of whom there were how many."""

import re
from collections import Counter
from collections.abc import Sequence

from index.language import Quantity, quantities_of, terms_of

_CLAUSE_END = re.compile(r"[,;:.!?](?=\s)|[()—–]")


def exchanged_numbers(claim: str, sentence: str) -> tuple[str, str] | None:
    """Return two numbers that stand beside each other's words, as claim and sentence have them.

    So "sold nine mules and bought four" is not what "bought nine mules, sold four" says. A number's
    word is the nearest content word of its clause, before it in both texts or behind it in both.

    Args:
        claim: One sentence.
        sentence: Of the evidence.

    Returns:
        The two in the claim's order, and those that the sentence has for them; None for none.
    """
    for claimed, stated in zip(_beside(claim), _beside(sentence), strict=True):
        words = {(claimed[value], stated[value]): value for value in claimed if value in stated}
        for (own, other), value in words.items():
            exchanged = words.get((other, own))
            if own != other and exchanged is not None:
                return f"{value:g} … {exchanged:g}", f"{exchanged:g} … {value:g}"
    return None


def _beside(text: str) -> tuple[dict[float, str], dict[float, str]]:
    """Return the word before each number, and that behind it; none of a number said twice."""
    quantities = quantities_of(text)
    ends = [0, *(quantity.end for quantity in quantities)]
    starts = [*(quantity.start for quantity in quantities), len(text)]
    between = [_CLAUSE_END.split(text[end:start]) for end, start in zip(ends, starts, strict=True)]
    before = [terms_of(clauses[-1])[-1:] for clauses in between[:-1]]
    behind = [terms_of(clauses[0])[:1] for clauses in between[1:]]
    return _said_once(quantities, before), _said_once(quantities, behind)


def _said_once(quantities: Sequence[Quantity], words: Sequence[list[str]]) -> dict[float, str]:
    """Return the word of each number that is said once and has one."""
    times = Counter(quantity.value for quantity in quantities)
    pairs = zip(quantities, words, strict=True)
    return {one.value: word[0] for one, word in pairs if word and times[one.value] == 1}
