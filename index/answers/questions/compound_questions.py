"""A question that asks two things ("Who pays for it, and how much?"), taken apart.

It is taken apart only where each side asks on its own, so that a list ("iron, copper and what?"), a
doubled question word ("how and why"), a clause inside the question ("between when it rose and when
it fell") and what it quotes stay whole.
"""

import re

from index.language import AUXILIARIES, QUESTION_WORDS, any_of, question_opening, quoted_spans

_WH = question_opening(QUESTION_WORDS)
_PREPOSITION = r"(?:(?:in|on|at|by|for|from|to|with|under|since|until|about|of|through) )?"
_AUXILIARY = rf"(?:{any_of(AUXILIARIES)})"
_ASKS = re.compile(rf"^{_PREPOSITION}{_WH}", re.IGNORECASE)
_YES_OR_NO = re.compile(rf"^{_AUXILIARY}\b", re.IGNORECASE)
# An end of a question, or an "and" before a question word; "and WHO" is a name.
_AND = r"(?:and|&|or|but|n|plus)\s+(?:also\s+|if so,?\s+)?"
_NEXT = r"(?:also|then|if (?:so|not)),?\s+"
# "… and is it refundable": behind a subject of its own, so that "who came and was paid" stays one.
_OWN_SUBJECT = (
    r"(?:(?:is|are|was|were|can|could|will|would|should) (?:it|they|there|he|she|we|i|you)"
    r"|(?:do|does|did) (?:they|he|she|we|i|you))"
)
# White space is looked at from its beginning alone, not anew from each space of it.
_SPACE = r"(?<!\s)\s+"
_COMMA = rf"(?:{_SPACE})?[,;]\s+"
_SEAM = re.compile(
    rf"(?<=[?;!])\s+(?:{_AND}|{_NEXT})?(?=\S)|(?:{_SPACE}|{_COMMA}){_AND}(?={_PREPOSITION}{_WH})"
    rf"|{_COMMA}{_AND}(?={_AUXILIARY}\b)|{_SPACE}and\s+(?={_OWN_SUBJECT}\b)",
    re.IGNORECASE,
)
_TAG = re.compile(rf"(?:{any_of(QUESTION_WORDS)}|why not|not)\W*$", re.IGNORECASE)
# A line that asks on its own; "the man / who built it" and "the rooms / are open" go on.
_ASKS_ANEW = re.compile(
    rf"(?:{_PREPOSITION}(?:{any_of(QUESTION_WORDS)})(?:['’]?(?:s|re|d)\b| {_AUXILIARY}\b)"
    rf"|how \w+ {_AUXILIARY}\b|{_OWN_SUBJECT}\b)",
    re.IGNORECASE,
)
_WORD_END = re.compile(r"[\w)\"”’']")
_CLAUSE = 500  # characters before a seam that are looked at
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
_WORD = re.compile(r"[\w’'-]+")
_LEAST_WORDS = 2  # of a part before "and": "how and why" asks one thing
# "between when it rose and when it fell", "do you know who wrote it and when"
_INSIDE = re.compile(
    rf"\b(?:between|both|either)\b[^,;?]*$|\b(?!{_WH})[\w’'-]+ {_WH}[^;?]*$", re.IGNORECASE
)
MOST_PARTS = 4  # as many as there are excerpts; each is searched and read by itself


def by_lines(message: str) -> str:
    r"""Return a message in which a line that asks on its own is marked off from one that asks.

    Example:
        >>> by_lines("what is the fee\nwhen is it due")
        'what is the fee; when is it due'
    """
    first, *others = message.split("\n")
    text = first
    for line in others:
        above = text.rstrip()
        anew = _WORD_END.match(above[-1:]) and _ASKS_ANEW.match(line.lstrip())
        is_marked = anew and asks(_last_clause(above))
        text = f"{above}; {line.lstrip()}" if is_marked else f"{text}\n{line}"
    return text


def parts_of(question: str) -> tuple[str, ...]:
    """Return what a question asks, each part as it was typed; itself alone where it asks one thing.

    What is beyond `MOST_PARTS` stays together with the last of them.

    Args:
        question: Without courtesies around it.
    """
    pieces: list[str] = []
    start = 0
    for match in _SEAM.finditer(_with_quotations_hidden(question)):
        if len(pieces) < MOST_PARTS - 1 and _is_seam(question, match):
            pieces.append(question[start : match.start()])
            start = match.end()
    pieces.append(question[start:])
    parts = tuple(filter(None, (piece.strip(" \t\n;,") for piece in pieces)))
    return parts if len(parts) > 1 else (question,)


def _with_quotations_hidden(question: str) -> str:
    """Return a question of the same length, in which nothing is asked between quotation marks."""
    shown, end = [], 0
    for span in quoted_spans(question):
        shown += [question[end : span.start + 1], "x" * (len(span) - 2)]
        end = span.end - 1
    return "".join([*shown, question[end:]])


def _is_seam(question: str, match: re.Match[str]) -> bool:
    """Return whether a question stands on both sides of a place."""
    before, after = _last_clause(question[: match.start()]), question[match.end() :]
    if not (asks(before) and asks(after)) or _is_tag(match, after):
        return False
    if question[: match.start()].rstrip("!").endswith(("?", ";")):
        return True
    named = _ACRONYM.match(after) and not question.isupper()  # the WHO, not "who"
    enough = len(_WORD.findall(before)) >= _LEAST_WORDS
    return enough and not named and not _INSIDE.search(before, _opening(before))


def _is_tag(match: re.Match[str], after: str) -> bool:
    """Return whether what follows only asks for the other answer: "… or what?"."""
    return match[0].lower().split()[-1:] == ["or"] and bool(_TAG.match(after))


def _opening(clause: str) -> int:
    """Return where the rest of a question begins: "In which" opens it, and stands not inside it."""
    opening = _ASKS.match(clause)
    return opening.end() if opening else 0


def _last_clause(text: str) -> str:
    """Return what was said since the last end of a sentence."""
    return re.split(r"(?<=[.!?;])\s+", text[-_CLAUSE:].strip())[-1]


def asks(text: str) -> bool:
    """Return whether a text opens as a question does."""
    return bool(_ASKS.match(text.strip()) or _YES_OR_NO.match(text.strip()))
