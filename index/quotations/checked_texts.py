"""All quotations of a text, held against the sources."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.quotations.differences import Op
from index.quotations.found_quotations import find_quotations
from index.quotations.lookup import Purse
from index.quotations.verification import Verification
from index.quotations.verifier import Verifier

MOST_CHECKED = 24
"""Quotations of one text."""

_TOGETHER = 4000
"""Words that these may cost together (`Purse`): three of twenty words that stand nowhere."""


@dataclass(frozen=True, slots=True)
class CheckedText:
    """What came of the quotations of a text.

    Args:
        whole: Of the text as though all of it were one quotation.
        verifications: Of its first quotations, in their order.
        left: How many more stand in it, which were not checked.
    """

    whole: Verification
    verifications: Sequence[Verification]
    left: int = 0


def check_quotations(verifier: Verifier, text: str) -> CheckedText:
    """Return the verdicts on the quotations of a text, `MOST_CHECKED` at most.

    A text that begins and ends with words of one place is itself a quotation, and marks within it
    are the source's: to check those alone would pass over what was changed around them. So the
    whole is looked for as any quotation is, and those in it cost together what one may.
    """
    whole = verifier.verify(text)
    quotations = find_quotations(text)
    first = quotations[:MOST_CHECKED]
    if [one.text for one in first] in ([], [text.strip()]) or _is_of_one_place(whole):
        return CheckedText(whole, [whole])
    within = verifier.within(Purse(_TOGETHER))
    checked = [within.verify(one.text, text) for one in first]
    return CheckedText(whole, checked, len(quotations) - len(checked))


def _is_of_one_place(verification: Verification) -> bool:
    """Return whether the first and the last words of a quotation are the source's."""
    if not verification.differences or verification.joined:
        return False
    ends = (verification.differences[0], verification.differences[-1])
    return all(end.op is Op.EQUAL for end in ends)
