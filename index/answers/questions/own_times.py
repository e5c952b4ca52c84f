"""A question that says when its document was written: the text itself says "now".

"Who led it when this came out?", or "… in 2018?" of a text of that year, which has no such number:
a reader takes a time that it does not find for one that the text is silent about.
"""

import re
from collections.abc import Container, Iterable

from index.language import (
    AUTHOR_NOUNS,
    AUXILIARIES,
    DOCUMENT_NOUNS,
    WORK_NOUNS,
    any_of,
    words_of,
)

_LEAST_CONTENT = 2  # content words of what is left of a question
_THIS = rf"(?:this(?: (?:{any_of(DOCUMENT_NOUNS | WORK_NOUNS)}))?|the (?:{any_of(DOCUMENT_NOUNS)}))"
_APPEARED = (
    r"(?:(?:was|is|got|had been)(?: first)? (?:written|drafted|published|printed|posted|released)"
    r"|came out|appeared|went (?:online|live|up))"
)
_THE_TIME = r"(?:(?:at|around|about|by) the (?:time|moment|point)(?: (?:when|that))?|when|as)"
_WHEN = (
    rf"(?:back |right )?(?:{_THE_TIME} {_THIS} {_APPEARED}"
    rf"|{_THE_TIME} the (?:{any_of(AUTHOR_NOUNS)}) (?:wrote|was writing)(?: {_THIS})?"
    rf"|(?:at|around) the time of (?:(?:its )?(?:writing|publication)|{_THIS}))"
)
_IN_YEAR = (
    r"(?:back )?(?:in|around|about|circa|as of|by|during|at the end of|towards the end of)"
    r" (?:(?:early|mid|late)[- ])?(?:the year )?(?P<year>[12]\d{3})"
)
# What is asked, and no time of something else: "Do you know when this came out?"
_IS_ASKED = re.compile(
    r"\b(?:about|and|or|know|knows|say|says|said|tell|me|us|idea|sure|remember|mean|means|of|out"
    r"|wonder|wondering|check|date|written|drafted|published|printed|posted|released|issued"
    r"|wrote|wrong)\W*\Z",
    re.IGNORECASE,
)
_ENDING = r"(?=[\s?!.]*\Z)"
_BEHIND = re.compile(rf",? (?:{_WHEN}|{_IN_YEAR}){_ENDING}", re.IGNORECASE)
_BEFORE = re.compile(rf"\A\s*(?:{_WHEN}|{_IN_YEAR}),? (?=\w)", re.IGNORECASE)
_YEARS = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
# "Was it founded in 2018?" would be true of any year.
_ASKS_WHETHER = re.compile(rf"\W*(?:{any_of(AUXILIARIES)})\b", re.IGNORECASE)


def without_own_time(question: str, years: Container[str], words: Iterable[str]) -> str:
    """Return a question without a time that is only that of the documents' writing.

    Where too little would be left, or the time is what is asked, it stays as it was typed.

    Args:
        question: What is asked.
        years: In which the documents appeared: one, or none.
        words: The folded words that the documents have.

    Example:
        >>> without_own_time("Who led the guild around 2018?", {"2018"}, {"guild"})
        'Who led the guild?'
    """
    for form in (_BEFORE, _BEHIND):
        match = form.search(question)
        if match and _is_own(match, question, years, words):
            left = question[: match.start()] + question[match.end() :]
            if sum(word.is_content for word in words_of(left)) >= _LEAST_CONTENT:
                question = left
    return question


def _is_own(
    match: re.Match[str], question: str, years: Container[str], words: Iterable[str]
) -> bool:
    """Return whether a time of a question is that of the documents' writing, and not asked for."""
    if _IS_ASKED.search(question[: match.start()]):
        return False
    year = match["year"]
    if year is None:
        return True
    is_alone = len(_YEARS.findall(question)) == 1 and not _ASKS_WHETHER.match(question)
    return is_alone and year in years and not any(year in word for word in words)
