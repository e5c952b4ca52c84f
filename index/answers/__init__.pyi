"""What other rooms may use."""

from .answerer import Answerer as Answerer
from .answerer import JudgedPassage as JudgedPassage
from .answerer import asked_parts as asked_parts
from .answerer import no_question as no_question
from .confidence import METHOD as METHOD
from .confidence import fitted_models as fitted_models
from .intents import asks_for_overview as asks_for_overview
from .overview import overview_of as overview_of
