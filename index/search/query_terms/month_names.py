"""Months of a question by the names that the collection has for them: "October 7", "Oct. 7"."""

import re
from collections.abc import Mapping

from index.language import MONTHS, SHORT_MONTHS, any_of, month_forms, stems_of

_NAME = rf"(?P<name>{any_of({*MONTHS, *SHORT_MONTHS})})"
# Beside a number it is a month: "march 7", "7th of march", and no walk.
_IN_DATE = re.compile(
    rf"\b{_NAME}\b\.?(?=,?\s\d)|(?<=\d\s){_NAME.replace('name', 'behind')}\b\.?"
    rf"|(?<=(?:st|nd|rd|th)\s){_NAME.replace('name', 'ranked')}\b\.?"
    rf"|(?<=\sof\s){_NAME.replace('name', 'of')}\b\.?",
    re.IGNORECASE,
)


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
