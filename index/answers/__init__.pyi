"""What other rooms may use."""

from .answerer import Answerer as Answerer
from .confidence import METHOD as METHOD
from .confidence import fitted_models as fitted_models
from .excerpts import Paragraphs as Paragraphs
from .excerpts import ScoredSentence as ScoredSentence
from .excerpts import excerpts_of as excerpts_of
from .overview import asks_for_overview as asks_for_overview
