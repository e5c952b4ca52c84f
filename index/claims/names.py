"""Names of a claim and of a text: their forms, and one that stands in another's place."""

import re

from index.language import (
    MONTHS,
    NAME_PARTICLES,
    NEVER_NAMES_IN_CLAIMS,
    SHORT_MONTHS,
    any_of,
    bare_name,
    fold,
    same_name,
    stems_of,
)

_CAPITALISED = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
# A sentence's first word is a name if another follows, or a verb without an article before.
_SUBJECT = re.compile(
    r"[A-Z][\w-]*(?: [A-Z][a-z]| (?:is|was|has|had|will|would|can|did|does|[a-z]{3,}[^s\W]s)\b)"
)
_CERTAIN_MONTHS = any_of({*MONTHS, *SHORT_MONTHS} - {"March", "Mar", "May"})
MONTH_NAME = re.compile(
    rf"\b(?:{_CERTAIN_MONTHS})\b\.?"
    # "March" and "May" are words of their own.
    r"|(?:(?i:(?<=\bin )|(?<=\bof )|(?<=\bby )|(?<=\bsince )|(?<=\bearly )|(?<=\blate )"
    r"|(?<=\buntil ))|(?<=\d ))(?:Mar(?:ch)?|May)\b|\b(?:Mar(?:ch)?|May)\b(?=\.? \d)"
)


def replaced_name(claim: str, evidence: str, context: str) -> tuple[str, str] | None:
    """Return a name of the claim that is nowhere, and one that the evidence has in its place.

    Args:
        claim: One sentence.
        evidence: The passage that is to support it.
        context: Text around the evidence: names may stand there that it only refers to.

    Returns:
        The two names; None where every name is known, or none stands in its place.
    """
    names = _names_of(claim)
    absent = _absent(names, f"{evidence} {context}")
    if not absent or _is_initials(absent[0], evidence + context):
        return None
    words = {bare_name(word) for word in claim.split() if word.islower()}
    words |= NAME_PARTICLES
    rivals = [name for name in _others(_names_of(evidence), names) if bare_name(name) not in words]
    return (absent[0], rivals[0]) if rivals else None


def _absent(names: list[str], text: str) -> list[str]:
    """Return the names of which `text` has no form."""
    known = {bare_name(word) for word in _CAPITALISED.findall(text)}
    known_stems = set(stems_of(sorted(known)))
    folded = [bare_name(name) for name in names]
    return [
        name
        for name, word, stem in zip(names, folded, stems_of(folded), strict=True)
        if stem not in known_stems and not _has_form(word, known)
    ]


def _has_form(name: str, words: set[str]) -> bool:
    """Return whether one of some folded words may be a form of a folded name."""
    return any(same_name(name, word) for word in words)


def _others(names: list[str], claimed: list[str]) -> list[str]:
    """Return `names` without one form of each that is claimed."""
    others = list(names)
    for name in claimed:
        same = next(
            (other for other in others if same_name(bare_name(name), bare_name(other))), None
        )
        if same is not None:
            others.remove(same)
    return others


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
        month = MONTH_NAME.match(text, match.start())
        is_month = month is not None and month[0].rstrip(".") == word
        if written_large and not is_month and fold(word) not in NEVER_NAMES_IN_CLAIMS:
            names.append(word)
    return names


def _is_initials(name: str, text: str) -> bool:
    """Return whether `text` has the words that an abbreviation stands for, or the other way."""
    letters = name.replace(".", "")
    if not letters.isupper():
        return False
    words = r"\W+(?:(?:of|the|and|for)\W+)?".join(rf"{letter}\w+" for letter in letters)
    return len(letters) > 1 and bool(re.search(rf"\b{words}", text, re.IGNORECASE))
