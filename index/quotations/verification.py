"""What the check of a quotation comes to: exact, altered (and how), or not found."""

import enum
from dataclasses import dataclass

from index.quotations.differences import Difference, Op
from index.quotations.warning_kinds import QuotationWarning
from index.types import Quote

# Letters of an alphabet: shorter quotations stand in too many texts to say where they are from.
MINIMUM_CHARACTERS = 12
MOST_ALSO_IN = 20  # other places named for an exact quotation


class Verdict(enum.StrEnum):
    """What a quotation is."""

    EXACT = "exact"
    ALTERED = "altered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Verification:
    """A quotation held against the sources.

    Args:
        quotation: As it was given.
        verdict: What it is.
        quote: The place it was taken from; None exactly when it was not found. Words of a heading
            are addressed by the paragraph that follows it.
        differences: The comparison with that place, in order; empty when not found.
        also_in: Other places that have it exactly, at most `MOST_ALSO_IN`.
        joined: For an altered quotation the other places that words of it were taken from.
        nearest: When not found, the place most like it, to be shown as no match.
        warnings: What it leaves out or turns round, though the words may be exact.
        too_short: It has fewer than `MINIMUM_CHARACTERS` and was not looked for.
        seconds: How long it took.
    """

    quotation: str
    verdict: Verdict
    quote: Quote | None = None
    differences: tuple[Difference, ...] = ()
    also_in: tuple[Quote, ...] = ()
    joined: tuple[Quote, ...] = ()
    nearest: Quote | None = None
    warnings: tuple[QuotationWarning, ...] = ()
    too_short: bool = False
    seconds: float = 0.0

    def __post_init__(self) -> None:
        """Check that the parts belong to the verdict.

        Raises:
            ValueError: There is no place though it was found, or the differences do not fit it.
        """
        place = self.quote.text if self.quote is not None else ""
        source = "".join(difference.source for difference in self.differences)
        changed = any(difference.op is not Op.EQUAL for difference in self.differences)
        is_placed = (self.quote is not None) == (self.verdict is not Verdict.NOT_FOUND)
        is_compared = changed == (self.verdict is Verdict.ALTERED) and source == place
        if not (is_placed and is_compared):
            msg = f"{self.verdict} does not fit the differences of {self.quotation[:60]!r}"
            raise ValueError(msg)
