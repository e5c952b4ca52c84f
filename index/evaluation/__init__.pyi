"""What other rooms may use."""

from .curves import draw_curves as draw_curves
from .curves import draw_growth as draw_growth
from .report import Report as Report
from .report import Scope as Scope
from .report import evaluate_set as evaluate_set
from .report import scopes_of as scopes_of
from .trials import holds_any as holds_any
from .trials import shown_texts as shown_texts
