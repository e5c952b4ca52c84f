"""What changes in English when two parties change places: forms of pronouns and of auxiliaries."""

import re

OBJECT_FORMS = {"they": "them", "he": "him", "she": "her", "we": "us", "i": "me"}
SUBJECT_FORMS = {form: "I" if subject == "i" else subject for subject, form in OBJECT_FORMS.items()}
_PLURAL = re.compile(r"(?:\w*[^s\W]s|they|we|you|people|.*\band\b.*)", re.IGNORECASE)


def does(subject: str) -> str:
    """Return the form of "do" with a subject, as far as its last word tells: "does", "do"."""
    return "do" if _is_plural(subject) else "does"


def has(subject: str) -> str:
    """Return the form of "have" with a subject, as far as its last word tells: "has", "have"."""
    return "have" if _is_plural(subject) else "has"


def _is_plural(subject: str) -> bool:
    last = subject.rsplit(maxsplit=1)[-1]
    return subject.lower() == "i" or bool(_PLURAL.fullmatch(last) or " and " in subject)
