"""What a text says about something: "What do the minutes say about lighting?".

A reader takes it for a question what somebody says. Asked "What about lighting?" it finds what is
told of that.
"""

import re

from index.language import (
    AUTHOR_NOUNS,
    DOCUMENT_NOUNS,
    DOCUMENT_QUALIFIERS,
    PUBLICATION_NOUNS,
    QUESTION_WORDS,
    THIRD_PERSON,
    WORK_NOUNS,
    any_of,
    words_of,
)
from index.search import bare

_MOST_CHARACTERS = 200  # of a question; who says more asks about something
_NOUNS = any_of(DOCUMENT_NOUNS | WORK_NOUNS | PUBLICATION_NOUNS | AUTHOR_NOUNS | {"list", "rule"})
# No words of its own: "What do the May minutes say about dogs?" is asked of those alone.
_TEXT = (
    rf"(?:the|this|that|these|those|your|our) (?:(?:{any_of(DOCUMENT_QUALIFIERS)}) )?(?:{_NOUNS})s?"
)
_DO = r"(?:do|does|did)"
_SAY = r"(?:say|tell(?: (?:us|me|you))?|mention|write|state|report|reveal|have to say|contain)"
_ANYTHING = r"(?:anything|something|much|a lot|a word)"
_ABOUT = r"(?:about|on|of|regarding|concerning)"
_TOPIC = r"(?P<topic>\S.*)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"what(?: else| exactly|,? if anything,?)? {_DO} {_TEXT}(?: actually| really)? {_SAY}"
        rf" {_ABOUT} {_TOPIC}",
        rf"{_DO} {_TEXT} {_SAY} {_ANYTHING} {_ABOUT} {_TOPIC}",
        rf"what(?:['’]?s| is| was)(?: being)? (?:said|told|written|stated) (?:in|by) {_TEXT}"
        rf" {_ABOUT} {_TOPIC}",
        rf"what(?:['’]?s| is| was)(?: being)? (?:said|told|written|stated) {_ABOUT} {_TOPIC}"
        rf" (?:in|by) {_TEXT}",
    )
)


def asked_of_topic(question: str) -> str:
    """Return a question what a text says about something as one for that, any other as it is.

    Also one about something that another word points at: "What does the essay say about them?".
    """
    if len(question) > _MOST_CHARACTERS:
        return question
    asked = bare(question).rstrip(" ?!.")
    match = next((found for form in _FORMS if (found := form.fullmatch(asked))), None)
    if match is None:
        return question
    topic = match["topic"].strip()
    words = [word.text for word in words_of(topic)]
    if not words or not THIRD_PERSON.isdisjoint(words):
        return question
    if words[0] in QUESTION_WORDS:  # "What does the manual say about how to stop it?"
        return f"{topic[:1].upper()}{topic[1:]}?"
    return f"What about {topic}?"
