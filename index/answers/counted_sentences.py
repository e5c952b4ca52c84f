"""Several things that a text counts one after another, and questions that ask for all of them.

"Firstly, … Secondly, …": what are the two reasons is not answered by the first of them alone.
"""

import re
from collections.abc import Sequence
from itertools import islice

from index.answers.introductions import asks_for_list, introduction_of
from index.language import (
    ANNOUNCED_NOUNS,
    any_of,
    place_in_count,
    sentences_in,
    stems_of,
    terms_of,
)
from index.types import BlockKind, Document, Paragraph, Span

_MOST_BETWEEN = 10  # sentences, or paragraphs, from one thing that is counted to the next
_COUNTS = (
    "two three four five six seven eight nine ten several 2 3 4 5 6 7 8 9 10 both various many"
).split()
_ASKS_FOR_MANY = re.compile(  # "What are the three main causes …?", "Name its two rules."
    r"\W*(?:(?:so|and|but|ok|okay),?\s+)?"
    r"(?:(?:what|which)(?:[’']re|\s+(?:are|were))?|name|list|give(?: me)?|tell me|explain|describe)"
    r"\s+(?:all\s+)?(?:(?:of\s+)?(?:the|these|those|his|her|its|their|your|our)\s+|[\w’'-]+[’']s?\s+)?"
    rf"(?:(?:{any_of(_COUNTS)})\s+(?:[\w’'-]+\s+){{0,2}}?(?P<counted>[a-z]{{3,}}s)"
    rf"|(?:[\w’'-]+\s+){{0,2}}?(?P<named>{any_of(ANNOUNCED_NOUNS)}))\b",
    re.IGNORECASE,
)


def asks_for_all(question: str, document: Document, sentence: Span) -> bool:
    """Return whether a question asks for all of several things, of which a sentence tells one.

    Args:
        question: As it was asked.
        document: Where the sentence stands.
        sentence: What answers it best.
    """
    if asks_for_list(question, document, sentence):
        return True
    asked, item = _ASKS_FOR_MANY.match(question), document.paragraph_at(sentence.start)
    if asked is None or item is None:
        return False
    if item.kind is not BlockKind.LIST_ITEM:
        return bool(counted_beside(document, sentence))
    [noun] = stems_of([(asked["counted"] or asked["named"]).lower()])
    return noun in terms_of(_said_before(document, item))


def _said_before(document: Document, item: Paragraph) -> str:
    """Return what says what the items of a list are: the words before it, and their heading."""
    announced = introduction_of(document, item)
    above = document.paragraph_at(announced.start) if announced else None
    if above is None:
        return ""
    return f"{above.section or ''}\n{document.text[above.start : above.end]}"


def counted_beside(document: Document, sentence: Span) -> tuple[Span, ...]:
    """Return the sentences that open what is counted with what a sentence opens, in order.

    They stand in its paragraph, or where it opens one, at the beginning of others of its section.
    Empty where a sentence counts nothing, or the things before it are not all there.

    Args:
        document: Where the sentence stands.
        sentence: "Secondly, …", which is itself left out.
    """
    place = _place(document, sentence)
    if place is None:
        return ()
    openings = _openings(document, sentence)
    at = openings.index(sentence)
    before = _in_turn(document, openings[:at][::-1], range(place - 1, 0, -1))
    behind = _in_turn(document, openings[at + 1 :], range(place + 1, len(openings) + place))
    return (*reversed(before), *behind) if len(before) == place - 1 else ()


def _place(document: Document, span: Span) -> int | None:
    return place_in_count(document.text[span.start : span.end])


def _openings(document: Document, sentence: Span) -> Sequence[Span]:
    """Return the sentences among which those are that count on: of its paragraph or its section."""
    paragraph = document.paragraph_at(sentence.start)
    if paragraph is None:
        return (sentence,)
    if sentence.start > paragraph.start:
        return sentences_in(document, paragraph)
    return [sentences_in(document, one)[0] for one in _around(document, paragraph)]


def _around(document: Document, paragraph: Paragraph) -> list[Paragraph]:
    """Return the paragraphs of a section near one."""
    reach = 3 * _MOST_BETWEEN
    near = document.paragraphs[max(0, paragraph.number - reach) : paragraph.number + reach]
    return [one for one in near if one.section == paragraph.section]


def _in_turn(document: Document, openings: Sequence[Span], places: Sequence[int]) -> list[Span]:
    """Return the next opening for each place, as far as they come one after another."""
    found: list[Span] = []
    rest = iter(openings)
    for place in places:
        near = list(islice(rest, _MOST_BETWEEN))
        at = next((n for n, span in enumerate(near) if _place(document, span) == place), None)
        if at is None:
            return found
        found.append(near[at])
        rest = iter(openings[openings.index(near[at]) + 1 :])
    return found
