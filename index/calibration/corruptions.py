"""Questions and claims made false: one name, number, opposite or negation exchanged.

A reader that has only seen true questions answers anything that shares words with a passage.
Each function here changes exactly one thing and returns None where it finds nothing to change, so
that the pair (true, corrupted) teaches the one detail that decides.
"""

import random
import re
from collections.abc import Sequence

from index.language import AUXILIARIES, EXCHANGED_OPPOSITES, KEYWORD_STOP_WORDS, any_of

_OPPOSITES = dict(EXCHANGED_OPPOSITES) | {second: first for first, second in EXCHANGED_OPPOSITES}
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_NAME = re.compile(
    r"\b[A-Z][\w’'-]*[\w](?:(?:\s(?:of|the|and|de|von|van|al)){0,2}\s[A-Z][\w’'-]*\w)*"
)
_AUXILIARY = re.compile(rf"\b({any_of(AUXILIARIES)})\b", re.IGNORECASE)


def numbers(text: str) -> list[str]:
    """Return the numbers written in digits, in order, "1,200" and "3.5" whole."""
    return _NUMBER.findall(text)


def names(text: str) -> list[str]:
    """Return the capitalised phrases, in order, without those that are mere sentence openings."""
    return [
        m[0]
        for m in _NAME.finditer(text)
        if m[0].casefold() not in KEYWORD_STOP_WORDS and len(m[0]) > 2
    ]


def _replace_once(text: str, old: str, new: str) -> str | None:
    """Return the text with one whole-word occurrence exchanged, any case; None if absent."""
    pattern = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)", re.IGNORECASE)
    changed, count = pattern.subn(lambda _: new, text, count=1)
    return changed if count and changed.casefold() != text.casefold() else None


def _candidates(wanted: str, pool: Sequence[str], avoid: str, *, number: bool) -> list[str]:
    """Return what may stand in for `wanted`: of its kind and length, unknown to `avoid`."""
    lowered = avoid.casefold()
    fitting = [
        other
        for other in pool
        if other.casefold() not in lowered
        and (len(other) == len(wanted) if number else abs(other.count(" ") - wanted.count(" ")) < 2)
    ]
    return sorted(set(fitting))


def exchange(text: str, passage: str, pool: Sequence[str], rng: random.Random) -> str | None:
    """Return the text with one name or number of the passage exchanged for a foreign one.

    Args:
        text: A question or claim that the passage answers or supports.
        passage: The passage; only what it mentions is exchanged, for something it does not mention.
        pool: Names and numbers of other passages.
        rng: Source of chance.

    Returns:
        The changed text, or None where text and passage share no name or number.
    """
    shared = _shared_details(text, passage)
    rng.shuffle(shared)
    for detail, is_number in shared:
        kind = [other for other in pool if other[:1].isdigit() == is_number]
        candidates = _candidates(detail, kind, passage + " " + text, number=is_number)
        changed = _replace_once(text, detail, rng.choice(candidates)) if candidates else None
        if changed is not None:
            return changed
    return None


def _shared_details(text: str, passage: str) -> list[tuple[str, bool]]:
    """Return the numbers and names of a passage that a text mentions, and which are numbers."""
    shared = [(number, True) for number in numbers(passage) if _stands_in(number, text)]
    lowered = text.casefold()
    shared += [(name, False) for name in names(passage) if name.casefold() in lowered]
    return shared


def _stands_in(number: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(number)}(?!\w)", text) is not None


def reverse(text: str, rng: random.Random) -> str | None:
    """Return the text with one word turned into its opposite, or None where it has none."""
    words = [m for m in re.finditer(r"\w+", text) if m[0].casefold() in _OPPOSITES]
    if not words:
        return None
    match = rng.choice(words)
    return text[: match.start()] + _OPPOSITES[match[0].casefold()] + text[match.end() :]


def negate(text: str) -> str | None:
    """Return the text negated after its first auxiliary verb, or with its negation taken out.

    Returns:
        The changed text, or None where there is neither a negation nor an auxiliary.
    """
    without, count = re.subn(r"\s+(?:not|never)\b|(?<=\w)n[’']t\b", "", text, count=1)
    if count:
        return without
    match = _AUXILIARY.search(text)
    if match is None or match.end() == len(text):
        return None
    return text[: match.end()] + " not" + text[match.end() :]


def corrupt(text: str, passage: str, pool: Sequence[str], rng: random.Random) -> str | None:
    """Return the text with one detail made false: mostly a name or number, else its sense.

    Args:
        text: A question or claim that the passage answers or supports.
        passage: That passage.
        pool: Names and numbers of other passages.
        rng: Source of chance.

    Returns:
        The changed text, or None where there is nothing to change.
    """
    if rng.random() < 0.7:
        return exchange(text, passage, pool, rng) or reverse(text, rng)
    return reverse(text, rng) or exchange(text, passage, pool, rng)


def claim(sentence: str, rng: random.Random) -> str:
    """Return a claim that the sentence supports: the sentence, mostly shortened.

    Bracketed asides, an opening adverb, a trailing relative clause go; nothing is reworded, so the
    claim stays true.
    """
    text = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", sentence).strip()
    if rng.random() < 0.7:
        text = re.sub(
            r"^(?:However|Moreover|Furthermore|In addition|Also|Thus|Therefore)\s*,\s*", "", text
        )
    if rng.random() < 0.5:
        text = re.sub(r"\s*,\s+(?:which|who|where|although|while|whereas)\b[^,]*[.]?$", "", text)
    if rng.random() < 0.3:
        head, _, tail = text.partition(", ")
        text = max((head, tail), key=len) if min(len(head), len(tail)) < 60 else text
    return text.strip(" .;,")


def cloze(sentence: str, rng: random.Random) -> tuple[str, str] | None:
    """Return a question made by asking for one name or number of the sentence, and its answer.

    Returns:
        (question, answer), or None where the sentence has neither name nor number.
    """
    text = claim(sentence, rng)
    targets = numbers(text) + [n for n in names(text) if not text.startswith(n)]
    if not targets:
        return None
    answer = rng.choice(targets)
    word = rng.choice(("which", "who", "what"))
    if answer[0].isdigit():
        year = len(answer) == 4 and answer[0] in "12"
        word = rng.choice(
            ("what year", "which year") if year else ("how many", "what number", "how much")
        )
    question = _replace_once(text, answer, word)
    return None if question is None else (question + "?", answer)
