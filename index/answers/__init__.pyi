"""What other rooms may use."""

from .answerer import Answerer as Answerer
from .findings import related_quotes as related_quotes
from .introductions import goes_on as goes_on
from .introductions import introductions as introductions
from .introductions import is_of_several as is_of_several
from .judgement.confidence import METHOD as METHOD
from .judgement.confidence import at_even_odds as at_even_odds
from .judgement.confidence import fitted_models as fitted_models
from .judgement.kept_readings import KeptReadings as KeptReadings
from .judgement.weighing import JudgedPassage as JudgedPassage
from .judgement.weighing import Weighing as Weighing
from .leaning_sentences import telling_span as telling_span
from .questions.asked_parts import asked_parts as asked_parts
from .questions.asked_parts import no_question as no_question
from .questions.compound_questions import by_lines as by_lines
from .questions.follow_ups import TURN_BREAK as TURN_BREAK
from .questions.intents import Whole as Whole
from .questions.place_questions import asks_again as asks_again
from .questions.place_questions import asks_for_place as asks_for_place
from .whole_documents.catalogue import Catalogue as Catalogue
from .whole_documents.catalogue import WholeOf as WholeOf
from .whole_documents.closing_readings import closing_odds as closing_odds
from .whole_documents.conclusions import conclusion_of as conclusion_of
from .whole_documents.openings import opening_of as opening_of
from .whole_documents.overview import overview_of as overview_of
from .whole_documents.overview import telling_first as telling_first
