"""A claim in the text's own words: whoever says just that supports it, whatever a reader thinks."""

from itertools import takewhile

from index.language import (
    ARTICLES,
    COMPLEMENTIZERS,
    CONDITIONS,
    DISTANCING_WORDS,
    FACTIVE_WORDS,
    INVERTED_AUXILIARIES,
    PERFECT_AUXILIARIES,
    is_asked,
    sentences_in,
    terms_of,
    words_of,
)
from index.quotations import Op, Verdict, Verification, Verifier
from index.types import Quote, Span, quote_of

# How probable it is that the documents support what they have word for word. On half of the graded
# essays all 62 such claims are supported, and none of the 1,816 false ones is: 63 of 64 by
# Laplace's rule.
SURENESS = 0.98
_LEAST_TERMS = 3  # content words; fewer stand together in texts that claim something else
# Another tense of the past, or another article, says the same but for "a few" and "a little".
_LIGHT = ARTICLES | PERFECT_AUXILIARIES
# What may be done can be done; who has a vote has one.
_ALIKE = (frozenset(("can", "may")), frozenset(("a", "one")), frozenset(("an", "one")))
_OF_ANOTHER_SENSE = frozenset(("few", "little"))
_BEFORE_THAT = 6  # words in which the verb or noun stands that governs a "that"


def said_in_these_words(claim: str, verifier: Verifier) -> Quote | None:
    """Return the sentence that has a claim word for word, and says it.

    Articles may differ, "had died" be "died", and "may be sold" be "can be sold". Not where the
    words are cut from a clause that limits them, stand in a question or a condition, or are only
    told as somebody's: what the check of a quotation warns of, and whatever follows a "that" of
    which the sentence does not take for granted that it is so, as it does where it was "revealed",
    or "forgotten".

    Args:
        claim: As it was given.
        verifier: Of the documents.
    """
    if len(set(terms_of(claim))) < _LEAST_TERMS:
        return None
    verification = verifier.verify(claim.strip(" .!"))
    quote = verification.quote
    if quote is None or verification.warnings or not _is_nearly_exact(verification):
        return None
    sentence = _sentence_around(quote)
    text = quote.document.text
    if sentence is None or is_asked(text[sentence.start : sentence.end]):
        return None
    if _leads_in(text[sentence.start : quote.start]):
        return None
    return quote_of(quote.document, sentence, highlight=sentence)


def _is_nearly_exact(verification: Verification) -> bool:
    """Return whether a text has a claim's words but for such as make no difference."""
    if verification.verdict is Verdict.EXACT:
        return True
    words = {word.text for word in words_of(verification.quotation)}
    changes = [one for one in verification.differences if one.op is not Op.EQUAL]
    changed = {word.text for one in changes for word in words_of(f"{one.quoted} {one.source}")}
    same = _LIGHT.union(*(pair for pair in _ALIKE if pair <= changed))
    is_light = verification.verdict is Verdict.ALTERED and changed <= same
    return is_light and not words & _OF_ANOTHER_SENSE and not verification.joined


def _sentence_around(quote: Quote) -> Span | None:
    """Return the sentence that holds a quote, None where no one does."""
    paragraph = quote.document.paragraphs[quote.paragraph - 1]
    sentences = sentences_in(quote.document, paragraph)
    return next((one for one in sentences if one.contains(quote.span)), None)


def _leads_in(before: str) -> bool:
    """Return whether what goes before a clause makes it part of another: "Some say that …"."""
    words = [word.text for word in words_of(before)]
    if not words:
        return False
    if words[-1] == "that":
        return bool(CONDITIONS.intersection(words)) or not _is_taken_for_so(words[-2::-1])
    return words[-1] in COMPLEMENTIZERS | CONDITIONS | INVERTED_AUXILIARIES


def _is_taken_for_so(backwards: list[str]) -> bool:
    """Return whether a sentence takes for so what follows the "that" behind some words.

    Args:
        backwards: The words, the nearest first; of "revelations in 2015 that" the noun is third.
    """
    near = takewhile(lambda word: word not in DISTANCING_WORDS, backwards[:_BEFORE_THAT])
    return not FACTIVE_WORDS.isdisjoint(near)
