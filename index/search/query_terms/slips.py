"""A question as it was meant: short forms of chat spelt out, slips mended.

A slip is taken for the documents' own word that is near it, else for a common word of English: what
a reader makes of "what interesst did he chargge" is little better than a guess.
"""

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
    words_of,
    zipf,
)
from index.search.query_terms.initials import Initials
from index.search.query_terms.spelling import STRANGE, Speller

# A question with one of them is asked in English; some are no word of another language near it.
_ENGLISH = (QUESTION_WORDS | AUXILIARIES | {"the"}) - {"was", "had", "is", "do", "must", "will"}


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

    def mended(self, question: str) -> str:
        """Return a question as it was meant, a capital in front of a word kept.

        A word of which the collection has another form is no slip, and initials of its names none.
        """
        text = spelt_out(question, self.words.__contains__)
        is_english = not _ENGLISH.isdisjoint(word.text for word in words_of(text))
        for word in reversed(self.strange_words(text)):  # from the end, so that places stay right
            typed = text[word.start : word.end]
            if self.initials.name_of(typed):
                continue
            meant = self.speller.mend(word.text) or (_common_word(typed) if is_english else None)
            if meant:
                meant = meant.capitalize() if typed[0].isupper() else meant
                text = text[: word.start] + meant + text[word.end :]
        return text

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


def _common_word(typed: str) -> str | None:
    """Return the common word of English that was meant by one in small letters, which is none."""
    return _english().mend(typed) if typed.islower() and zipf(typed) < STRANGE else None


@cache
def _english() -> Speller:
    return Speller(dict.fromkeys(sorted(common_words("en")), 1))
