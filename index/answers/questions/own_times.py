"""A question that says when its document was written: the text itself says "now".

"Who led it when this came out?", or "… in 2018?" of a text of that year, which has no such number:
a reader takes a time that it does not find for one that the text is silent about.
"""

import re
from collections.abc import Container

from index.language import AUTHOR_NOUNS, DOCUMENT_NOUNS, WORK_NOUNS, any_of, words_of

_LEAST_CONTENT = 2  # content words of what is left of a question
_WORK = any_of(DOCUMENT_NOUNS | WORK_NOUNS)
_THIS = rf"(?:this|(?:this|the) (?:{_WORK}))"
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
# What is asked, and no time of something else: "Do you know when this came out?"
_IS_ASKED = re.compile(
    r"\b(?:and|or|know|knows|say|says|said|tell|me|us|idea|sure|remember|mean|means|of|out|wonder"
    r"|wondering|check|date)\W*\Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf",? {_WHEN}(?=[\s?!.]*\Z)", re.IGNORECASE)
_BEFORE = re.compile(rf"\A\s*{_WHEN}, (?=\w)", re.IGNORECASE)
_IN_YEAR = (
    r"(?:back )?(?:in|around|about|circa|as of|by|during|at the end of|towards the end of)"
    r" (?:(?:early|mid|late)[- ])?(?:the year )?(?P<year>[12]\d{3})\b(?!['’-])"
)
_YEARS = (
    re.compile(rf"\A\s*{_IN_YEAR},? (?=\w)", re.IGNORECASE),
    re.compile(rf",? {_IN_YEAR}", re.IGNORECASE),
)


def without_own_time(question: str, years: Container[str], words: Container[str]) -> str:
    """Return a question without a time that is only that of the documents' writing.

    Where too little would be left, or the time is what is asked, it stays as it was typed.

    Args:
        question: What is asked.
        years: In which documents appeared.
        words: The folded words that the documents have.

    Example:
        >>> without_own_time("Who led the guild around 2018?", {"2018"}, {"guild"})
        'Who led the guild?'
    """

    def without_year(match: re.Match[str]) -> str:
        year = match["year"]
        return "" if year in years and year not in words else match[0]

    left = _BEFORE.sub("", question)
    for year in _YEARS:
        left = year.sub(without_year, left)
    behind = _BEHIND.search(left)
    if behind and not _IS_ASKED.search(left[: behind.start()]):
        left = left[: behind.start()] + left[behind.end() :]
    enough = sum(word.is_content for word in words_of(left)) >= _LEAST_CONTENT
    return left if enough else question
