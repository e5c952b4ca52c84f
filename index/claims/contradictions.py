"""What speaks against a claim in a text that is about it.

Similarity is no support: "the town holds 14 percent" is very like a sentence that says 44. These
are the differences that can be told from the words alone, and only those that decide: numbers and
dates that the evidence does not have, names in another's place, denials on one side only,
opposites, and two parties in turned roles. No difference means that nothing was found, not that
the claim is true.
"""

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from unicodedata import normalize

from index.claims.comparisons import said_the_other_way
from index.claims.exchanged_numbers import exchanged_numbers
from index.claims.names import MONTH_NAME, replaced_name
from index.language import (
    Quantity,
    denials_of,
    fold,
    month_number,
    opposites,
    quantities_of,
    sentences_of,
    stems_of,
    terms_of,
    turned_roles,
    with_measures,
    with_months,
)

# Shares of a claim's terms in a sentence: from the first on one word's difference decides, from the
# second on a small number that the sentence does not have, too.
_SAME_MATTER = 0.5
_NEARLY_THE_SAME = 0.7
_AT_LEAST = re.compile(
    r"\b(?:more than|over|at least|above|exceed\w*|upwards? of|no (?:fewer|less) than)"
    r"\s+(?:the\s)?$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"\b(?:(?:less|fewer) than|under|at most|below|up to|no more than)\s+(?:the\s)?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|around|nearly|almost|roughly|approximately|some|circa|close to|estimated)\s+$",
    re.IGNORECASE,
)
_ROUND = 5  # only multiples are taken for rounded: "about 40" may be 44, "about 41" may not
_ROUGHLY = 0.1  # share of a rounded number by which another may differ
_ROUGHLY_AT_MOST = 0.25  # as large a share nobody calls the same number
_SMALL = 10  # up to here a number may be told without one ("both", "the two" of names listed)


_STILL = re.compile(r"\bstill\b", re.IGNORECASE)
_NO_LONGER_SO = re.compile(
    r"\s*(?:this|that|it) (?:is|was) (?:no longer|not|never) (?:the case|true|so)\b", re.IGNORECASE
)


class MismatchKind(enum.Enum):
    """In what claim and evidence differ."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    ROLES = "roles"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A difference that speaks against a claim.

    Args:
        kind: In what they differ.
        claimed: Words of the claim.
        stated: Words of the evidence in their place, "" where it has none.
        of_the_same: Whether both are numbers of the same things, in nearly the same words.
    """

    kind: MismatchKind
    claimed: str
    stated: str
    of_the_same: bool = field(default=False, compare=False)


def contradictions(claim: str, evidence: str, context: str = "") -> tuple[Mismatch, ...]:
    """Return what speaks against the claim; nothing where no difference is found.

    Args:
        claim: What is to be supported.
        evidence: The passage that is to support it.
        context: Text around the evidence, with the document's title: names may stand there that the
            evidence only refers to.
    """
    if not evidence.strip():
        return ()
    # Letters with their accents, which may be set behind them, are compared as one sign.
    claim, evidence, context = (normalize("NFC", text) for text in (claim, evidence, context))
    claim, evidence = with_months(claim, evidence), with_months(evidence, claim)
    claim = with_measures(claim, evidence)
    mismatches: list[Mismatch] = []
    for span in sentences_of(claim):
        mismatches.extend(_against(claim[span.start : span.end], evidence, context))
    return tuple(dict.fromkeys(mismatches))


def _against(claim: str, evidence: str, context: str) -> Iterator[Mismatch]:
    """Yield what speaks against one sentence of a claim; nothing if the evidence has it itself."""
    sentences = [evidence[span.start : span.end] for span in sentences_of(evidence)]
    if claim in sentences:
        return
    sentence = max(sentences, key=lambda sentence: _overlap(claim, sentence), default=evidence)
    overlap = _overlap(claim, sentence)
    yield from _numbers(claim, evidence, overlap)
    yield from _months(claim, evidence)
    if overlap >= _SAME_MATTER:
        yield from _exchanged(claim, sentence)
        yield from _names(claim, evidence, context)
        ended = _ended(sentence, context if sentence in context else evidence)
        yield from _denials(claim, sentence, ended=ended is not None)
        if not said_the_other_way(claim, sentence):
            yield from _opposites(claim, evidence, sentence)
        yield from _lasting(claim, ended)
    yield from _roles(claim, [one for one in sentences if not said_the_other_way(claim, one)])


def shared_terms(claim: str, evidence: str) -> float:
    """Return the largest share of the claim's terms that one sentence of the evidence has, 0 to 1.

    Args:
        claim: What is to be supported.
        evidence: The passage that is to support it.
    """
    sentences = [evidence[span.start : span.end] for span in sentences_of(evidence)]
    return max((_overlap(claim, sentence) for sentence in sentences), default=0.0)


def _overlap(claim: str, sentence: str) -> float:
    """Return the share of the claim's terms that the sentence has, 0 to 1."""
    wanted = set(terms_of(claim))
    return len(wanted & set(terms_of(sentence))) / max(1, len(wanted))


def _numbers(claim: str, evidence: str, overlap: float) -> Iterator[Mismatch]:
    """Yield the numbers of the claim that the evidence does not have."""
    stated = list(quantities_of(evidence))
    unmet, rivals = _without_partners(claim, stated)
    for quantity in unmet:
        rival = _rival(quantity, rivals)
        if rival is not None or not _may_be_left_out(quantity, stated, claim, overlap):
            dated = quantity.year or quantity.decade
            kind = MismatchKind.DATE if dated else MismatchKind.NUMBER
            of_the_same = (
                rival is not None
                and overlap >= _NEARLY_THE_SAME
                and _count_the_same((quantity, claim), (rival, evidence))
            )
            yield Mismatch(kind, quantity.text, rival.text if rival else "", of_the_same)


def _count_the_same(claimed: tuple[Quantity, str], stated: tuple[Quantity, str]) -> bool:
    """Return whether two numbers, each with its text, are of what is called by the same word.

    Rounded ones that are near each other may be the same number, and ordinals are places.
    """
    (number, claim), (other, evidence) = claimed, stated
    if number.ordinal or number.year or number.decade:
        return False
    apart = abs(number.value - other.value) / max(abs(number.value), abs(other.value))
    if apart <= _ROUGHLY_AT_MOST and _ABOUT.search(claim[: number.start]):
        return False
    behind = terms_of(claim[number.end :])[:1]
    return bool(behind) and behind == terms_of(evidence[other.end :])[:1]


def _exchanged(claim: str, sentence: str) -> Iterator[Mismatch]:
    numbers = exchanged_numbers(claim, sentence)
    if numbers is not None:
        yield Mismatch(MismatchKind.NUMBER, *numbers)


def _without_partners(claim: str, stated: list[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """Return the numbers of the claim that none of the stated ones meets, and those left over."""
    unmet, rivals = [], list(stated)
    for quantity in quantities_of(claim):
        partner = next((rival for rival in rivals if _meets(quantity, rival, claim)), None)
        if partner is None:
            unmet.append(quantity)
        else:
            rivals.remove(partner)
    return unmet, rivals


def _may_be_left_out(
    quantity: Quantity, stated: list[Quantity], claim: str, overlap: float
) -> bool:
    """Return whether a number of the claim needs no partner of its own among those stated."""
    repeated = any(_meets(quantity, other, claim) for other in stated)
    small = abs(quantity.value) <= _SMALL and not quantity.percent
    return repeated or quantity.ordinal or (small and overlap < _NEARLY_THE_SAME)


def _meets(claimed: Quantity, stated: Quantity, claim: str) -> bool:
    """Return whether the evidence's number bears the claim's out."""
    if claimed.may_equal(stated):
        return True
    if claimed.decade and stated.year:
        return 0 <= stated.value - claimed.value < 10
    if not _same_kind(claimed, stated) or claimed.ordinal or claimed.year:
        return False
    before = claim[: claimed.start]
    return any(_is_within(*pair, before) for pair in product(claimed.readings, stated.readings))


def _is_within(claimed: float, stated: float, before: str) -> bool:
    """Return whether a number is within what a claim's rounded one says: "more than 40".

    Args:
        claimed: Of the claim.
        stated: Of the evidence.
        before: What goes before the number in the claim.
    """
    if claimed % _ROUND != 0:
        return False
    if _AT_LEAST.search(before):
        return stated >= claimed
    if _AT_MOST.search(before):
        return stated <= claimed
    near = abs(stated - claimed) <= _ROUGHLY * abs(claimed)
    return bool(_ABOUT.search(before)) and near


def _same_kind(quantity: Quantity, other: Quantity) -> bool:
    dated, other_dated = quantity.year or quantity.decade, other.year or other.decade
    return (quantity.percent, quantity.ordinal, dated) == (
        other.percent,
        other.ordinal,
        other_dated,
    )


def _rival(claimed: Quantity, rivals: list[Quantity]) -> Quantity | None:
    """Return a number of the same kind that the claim does not have."""
    alike = [rival for rival in rivals if _same_kind(rival, claimed)]
    return min(alike, key=lambda rival: abs(rival.value - claimed.value), default=None)


def _months(claim: str, evidence: str) -> Iterator[Mismatch]:
    """Yield the months of the claim that the evidence does not name."""
    stated = _months_of(evidence)
    for month, words in _months_of(claim).items():
        if month not in stated:
            rival = next((text for other, text in stated.items() if other != month), "")
            yield Mismatch(MismatchKind.DATE, words, rival)


def _months_of(text: str) -> dict[int, str]:
    months: dict[int, str] = {}
    for match in MONTH_NAME.finditer(text):
        months.setdefault(month_number(match[0]), match[0])
    return months


def _names(claim: str, evidence: str, context: str) -> Iterator[Mismatch]:
    """Yield the names of the claim that are nowhere, if the evidence has others in their place."""
    replaced = replaced_name(claim, evidence, context)
    if replaced:
        yield Mismatch(MismatchKind.NAME, *replaced)


def _ended(sentence: str, context: str) -> str | None:
    """Return the words behind a sentence that say that it is no longer so, None without any."""
    following = context[context.find(sentence) + len(sentence) :]
    ended = _NO_LONGER_SO.match(following)
    return ended[0].strip() if ended else None


def _lasting(claim: str, ended: str | None) -> Iterator[Mismatch]:
    """Yield what the claim says still is, if what follows says that it is no longer so."""
    still = _STILL.search(claim)
    if still and ended:
        yield Mismatch(MismatchKind.NEGATION, still[0], ended)


def _roles(claim: str, sentences: Sequence[str]) -> Iterator[Mismatch]:
    """Yield what a sentence says of two parties of the claim the other way round."""
    for sentence in sentences:
        turned = turned_roles(claim, sentence)
        if turned:
            yield Mismatch(MismatchKind.ROLES, *turned)


def _denials(claim: str, sentence: str, *, ended: bool) -> Iterator[Mismatch]:
    """Yield what only one of the two denies.

    Args:
        claim: One sentence.
        sentence: Of the evidence, the nearest to it.
        ended: Whether what follows says that it is no longer so: who denies it then is right.
    """
    claimed, stated = denials_of(claim), denials_of(sentence)
    affirmed_in_claim = set(terms_of(claim)).difference(*(denial.stems for denial in claimed))
    affirmed_in_sentence = set(terms_of(sentence)).difference(*(denial.stems for denial in stated))
    for denial in claimed:
        if denial.head <= affirmed_in_sentence and not ended:
            yield Mismatch(MismatchKind.NEGATION, f"{denial.cue} … {denial.word}", denial.word)
    for denial in stated:
        if denial.head <= affirmed_in_claim:
            yield Mismatch(MismatchKind.NEGATION, denial.word, f"{denial.cue} … {denial.word}")


def _opposites(claim: str, evidence: str, sentence: str) -> Iterator[Mismatch]:
    """Yield words of the claim for which the evidence has only the opposite."""
    words = {stem: word for word, stem in _stems(claim)}
    stated = {stem: word for word, stem in _stems(sentence)}
    everywhere = {stem for _, stem in _stems(evidence)}
    denied = {denial.stems[0] for denial in (*denials_of(claim), *denials_of(sentence))}
    for stem in words.keys() - everywhere - denied:
        for other in opposites().get(stem, frozenset()) & (stated.keys() - words.keys() - denied):
            yield Mismatch(MismatchKind.OPPOSITE, words[stem], stated[other])


def _stems(text: str) -> list[tuple[str, str]]:
    """Return every word with its stem; opposites are often stop words ("before")."""
    words = re.findall(r"[^\W\d_]+", text)
    return list(zip(words, stems_of([fold(word) for word in words]), strict=True))
