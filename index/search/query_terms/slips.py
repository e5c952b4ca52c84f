"""A question as it was meant: short forms of chat spelt out, slips mended, before it is looked up.

A slip is taken for the documents' own word that is near it, else for a common word of English: what
a reader makes of "what interesst did he chargge" is little better than a guess.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from index.language import (
    AUXILIARIES,
    QUESTION_WORDS,
    Token,
    common_words,
    spelt_out,
    stems_of,
    with_apostrophes,
    words_of,
    zipf,
)
from index.search.query_terms.decade_names import decades_as_written
from index.search.query_terms.initials import Initials
from index.search.query_terms.spelling import Speller

# A question with two of them is asked in English; none is a word of a language near it.
_ENGLISH = (
    QUESTION_WORDS | AUXILIARIES | frozenset("and get it of that the they this to with".split())
) - frozenset("are can do had has have is must was will".split())
_LEAST_ENGLISH = 2
_LEAST_LETTERS = 6  # of a word that no document has: of short ones too many terms are one slip away
# Plurals that the stemmer leaves as they are: "tvs", "ngos".
_UNSTEMMED = re.compile(r"[^\W\d_aeiouy]{2,}[aeiou]?s(?<!ss)")
# Beside one of these a word is part of an address, a name in a file, code, or is quoted.
_PARTS = frozenset('@/_`"“”#')


@dataclass(frozen=True, slots=True)
class Slips:
    """Knows the words of a collection.

    Args:
        vocabulary: The stems that it has.
        words: Its folded words, with their occurrences.
        speller: Knows its words.
        initials: Knows its names.
    """

    vocabulary: Mapping[str, int]
    words: Mapping[str, int]
    speller: Speller
    initials: Initials

    def mended(self, question: str, *, names: bool = False) -> str:
        """Return a question as it was meant, capitals kept.

        A word of which the collection has another form is no slip, and initials of its names none.

        Args:
            question: As it was typed.
            names: Whether words with a capital inside the question are mended, too: another's name
                may look like a slip of one.
        """
        text = decades_as_written(spelt_out(question, self.words.__contains__), self.words)
        asked_in_english = _ENGLISH.intersection(word.text for word in words_of(text))
        is_english = len(asked_in_english) >= _LEAST_ENGLISH
        for word in reversed(self.strange_words(text)):  # from the end, so that places stay right
            typed = text[word.start : word.end]
            may_be_name = typed[0].isupper() and word.start > 0 and not question.isupper()
            if may_be_name and not names:
                continue
            if meant := self._meant(text, word, is_english=is_english):
                text = text[: word.start] + _in_capitals_of(typed, meant) + text[word.end :]
        return text

    def _meant(self, text: str, word: Token, *, is_english: bool) -> str | None:
        """Return what was meant by a word that the collection does not have, None where it stays.

        Args:
            text: The question.
            word: Of it.
            is_english: Whether it may be a common word of English.
        """
        is_contracted = with_apostrophes(word.text) != word.text  # "whens the next one"
        name = self.initials.name_of(text[word.start : word.end])
        if is_contracted or name or _is_part(text, word):
            return None
        own = self._singular_of(word.text) or self.speller.mend(word.text)
        return own or (_common_word(text, word) if is_english else None)

    def _singular_of(self, word: str) -> str | None:
        """Return the collection's word whose plural a folded one is, as an abbreviation has it."""
        singular = word.removesuffix("s")
        return singular if singular in self.words and _UNSTEMMED.fullmatch(word) else None

    def with_names(self, question: str) -> str:
        """Return a question with the names written out that stand there by their initials."""
        for word in reversed(self.strange_words(question)):
            if name := self.initials.name_of(question[word.start : word.end]):
                question = question[: word.start] + name + question[word.end :]
        return question

    def strange_words(self, text: str) -> list[Token]:
        """Return the content words of a text that the collection has in no form, in order."""
        words = [word for word in words_of(text) if word.is_content]
        stems = stems_of([word.text for word in words])
        pairs = zip(words, stems, strict=True)
        return [word for word, stem in pairs if stem not in self.vocabulary]


def _is_part(text: str, word: Token) -> bool:
    """Return whether a word is a part of an address, of a file's name or of code, or is quoted."""
    before, behind = text[: word.start][-1:], text[word.end :][:2]
    in_dots = before == "." or (behind[:1] == "." and behind[1:].isalnum())
    return in_dots or before in _PARTS or behind[:1] in _PARTS


def _in_capitals_of(typed: str, meant: str) -> str:
    if typed.isupper():
        return meant.upper()
    return meant.capitalize() if typed[0].isupper() else meant


def _common_word(text: str, word: Token) -> str | None:
    """Return the common word of English that was meant by one in small letters, which is none."""
    typed = text[word.start : word.end]
    is_whole = "-" not in (text[: word.start][-1:], text[word.end :][:1])
    is_strange = typed.islower() and len(typed) >= _LEAST_LETTERS and not zipf(typed)
    return _english().one_slip_away(typed) if is_strange and is_whole else None


@cache
def _english() -> Speller:
    return Speller(dict.fromkeys(sorted(common_words("en")), 1))
