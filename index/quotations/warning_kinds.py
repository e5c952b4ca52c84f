"""What a warning beside a verdict is."""

import enum
from dataclasses import dataclass

from index.types import Quote


class WarningKind(enum.StrEnum):
    """What a quotation does to its source beyond its words."""

    TRUNCATED = "truncated"
    ELLIPSIS_HIDES = "ellipsis_hides"
    TURNED = "turned"
    SWAPPED = "swapped"
    WRONG_SPEAKER = "wrong_speaker"


@dataclass(frozen=True, slots=True)
class QuotationWarning:
    """Something that an exact or altered quotation leaves out or turns round.

    Args:
        kind: What was done.
        quote: The words of the source that it is about: the clause that was cut off or hidden, what
            was changed, the names that changed places, or who is said there to speak.
    """

    kind: WarningKind
    quote: Quote
