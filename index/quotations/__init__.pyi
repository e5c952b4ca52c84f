"""What other rooms may use."""

from .differences import Difference as Difference
from .differences import Op as Op
from .differences import inline as inline
from .differences import stacked as stacked
from .verifier import Verdict as Verdict
from .verifier import Verification as Verification
from .verifier import Verifier as Verifier
from .verifier import surroundings as surroundings
