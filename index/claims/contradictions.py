"""What speaks against a claim in a text that is about it.

Similarity is no support: "the town holds 14 percent" is very like a sentence that says 44. These
are the differences that can be told from the words alone, and only those that decide: numbers and
dates that the evidence does not have, names in another's place, denials on one side only, and
opposites. No difference means that nothing was found, not that the claim is true.
"""

import enum
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.language import (
    MONTHS,
    NEVER_NAMES_IN_CLAIMS,
    SHORT_MONTHS,
    Quantity,
    any_of,
    denials_of,
    fold,
    month_number,
    opposites,
    quantities_of,
    sentences_of,
    stems_of,
    terms_of,
    with_months,
)


class MismatchKind(enum.Enum):
    """In what claim and evidence differ."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    OPPOSITE = "opposite"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A difference that speaks against a claim.

    Args:
        kind: In what they differ.
        claimed: Words of the claim.
        found: Words of the evidence in their place, "" where it has none.
    """

    kind: MismatchKind
    claimed: str
    found: str


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
    claim, evidence = with_months(claim), with_months(evidence)
    found = (
        mismatch
        for span in sentences_of(claim)
        for mismatch in _against(claim[span.start : span.end], evidence, context)
    )
    return tuple(dict.fromkeys(found))


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
        yield from _names(claim, evidence, context)
        yield from _denials(claim, sentence)
        yield from _opposites(claim, evidence, sentence)


_SAME_MATTER: Final = 0.5
"""Share of the claim's terms in the sentence from which one word's difference is decisive."""
_NEARLY_THE_SAME: Final = 0.7


def _overlap(claim: str, sentence: str) -> float:
    """Return the share of the claim's terms that the sentence has, 0 to 1."""
    wanted = set(terms_of(claim))
    return len(wanted & set(terms_of(sentence))) / max(1, len(wanted))


_AT_LEAST: Final = re.compile(
    r"\b(?:more than|over|at least|above|exceed\w*|upwards? of|no (?:fewer|less) than)"
    r"\s+(?:the\s)?$",
    re.IGNORECASE,
)
_AT_MOST: Final = re.compile(
    r"\b(?:(?:less|fewer) than|under|at most|below|up to|no more than)\s+(?:the\s)?$",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(
    r"\b(?:about|around|nearly|almost|roughly|approximately|some|circa|close to|estimated)\s+$",
    re.IGNORECASE,
)
_ROUND: Final = 5
"""Only multiples are taken for rounded: "about 40" may be 44, "about 41" may not."""
_ROUGHLY: Final = 0.1
_SMALL: Final = 10
"""Up to here a number may be told without one ("both", "the two" for three names listed)."""


def _numbers(claim: str, evidence: str, overlap: float) -> Iterator[Mismatch]:
    """Yield the numbers of the claim that the evidence does not have."""
    found = list(quantities_of(evidence))
    rivals = list(found)
    unmet = []
    for quantity in quantities_of(claim):
        partner = next((f for f in rivals if _meets(quantity, f, claim)), None)
        if partner is not None:
            rivals.remove(partner)
        else:
            unmet.append(quantity)
    for quantity in unmet:
        repeated = any(_meets(quantity, f, claim) for f in found)
        small = quantity.value <= _SMALL and not quantity.percent
        optional = repeated or quantity.ordinal or (small and overlap < _NEARLY_THE_SAME)
        rival = _rival(quantity, rivals)
        if rival is not None or not optional:
            dated = quantity.year or quantity.decade
            kind = MismatchKind.DATE if dated else MismatchKind.NUMBER
            yield Mismatch(kind, quantity.text, rival.text if rival else "")


def _meets(claimed: Quantity, found: Quantity, claim: str) -> bool:
    """Return whether the evidence's number bears the claim's out."""
    if any(
        math.isclose(one, other)
        for one in (claimed.value, claimed.counted)
        for other in (found.value, found.counted)
    ):
        return True
    if claimed.decade and found.year:
        return 0 <= found.value - claimed.value < 10
    rounded = claimed.value % _ROUND == 0
    if not rounded or _kind(claimed) != _kind(found) or claimed.ordinal or claimed.year:
        return False
    before = claim[: claimed.start]
    if _AT_LEAST.search(before):
        return found.value >= claimed.value
    if _AT_MOST.search(before):
        return found.value <= claimed.value
    near = abs(found.value - claimed.value) <= _ROUGHLY * claimed.value
    return bool(_ABOUT.search(before)) and near


def _kind(quantity: Quantity) -> tuple[bool, bool, bool]:
    return quantity.percent, quantity.ordinal, quantity.year or quantity.decade


def _rival(claimed: Quantity, rivals: list[Quantity]) -> Quantity | None:
    """Return a number of the same kind that the claim does not have."""
    alike = [rival for rival in rivals if _kind(rival) == _kind(claimed)]
    return min(alike, key=lambda rival: abs(rival.value - claimed.value), default=None)


_CERTAIN_MONTHS: Final = any_of({*MONTHS, *SHORT_MONTHS} - {"March", "Mar", "May"})
_MONTH: Final = re.compile(
    rf"\b(?:{_CERTAIN_MONTHS})\b\.?"
    # "March" and "May" are words of their own.
    r"|(?:(?<=\bin )|(?<=\bof )|(?<=\bby )|(?<=since )|(?<=early )|(?<=late )|(?<=until )|(?<=\d ))"
    r"(?:Mar(?:ch)?|May)\b|\b(?:Mar(?:ch)?|May)\b(?=\.? \d)"
)


def _months(claim: str, evidence: str) -> Iterator[Mismatch]:
    """Yield the months of the claim that the evidence does not name."""
    found = _months_of(evidence)
    for month, words in _months_of(claim).items():
        if month not in found:
            rival = next((text for other, text in found.items() if other != month), "")
            yield Mismatch(MismatchKind.DATE, words, rival)


def _months_of(text: str) -> dict[int, str]:
    months: dict[int, str] = {}
    for match in _MONTH.finditer(text):
        months.setdefault(month_number(match[0]), match[0])
    return months


_CAPITALISED: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
# A sentence's first word is a name if another follows, or a verb without an article before.
_SUBJECT: Final = re.compile(
    r"[A-Z][\w-]*(?: [A-Z][a-z]| (?:is|was|has|had|will|would|can|did|does|[a-z]{3,}[^s\W]s)\b)"
)
_LEAST_SHARED: Final = 4
_SHARED: Final = 0.75
"""Of the shorter of two forms of one name, as `Afghan` and `Afghanistan`: the common beginning."""


def _names(claim: str, evidence: str, context: str) -> Iterator[Mismatch]:
    """Yield the names of the claim that are nowhere, if the evidence has others in their place."""
    known = {_bare(word) for word in _CAPITALISED.findall(f"{evidence} {context}")}
    stems = set(stems_of(sorted(known)))
    claimed = _names_of(claim)
    absent = [
        name
        for name, stem in zip(claimed, stems_of([_bare(name) for name in claimed]), strict=True)
        if stem not in stems and not any(_same_name(_bare(name), word) for word in known)
    ]
    if not absent or _is_initials(absent[0], evidence + context):
        return
    rivals = _names_of(evidence)
    for name in claimed:
        same = next((rival for rival in rivals if _same_name(_bare(name), _bare(rival))), None)
        if same is not None:
            rivals.remove(same)
    words = {_bare(word) for word in claim.split() if word.islower()}
    rivals = [rival for rival in rivals if _bare(rival) not in words]
    if rivals:
        yield Mismatch(MismatchKind.NAME, absent[0], rivals[0])


def _names_of(text: str) -> list[str]:
    """Return the capitalised words that do not only begin a sentence."""
    names = []
    for match in _CAPITALISED.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        before = text[: match.start()].rstrip()[-1:]
        opens = not before or before in '.!?:“"‘('
        written_large = any(part[:1].isupper() for part in word.split("-"))
        if opens:
            written_large = bool(_SUBJECT.match(text, match.start()))
        if written_large and not _MONTH.fullmatch(word) and fold(word) not in NEVER_NAMES_IN_CLAIMS:
            names.append(word)
    return names


def _bare(name: str) -> str:
    return fold(_POSSESSIVE.sub("", name)).replace(".", "").removeprefix("al-")


def _same_name(one: str, other: str) -> bool:
    """Return whether two folded words may be forms of one name."""
    if one == other or any(part in other.split("-") for part in one.split("-") if len(part) > 2):
        return True
    shared = max(_LEAST_SHARED, math.ceil(_SHARED * min(len(one), len(other))))
    return len(one) >= shared <= len(other) and one[:shared] == other[:shared]


def _is_initials(name: str, text: str) -> bool:
    """Return whether `text` has the words that an abbreviation stands for, or the other way."""
    letters = name.replace(".", "")
    if not letters.isupper():
        return False
    words = r"\W+(?:(?:of|the|and|for)\W+)?".join(rf"{letter}\w+" for letter in letters)
    return len(letters) > 1 and bool(re.search(rf"\b{words}", text, re.IGNORECASE))


def _denials(claim: str, sentence: str) -> Iterator[Mismatch]:
    """Yield what only one of the two denies."""
    claimed, found = denials_of(claim), denials_of(sentence)
    claim_stems, sentence_stems = set(terms_of(claim)), set(terms_of(sentence))
    denied_here = {stem for denial in claimed for stem in denial.stems}
    denied_there = {stem for denial in found for stem in denial.stems}
    for denial in claimed:
        if denial.head <= sentence_stems - denied_there:
            yield Mismatch(MismatchKind.NEGATION, f"{denial.cue} … {denial.word}", denial.word)
    for denial in found:
        if denial.head <= claim_stems - denied_here:
            yield Mismatch(MismatchKind.NEGATION, denial.word, f"{denial.cue} … {denial.word}")


def _opposites(claim: str, evidence: str, sentence: str) -> Iterator[Mismatch]:
    """Yield words of the claim for which the evidence has only the opposite."""
    words = {stem: word for word, stem in _stems(claim)}
    found = {stem: word for word, stem in _stems(sentence)}
    everywhere = {stem for _, stem in _stems(evidence)}
    denied = {denial.stems[0] for text in (claim, sentence) for denial in denials_of(text)}
    for stem in words.keys() - everywhere - denied:
        for other in opposites().get(stem, frozenset()) & (found.keys() - words.keys() - denied):
            yield Mismatch(MismatchKind.OPPOSITE, words[stem], found[other])


def _stems(text: str) -> list[tuple[str, str]]:
    """Return every word with its stem; opposites are often stop words ("before")."""
    words = re.findall(r"[^\W\d_]+", text)
    return list(zip(words, stems_of([fold(word) for word in words]), strict=True))
