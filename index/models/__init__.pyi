"""What other rooms may use."""

from .cross_encoder import reader_of as reader_of
from .encoder import Encoder as Encoder
from .encoder import EncoderFiles as EncoderFiles
from .encoder import PassageVectors as PassageVectors
from .encoder import Purpose as Purpose
from .encoder import encoded_apart as encoded_apart
from .onnx_encoder import GRAPH as GRAPH
from .onnx_encoder import OnnxEncoder as OnnxEncoder
from .onnx_encoder import encoder_of as encoder_of
from .passage_reader import SHIPPED as SHIPPED
from .passage_reader import PassageReading as PassageReading
from .passage_reader import Reader as Reader
from .passage_reader import ReaderInput as ReaderInput
from .passage_reader import Stance as Stance
from .passage_reader import reader_of_claims as reader_of_claims
from .sentence_encoder import SentenceEncoder as SentenceEncoder
