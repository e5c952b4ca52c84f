"""A claim in the text's own words but for a name, which it puts in a pronoun's place."""

from collections.abc import Iterable, Iterator, Sequence

from index.claims.verbatim import said_in_these_words
from index.language import (
    AUXILIARIES,
    IRREGULAR_PASTS,
    NOUN_PREPOSITIONS,
    Token,
    sentences_in,
    words_of,
)
from index.quotations import Verifier
from index.types import Document, Paragraph, Quote

# How probable it is that the documents support such a claim. Of the graded ones all six are
# supported, and none of the 7,496 false ones is one: 7 of 8 by Laplace's rule.
NAMED_SURENESS = 0.88
_PRONOUNS = frozenset("he she it they".split())
_PERSONAL = frozenset(("he", "she"))
_FURTHEST = 2  # sentences in a row that open with the pronoun
_LONGEST = 5  # words of a name
# What may stand right behind a name that opens a sentence: "The town clerk left" is of a clerk.
_BEHIND_NAMES = AUXILIARIES | IRREGULAR_PASTS | NOUN_PREPOSITIONS


def said_of_its_antecedent(claim: str, quotes: Iterable[Quote], verifier: Verifier) -> Quote | None:
    """Return the sentence that has a claim word for word of what its pronoun plainly stands for.

    "The bureau pays a ninth." is so said by "It pays a ninth." behind a sentence that opens with
    "The bureau". Where the sentence does not open with the pronoun, or the one before with the
    whole name, or somebody else is named behind it, it is not plain for what it stands.

    Args:
        claim: As it was given.
        quotes: Excerpts in whose paragraphs it is looked for.
        verifier: Of the documents.
    """
    words = words_of(claim)
    for sentence, head in _with_heads(quotes):
        said = _words(sentence)
        for count in _plainly_named_by(said[0], claim, words, head):
            wanted = [said[0], *(word.text for word in words[count:])]
            if not _holds(said, wanted):
                continue
            found = said_in_these_words(f"{said[0]} {claim[words[count].start :]}", verifier)
            if found is not None and found.text == sentence:
                return found
    return None


def _with_heads(quotes: Iterable[Quote]) -> Iterator[tuple[str, str]]:
    """Yield the sentences that open with a pronoun, each with the one that has its name."""
    places = {(one.document.id, one.paragraph): one.document for one in quotes}
    for (_, number), document in places.items():
        yield from _in_paragraph(document, document.paragraphs[number - 1])


def _in_paragraph(document: Document, paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    head, pronoun, behind = "", "", 0
    for span in sentences_in(document, paragraph):
        sentence = document.text[span.start : span.end]
        opening = (_words(sentence) or [""])[0]
        if opening not in _PRONOUNS:
            head, pronoun, behind = sentence, "", 0
            continue
        behind += 1
        goes_on = pronoun in {"", opening} and behind <= _FURTHEST
        pronoun = opening
        if head and goes_on:
            yield sentence, head


def _named_by(claim: str, words: Sequence[Token], head: str) -> Iterator[int]:
    """Yield how many words of a claim are a whole name that a sentence opens with, too."""
    opening = words_of(head)
    for count in range(1, min(_LONGEST, len(words) - 1, len(opening) - 1) + 1):
        if opening[count - 1].text != words[count - 1].text:
            return
        if not any(word.is_content for word in words[:count]):
            continue
        between = head[opening[count - 1].end : opening[count].start]
        if between.startswith(",") or _goes_on(between, opening[count].text):
            yield count


def _plainly_named_by(pronoun: str, claim: str, words: Sequence[Token], head: str) -> Iterator[int]:
    """Yield how many words of a claim are a whole name, for which alone a pronoun may stand."""
    for count in _named_by(claim, words, head):
        if not _names_another(pronoun, head, count):
            yield count


def _names_another(pronoun: str, head: str, count: int) -> bool:
    """Return whether a pronoun may stand for another than the name that opens the sentence before.

    Args:
        pronoun: In small letters.
        head: That sentence.
        count: Words of the name.
    """
    behind = words_of(head)[count:]
    if any(word.text == "by" for word in behind):
        return True
    return pronoun in _PERSONAL and any(head[word.start].isupper() for word in behind)


def _goes_on(between: str, following: str) -> bool:
    """Return whether a name is over, by the word behind it: a verb, or what it is of."""
    is_past = following.endswith("ed") or following in _BEHIND_NAMES
    return between == " " and is_past


def _words(text: str) -> list[str]:
    return [word.text for word in words_of(text)]


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Return whether some words stand in others, in one piece."""
    starts = range(len(words) - len(wanted) + 1)
    return any(list(words[start : start + len(wanted)]) == list(wanted) for start in starts)
