"""What other rooms may use."""

from .cross_encoder import reader_of as reader_of
from .passage_reader import SHIPPED as SHIPPED
from .passage_reader import PassageReading as PassageReading
from .passage_reader import Reader as Reader
from .passage_reader import ReaderInput as ReaderInput
from .passage_reader import Stance as Stance
from .sentence_encoder import Encoder as Encoder
from .sentence_encoder import Purpose as Purpose
from .sentence_encoder import SentenceEncoder as SentenceEncoder
