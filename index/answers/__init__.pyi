"""What other rooms may use."""

from .answerer import Answerer as Answerer
from .answerer import asked_parts as asked_parts
from .answerer import no_question as no_question
from .answerer import related_quotes as related_quotes
from .catalogue import Catalogue as Catalogue
from .catalogue import WholeOf as WholeOf
from .compound_questions import by_lines as by_lines
from .conclusions import conclusion_of as conclusion_of
from .confidence import METHOD as METHOD
from .confidence import fitted_models as fitted_models
from .follow_ups import TURN_BREAK as TURN_BREAK
from .intents import Whole as Whole
from .introductions import introductions as introductions
from .kept_readings import KeptReadings as KeptReadings
from .openings import opening_of as opening_of
from .overview import overview_of as overview_of
from .overview import telling_first as telling_first
from .weighing import JudgedPassage as JudgedPassage
from .weighing import Weighing as Weighing
