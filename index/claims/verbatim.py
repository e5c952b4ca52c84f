"""A claim in the text's own words: whoever says just that supports it, whatever a reader thinks."""

from collections.abc import Sequence
from itertools import dropwhile, takewhile

from index.language import (
    ARTICLES,
    COMPLEMENTIZERS,
    CONDITIONS,
    COORDINATORS,
    DENIALS,
    DISTANCING_WORDS,
    FACTIVE_WORDS,
    INVERTED_AUXILIARIES,
    PERFECT_AUXILIARIES,
    PREPOSITIONS,
    is_asked,
    rejects,
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
# Right before a clause's first noun they make it part of another one, or somebody's words.
_LEADING_IN = (
    COMPLEMENTIZERS
    | CONDITIONS
    | INVERTED_AUXILIARIES
    | PREPOSITIONS
    | frozenset("than only say says said saying claim claims claimed".split())
)
_DOUBTING = DENIALS | frozenset("false untrue wrong doubt doubts doubted allegedly".split())
_BEFORE_THAT = 6  # words in which the verb or noun stands that governs a "that"


def said_in_these_words(claim: str, verifier: Verifier) -> Quote | None:
    """Return the sentence that has a claim word for word, and says it.

    Articles may differ, "had died" be "died", and "may be sold" be "can be sold". Not where the
    words are cut from a clause that limits them, stand in a question or a condition, are denied
    before or behind, belong to something else ("the owners of the mill left"), or are only told as
    somebody's: what the check of a quotation warns of, and whatever follows a "that" of
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
    sentences = _sentences_from(quote)
    if not sentences or _is_taken_back(quote.document.text, quote.start, sentences):
        return None
    return quote_of(quote.document, sentences[0], highlight=sentences[0])


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


def _sentences_from(quote: Quote) -> list[Span]:
    """Return the sentence that holds a quote and those behind it; nothing where no one does."""
    paragraph = quote.document.paragraphs[quote.paragraph - 1]
    sentences = sentences_in(quote.document, paragraph)
    return list(dropwhile(lambda one: not one.contains(quote.span), sentences))


def _is_taken_back(text: str, start: int, sentences: Sequence[Span]) -> bool:
    """Return whether words are not said as such: asked, part of another clause, or rejected.

    Args:
        text: The document's.
        start: Where the words begin.
        sentences: Theirs, and those behind it in its paragraph.
    """
    own, *behind = (text[one.start : one.end] for one in sentences[:2])
    is_part = _leads_in(text[sentences[0].start : start])
    return is_asked(own) or is_part or any(map(rejects, behind))


def _leads_in(before: str) -> bool:
    """Return whether what goes before a clause makes it part of another: "Some say that …"."""
    words = [word.text for word in words_of(before)]
    if not words:
        return False
    if words[-1] == "that":
        return bool(CONDITIONS.intersection(words)) or not _is_taken_for_so(words[-2::-1])
    joins = len(words) > 1 and words[-1] in COORDINATORS  # a sentence may open with "But"
    return joins or words[-1] in _LEADING_IN or not _DOUBTING.isdisjoint(words)


def _is_taken_for_so(backwards: list[str]) -> bool:
    """Return whether a sentence takes for so what follows the "that" behind some words.

    Args:
        backwards: The words, the nearest first; of "revelations in 2015 that" the noun is third.
    """
    near = takewhile(lambda word: word not in DISTANCING_WORDS, backwards[:_BEFORE_THAT])
    return not FACTIVE_WORDS.isdisjoint(near)
