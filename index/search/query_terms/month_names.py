"""Months of a question by the names that the collection has for them: "October 7", "Oct. 7"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from index.language import MONTHS, SHORT_MONTHS, any_of, month_forms, stems_of

_NAME = rf"(?P<name>{any_of({*MONTHS, *SHORT_MONTHS})})"
# Beside a number it is a month: "march 7", "7th of march", and no walk.
_IN_DATE = re.compile(
    rf"\b{_NAME}\b\.?(?=,?\s\d)|(?<=\d\s){_NAME.replace('name', 'behind')}\b\.?"
    rf"|(?<=(?:st|nd|rd|th)\s){_NAME.replace('name', 'ranked')}\b\.?"
    rf"|(?<=\sof\s){_NAME.replace('name', 'of')}\b\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OtherMonth:
    """Another name of a month that a query has.

    Args:
        term: The number of the query's term, from 0.
        row: The other name's row of the vocabulary.
    """

    term: int
    row: int


def other_months(terms: Sequence[str], vocabulary: Mapping[str, int]) -> list[OtherMonth]:
    """Return the other names by which a collection has the months among the stems of a query.

    Args:
        terms: Stems.
        vocabulary: The row of each stem that the collection has.
    """
    found, known = [], _stems()
    for number, term in enumerate(terms):
        names = (name for name in known.get(term, ()) if name != term and name in vocabulary)
        found += [OtherMonth(number, vocabulary[name]) for name in names]
    return found


def months_as_written(question: str, vocabulary: Mapping[str, int]) -> str:
    """Return a question, each month that the collection names otherwise by that other name.

    Args:
        question: What is asked.
        vocabulary: The stems that the collection has.
    """

    def written(match: re.Match[str]) -> str:
        forms = month_forms(match[match.lastgroup or 0])
        known = [
            form for form, stem in zip(forms, stems_of(forms), strict=True) if stem in vocabulary
        ]
        if not known or match[match.lastgroup or 0].lower() in known:
            return match[0]
        return _as_written(known[0])

    return _IN_DATE.sub(written, question)


def _as_written(form: str) -> str:
    """Return a month's name in small letters as texts have it: "October", "Oct."."""
    name = form.capitalize()
    return name if name in MONTHS else f"{name}."


@cache
def _stems() -> Mapping[str, frozenset[str]]:
    """Return by each stem of a month's name those of all its names."""
    names = [month_forms(month) for month in MONTHS]
    return {stem: frozenset(stems_of(forms)) for forms in names for stem in stems_of(forms)}
