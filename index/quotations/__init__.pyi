"""What other rooms may use."""

from .checked_texts import CheckedText as CheckedText
from .checked_texts import check_quotations as check_quotations
from .differences import Difference as Difference
from .differences import Op as Op
from .differences import stacked as stacked
from .found_quotations import FoundQuotation as FoundQuotation
from .found_quotations import marked_quotations as marked_quotations
from .surroundings import surroundings as surroundings
from .verification import Verdict as Verdict
from .verification import Verification as Verification
from .verifier import Verifier as Verifier
from .warning_kinds import QuotationWarning as QuotationWarning
from .warning_kinds import WarningKind as WarningKind
