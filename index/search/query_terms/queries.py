"""A question as it is typed in chat, made a query: the mention, the courtesy and the frame go.

What is asked stays as it was typed; only words around it are taken off, and only while something
to search for remains.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.language import (
    AUXILIARIES,
    CLOSING_WORDS,
    QUESTION_WORDS,
    any_of,
    question_opening,
    stems_of,
    with_apostrophes,
    words_of,
    zipf,
)
from index.search.query_terms.month_names import months_as_written
from index.search.query_terms.numbered_parts import NumberedParts
from index.search.query_terms.slips import Slips
from index.search.query_terms.spelling import FAMILIAR

_LETTERS, _VOWEL = re.compile("[a-z]{3,}"), re.compile("[aeiouy]")
_ADDRESS = r"<?https?://\S+"
# The bot, and whoever Discord's mark of a mention names, which arrives as "@" and a number. Another
# name behind "@" may be what is asked about: "Who posts the news, @mill_news?"
_CALLED = r"(?<!\w)@(?:(?:briefing[_-]?)?bot|\d+)(?![\w-]|[.]\w)"
_GREETING = (
    r"(?:hi|hiya|hello|hey|yo|howdy|greetings|good (?:morning|afternoon|evening|day)|dear \w+)"
    r"(?: (?:there|all|everyone|everybody|folks|guys|bot|again))?"
)
_ASKS = question_opening(QUESTION_WORDS | AUXILIARIES)
_WH = question_opening(QUESTION_WORDS)
# Before a question any name calls somebody: "@anna who pays?"
_ADDRESSED = rf"@[\w.-]*\w(?=[\s,.:;!–—-]+{_ASKS})"
_MENTION = rf"(?:{_CALLED}|@(?:everyone|here)\b|{_ADDRESSED}|{_ADDRESS})"
_COURTESY = (
    r"(?:please|pls|plz|kindly|excuse me|sorry(?: to bother(?: you)?)?|quick (?:question|q)"
    r"|(?:just )?(?:curious|wondering)|so(?! (?:far|long|much|many|that|called)\b)(?=[ ,])"
    r"|ok|okay|um+|uh+|btw|hmm+|oh|(?:question|q)(?=:)"
    r"|(?:thanks|thank you|thx|ty)(?: in advance| a lot| so much)?"
    rf"(?=\s*[,.!:;–—]|\s+and\b|\s+{_WH}|\s*$)"
    rf"|(?:lol|omg|bro|dude|yeah|any ?ways?)(?=\W*[,.!:;–—]|\W+{_ASKS})"
    rf"|(?:wait|guys|right|no)(?=\s*[,!–—]\s*{_ASKS}|\s+{_WH}))"
)
_REQUEST = (
    r"(?:(?:can|could|would|will) (?:you|u|any(?:one|body)|some(?:one|body)) "
    r"(?:please |kindly |pls )?"
    r"(?:tell|explain to|remind|inform|help) (?:me|us)(?: understand| find out)?"
    r"|(?:(?:do|does) )?(?:you|u|any(?:one|body)|some(?:one|body)) (?:know|happen to know)"
    r"|(?:any|no) (?:idea|clue)s?(?= (?:who|whom|whose|what|which|when|where|why|how|if|whether)\b)"
    rf"|(?:may|can) i ask(?=\W+{_ASKS})"
    rf"|was (?:just )?wondering(?=\s+(?:if|whether|about|{_WH})\b)(?: about)?"
    r"|(?:i|we)(?: am|'m|’m|m| are|'re| was| were)? "
    r"(?:just )?(?:wondering|wonder|curious|trying to (?:find out|understand|learn))"
    r"(?: about)?"
    r"|(?:(?:i|we)(?:'d|’d|d| would)? (?:like|want|need|love) to|(?:i )?wanna) "
    r"(?:know|learn|understand|find out|ask)(?: about)?"
    r"|(?:please |pls )?(?:tell|remind) (?:me|us)(?: about)?"
    r"|my question is|the question is)(?: if| whether)?"
)
# "Find me the passage saying that …", "evidence that …", "is it true that …": what follows is a
# claim to look for.
_SEARCH = (
    r"(?:(?:(?:can|could|would) you )?(?:please )?"
    r"(?:find|show|give|cite|quote|locate|point (?:me|us) to|look up|search for)"
    r"(?: (?:me|us))?(?: (?:the|a|an|any|some|where))?"
    r" (?:(?:passage|quote|quotation|evidence|sentence|paragraph|proof)s?"
    r"|(?:part|line|place|section|source)s?"  # no "source of the Nile", "place where they met"
    r"(?! (?:of|where (?!(?:it|they|he|she|the \w+) (?:says?|states?|tells?|mentions?)))\b))"
    r"|(?:is there )?(?:any )?(?:evidence|proof)(?= (?:that|for|of)\b)"
    r"|is it (?:true|correct|right)(?= that\b)"
    r"|(?:(?:can|could) you )?(?:please )?(?:show|tell) (?:me|us) where "
    r"(?:it|the \w+) (?:says?|states?)"
    r"|where does (?:it|the (?:text|article|essay|document|paper|author)) "
    r"(?:say|state|claim|mention))"
    r"(?: (?:which|that))?(?: (?:says?|saying|states?|stating|shows?|showing|claims?|claiming"
    r"|mentions?|mentioning|about|for|where|of))?(?: that)?"
)
_SOURCE = (
    r"(?:according to|as (?:stated|described|mentioned|discussed|argued) in|in the view of) "
    r"(?:the|this) (?:text|article|essay|document|documents|paper|passage|report|author|source)s?"
)
_BEFORE = re.compile(
    rf"^[^\w<@]*(?:{_MENTION}|(?:{_GREETING}|{_COURTESY}|{_REQUEST}|{_SEARCH}|{_SOURCE})(?<=\w)(?![\w-])|well,)[\s,.:;!–—-]*",
    re.IGNORECASE,
)
# "Can I ping @everyone?", "Who runs https://…": only apart from the sentence it is none of it.
_APART = rf"(?:(?<=\?)\s*|\s*[,.;!–—-][\s,.;!–—-]*)(?:@(?:everyone|here)\b|{_ADDRESS})"
_AFTER = re.compile(
    rf"(?<![\s,.;!–—-])(?:{_APART}|[\s,.;!–—-]*(?:{_CALLED}"
    rf"|\b(?:{_SOURCE}|please|pls|plz|thanks|thank you|thx|ty|cheers|"
    r"(?:thanks|thank you)(?: so much| a lot| very much| in advance)|lol|haha)))\s*([?!.]*)\s*$",
    re.IGNORECASE,
)
# "List the motions", "enumerate all wheels": what is done with them is not what they are.
_LISTING = re.compile(
    r"(?P<before>^\W*|\|\s+)(?:please )?(?:list|enumerate|name)(?: (?:me|us|out|up))?\s+"
    r"(?=(?:all|the|every|each|any|some|its|their|his|her|your|our|both|two|three|four|five)\b"
    r"|(?<=list )\w+s\b(?!\s+(?:is|are|was|were|has|have)\b))",
    re.IGNORECASE,
)
# The last words of what is asked, or of what was asked before it.
_CLOSING = re.compile(rf"(?:,?\s+(?:{any_of(CLOSING_WORDS)}))+(?=\W*(?:$|\|))", re.IGNORECASE)
_STEPS = 20  # that are taken off at most
_SPACES = re.compile(r"\s+")
# The last of what is asked opens as a question does, and has no mark at its end.
_UNMARKED = re.compile(
    r"(?:^|\| )(?:(?:and|but|so|or|then|also|in|on|at|by|for|from|to|with|of|about) )?"
    rf"(?:{any_of(QUESTION_WORDS | AUXILIARIES)})(?:'s|'re|'d|'ve|n't)?\b[^|]*[^|?!.:;…\s]$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for.

    Args:
        text: The question as it is encoded: without courtesies, slips mended, with its mark.
        terms: Stems of its content words, in order.
        unknown: Its content words that the collection does not have, in order of `terms`.
    """

    text: str
    terms: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    @property
    def is_no_word(self) -> bool:
        """Whether it says nothing but what is no word, nor one of the collection: "zzz"."""
        return len(self.terms) == 1 and any(map(_is_no_word, self.unknown))


def _is_no_word(text: str) -> bool:
    """Return whether letters without a vowel are no abbreviation that people know: "tv"."""
    is_sayable = _VOWEL.search(text) is not None
    return _LETTERS.fullmatch(text) is not None and not is_sayable and zipf(text) < FAMILIAR


def query_of(question: str, slips: Slips, numbered: NumberedParts) -> Query:
    """Return what a question is searched by.

    Args:
        question: As it was asked.
        slips: Knows the words of the collection.
        numbered: Knows the numbers of its parts.
    """
    vocabulary = slips.vocabulary
    asked = numbered.as_written(_LISTING.sub(r"\g<before>", clean(question)))
    asked = months_as_written(asked, vocabulary)
    text = _with_mark(slips.with_names(slips.mended(asked, names=True)))
    words = _telling(_CLOSING.sub("", text)) or _telling(text)
    stems = stems_of(words)
    unknown: dict[str, str] = {}
    for word, stem in zip(words, stems, strict=True):
        if stem not in vocabulary:
            unknown.setdefault(stem, word)
    return Query(text, tuple(stems), tuple(unknown.values()))


def _telling(text: str) -> list[str]:
    """Return the words of a text that say what it is about, in order."""
    return [word.text for word in words_of(text) if word.is_content]


def _with_mark(text: str) -> str:
    """Return a question with the mark that was not typed: what reads it learned it with one."""
    return f"{text}?" if _UNMARKED.search(with_apostrophes(text)) else text


def clean(question: str) -> str:
    """Return what a question asks, without the mention, the courtesy and the frame around it.

    Where no content word would remain, the question comes back as it is, spaces apart.
    """
    return _without(question, _says_something)


def bare(question: str) -> str:
    """Return what `clean` does, even where no content word remains: "What is this about?"."""
    return _without(question, bool)


def _without(question: str, may_remain: Callable[[str], bool]) -> str:
    """Return a question without what stands around it, as long as what remains may."""
    text = _SPACES.sub(" ", question).strip()
    for _ in range(_STEPS):
        shorter = _step(text)
        if shorter == text or not may_remain(shorter):
            break
        text = shorter
    return text


def _step(text: str) -> str:
    """Return `text` without one thing at its beginning, else without one at its end."""
    before = _BEFORE.sub("", text, count=1)
    if before != text:
        return before
    after = _AFTER.search(text)
    if after is None:
        return text
    body = text[: after.start()]
    return body if body.endswith(("?", "!")) else body + after.group(1)


def _says_something(text: str) -> bool:
    return any(word.is_content for word in words_of(text))
