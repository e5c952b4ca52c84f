"""Which language a text is in; the only importer of py3langid."""

import re

from index.language.english import QUESTION_WORDS, STOP_WORDS
from index.language.word_frequencies import is_common

_SAMPLE = 2_000  # characters of each of three stretches: from the beginning, the middle and the end
_CODE = 2  # letters
_LEAST = 400  # characters; of a shorter text nothing is said
# Other languages hardly have the longer stop words: at most one word in 16 (as Norwegian's "for").
# Prose in English has about one in four; where it is more than this share there is little else.
_LONGER = frozenset(word for word in STOP_WORDS if len(word) > 2)
_ENGLISH_WORDS = 0.18  # of the words
_FOREIGN_LETTERS = 0.01  # of the characters: those of names
_ASKED_IN = ("de", "fr", "es")  # languages that questions are told from
_ENGLISH = QUESTION_WORDS | {"the"}  # none of them is a word of those
_FOREIGN = 2  # words that a language has and English has not; one may be a name
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """Return the language of a text as an ISO 639-1 code, None where that is not clear.

    It is clear where three stretches of the text agree: lists, names and code look like anything.
    Plain English is told without the model: to load that takes longer than to read most texts.
    """
    if len(text) < _LEAST:
        return None
    middle = max(0, (len(text) - _SAMPLE) // 2)
    stretches = (text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:])
    if all(map(_is_plain_english, stretches)):
        return "en"
    import py3langid

    languages = {str(py3langid.classify(stretch)[0]) for stretch in stretches}
    language = languages.pop()
    # Codes of three letters are of languages that nothing here has rules for, or of none at all.
    return language if not languages and len(language) == _CODE else None


def _is_plain_english(stretch: str) -> bool:
    """Return whether a stretch of a text has English stop words throughout, and English letters."""
    words = _WORD.findall(stretch.lower())
    longer = sum(word in _LONGER for word in words)
    foreign = sum(letter.isalpha() and not letter.isascii() for letter in stretch)
    return longer > _ENGLISH_WORDS * len(words) and foreign < _FOREIGN_LETTERS * len(stretch)


def foreign_language_of(question: str) -> str | None:
    """Return in which language a question is asked that is not English, as an ISO 639-1 code.

    It is None where that is not clear: a question is too short for `language_of`. It is told by
    its words that are common in another language, and not in English.
    """
    words = frozenset(word.lower() for word in _WORD.findall(question))
    if not _ENGLISH.isdisjoint(words):
        return None
    strange = [word for word in words if not is_common(word, "en")]
    counts = {one: sum(is_common(word, one) for word in strange) for one in _ASKED_IN}
    likely = max(_ASKED_IN, key=lambda one: counts[one])
    return likely if counts[likely] >= _FOREIGN else None
