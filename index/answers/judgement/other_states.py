"""Sentences that tell what holds while something is on where it is asked what holds while off."""

import re
from collections.abc import Sequence

from index.language import (
    AUXILIARIES,
    REFERRING_WORDS,
    any_of,
    switch_state,
    switched_terms,
    words_of,
)
from index.search import bare

_YES_OR_NO = re.compile(rf"\W*(?:(?:and|but|so)\W+)?(?:{any_of(AUXILIARIES)})\b", re.IGNORECASE)
_SUPPOSED = re.compile(r"\b(?:if|once|when|whenever|while|with)\b.*", re.IGNORECASE | re.DOTALL)


def of_other_state(question: str, sentences: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the sentences that tell of the other state alone beside one that fits.

    Who asks what happens while a switch is off is not answered by what happens while it is on,
    where the sentence before or behind tells of it off. Whether it is on may well be answered by
    "It is off.", so that of such a question only what it supposes counts.

    Args:
        question: As it was asked.
        sentences: Of one passage, in reading order: what may answer it.
    """
    asked = _supposed(bare(question))
    state = switch_state(asked)
    if state is None:
        return frozenset()
    terms = switched_terms(asked)
    states = [switch_state(sentence) for sentence in sentences]
    others = [number for number, told in enumerate(states) if told not in {None, state}]
    return frozenset(
        number
        for number in others
        if terms & switched_terms(sentences[number])
        and any(
            states[beside] is state and _is_of(sentences[beside], terms)
            for beside in (number - 1, number + 1)
            if 0 <= beside < len(sentences)
        )
    )


def _supposed(question: str) -> str:
    """Return what a question takes for granted: of one for yes or no what stands behind its if."""
    if not _YES_OR_NO.match(question):
        return question
    supposed = _SUPPOSED.search(question)
    return supposed[0] if supposed else ""


def _is_of(sentence: str, terms: frozenset[str]) -> bool:
    """Return whether a sentence is about some things, or refers back to what is."""
    words = {word.text for word in words_of(sentence)}
    return bool(terms & switched_terms(sentence) or words & REFERRING_WORDS)
