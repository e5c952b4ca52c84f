"""What other rooms may use."""

from .support import Support as Support
from .support import support_of as support_of
from .verdicts import ClaimVerdict as ClaimVerdict
