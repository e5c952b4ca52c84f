"""What other rooms may use."""

from .catalogues import FOLDER as FOLDER
from .catalogues import languages as languages
from .catalogues import said_in as said_in
from .catalogues import translations as translations
from .formats import both as both
from .formats import decimal as decimal
from .formats import direction_of as direction_of
from .formats import either as either
from .formats import name_of as name_of
from .formats import number as number
from .formats import own_name_of as own_name_of
from .reader import ENGLISH as ENGLISH
from .reader import current_language as current_language
from .reader import language_for as language_for
from .reader import speak as speak
from .reader import speaking as speaking
from .sentences import Sentence as Sentence
from .sentences import in_every_language as in_every_language
from .sentences import marked as marked
from .sentences import say as say
from .sentences import say_count as say_count
