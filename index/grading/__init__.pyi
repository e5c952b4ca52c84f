"""What other rooms may use."""

from .metrics import Bin as Bin
from .metrics import Estimate as Estimate
from .metrics import Flags as Flags
from .metrics import Ranks as Ranks
from .metrics import Values as Values
from .metrics import auroc as auroc
from .metrics import bootstrap as bootstrap
from .metrics import brier as brier
from .metrics import calibration_bins as calibration_bins
from .metrics import calibration_error as calibration_error
from .metrics import mean as mean
from .metrics import ndcg_at as ndcg_at
from .metrics import rank_of as rank_of
from .metrics import recall_at as recall_at
from .metrics import reciprocal_ranks as reciprocal_ranks
from .metrics import risk_coverage as risk_coverage
from .metrics import share as share
from .question_sets import GradedQuestion as GradedQuestion
from .question_sets import ParagraphPlace as ParagraphPlace
from .question_sets import Part as Part
from .question_sets import QuestionSet as QuestionSet
from .question_sets import are_texts as are_texts
from .question_sets import read_question_set as read_question_set
from .question_sets import read_questions as read_questions
