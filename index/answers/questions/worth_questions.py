"""A question what a document is worth: "Is this biased?", "Can I trust the essay?".

Its form is recognised here; whether its subject is a document of the collection, is not.
"""

import re

from index.answers.questions.document_questions import DocumentQuestion
from index.answers.questions.typed_forms import plain_form
from index.language import DOCUMENT_NOUNS, any_of

_MOST_CHARACTERS = 200  # of a plain form; who says more asks about something
_S = r"(?P<subject>\S.*?)"
_BE = r"(?:is|are|was|were)"
_WORTH = (
    r"(?:biased|unbiased|one[- ]sided|partisan|neutral|objective|balanced|fair|unfair|reliable"
    r"|unreliable|trustworthy|credible|accurate|inaccurate|true|untrue|correct|right|wrong|false"
    r"|fake|factual|legit|legitimate|outdated|dated|out of date|up[- ]to[- ]date|propaganda"
    r"|peer[- ]reviewed)"
)
_GRADE = (
    r"(?:good|bad|great|poor|reliable|unreliable|credible|trustworthy|trusted|serious|reputable"
    r"|biased|fair|balanced|neutral|objective)"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_BE} {_S} (?:(?:all|still|really|even|actually|too|so|very|at all) )*{_WORTH}"
        rf"(?:,? (?:or|and) (?:not|{_WORTH}))?",
        rf"how {_WORTH} {_BE} {_S}",
        rf"{_BE} {_S} (?:a|an) {_GRADE} (?:sources?|{any_of(DOCUMENT_NOUNS)})",
        rf"(?:can|could|should|may) (?:i|we|you|one|people) (?:really )?"
        rf"(?:trust|believe|rely on) {_S}",
    )
)
_POINTING = frozenset("it they that those".split())  # what was talked of may as well be meant
# Works that may be called so, and what an answer says: "Is that number right?"
_SAID = re.compile(r"(?:that|those) (?:numbers?|statements?|opinions?)", re.IGNORECASE)


def is_of_answer(asked: DocumentQuestion) -> bool:
    """Return whether a question what something is worth means what was answered before it."""
    return bool(_SAID.fullmatch(asked.subject))


def worth_question(question: str) -> DocumentQuestion | None:
    """Return of what a question asks the worth; None where it has not the form of such a one."""
    text = plain_form(question)
    if len(text) > _MOST_CHARACTERS:
        return None
    matches = (form.fullmatch(text) for form in _FORMS)
    subject = next((match["subject"] for match in matches if match), None)
    if subject is None:
        return None
    return DocumentQuestion((), subject, loose=subject.lower() in _POINTING)
