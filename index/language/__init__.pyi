"""What other rooms may use."""

from .denials import denials_of as denials_of
from .denials import opposites as opposites
from .quantities import Quantity as Quantity
from .quantities import quantities_of as quantities_of
from .quantities import with_months as with_months
from .quoted_speech import opens_inside as opens_inside
from .quoted_speech import speech_spans as speech_spans
from .sentences import sentences_of as sentences_of
from .terms import STOP_WORDS as STOP_WORDS
from .terms import fold as fold
from .terms import stems_of as stems_of
from .terms import terms_of as terms_of
from .terms import words_of as words_of
from .word_frequencies import zipf as zipf
