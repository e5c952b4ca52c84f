"""A sentence to questions that it answers, in words as a member might choose them.

Rules of English word order, no list of subjects: a verb that can stand before its subject is put
there, and what the question asks for is taken out. Nothing is asked of a sentence that leans on
the one before it. What is taken out is the answer where it is a name, a number or a date.

Forms that were tried and left out: "Is …?" repeats the sentence word for word, so that hiding it
leaves nothing alike, too easy to refuse; "What is …?" and "What can … do?" are answered all over a
text, whatever is hidden. What remains is measured by `index.lab.calibration_promise`.

References:
    Heilman and Smith 2010, "Good question! Statistical ranking for question generation",
    https://aclanthology.org/N10-1086 (the idea; theirs rests on a parser).
"""

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.language import (
    AUXILIARIES,
    BELOW_TWENTY,
    DANGLING_PRONOUNS,
    IRREGULAR_PARTICIPLES,
    IRREGULAR_PASTS,
    LEANING_OPENINGS,
    LINKING_OPENINGS,
    MONTHS,
    WEEKDAYS,
    any_of,
    words_of,
    zipf,
)

_AUXILIARY = any_of(AUXILIARIES)
_VERB = re.compile(rf"\s({_AUXILIARY}|\w+ed|{any_of(IRREGULAR_PASTS)})\s")
_MONTHS = any_of(MONTHS)
_COUNTS = any_of(
    (*BELOW_TWENTY[2:13], "twenty", "thirty", "forty", "fifty", "hundreds", "thousands", "dozens")
)
_WHEN = re.compile(
    rf"\b(?:in|on|since|during|until|by|from|around)\s+(?P<date>(?:(?:early|late|mid)[-\s])?(?:the\s+)?"
    rf"(?:\d{{1,2}}\s+)?(?:(?:{_MONTHS})\s+)?(?:\d{{1,2}},?\s+)?[12]\d{{3}}s?)\b"
)
_WHERE = re.compile(
    r"\b(?:in|at|near|outside|across)\s+(?P<place>(?:the\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)"
)
_HOW_MANY = re.compile(
    rf"\b(?P<number>\d[\d,.]*\d|\d|{_COUNTS})\s+(?:of\s+)?"
    r"(?P<noun>(?:[A-Za-z]+\s+)?[a-z]{3,}s)\b"
)
_WHY = re.compile(r",?\s+(?:because(?:\s+of)?|due\s+to|owing\s+to|in\s+order\s+to|so\s+that)\s+.+$")
_BY = re.compile(
    r"^(?:\w+ly\s+)?(?P<verb>\w+ed)(?P<between>\s+(?:\w+\s+){0,2}?)by\s+(?P<agent>.+)$"
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]](?P<joined>(?=\w))?")
_OPENING_ADVERBS = (
    *LINKING_OPENINGS,
    *("finally", "today", "currently", "generally", "typically", "often", "sometimes"),
    *("in fact", "by contrast"),
)
_OPENING = re.compile(
    rf"^(?:(?:{any_of(map(str.capitalize, _OPENING_ADVERBS))})\s*,\s*|(?:And|But|So|Yet)\s+)"
)
_LED_BY_DATE = re.compile(rf"^{_WHEN.pattern[2:]}\s*,\s*", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whom|whose|when|while|if|because|although|whether)\b|[,;:“”\"(]"
)
_TAIL = re.compile(
    r"\s*(?:[,;:—–(]|\s-\s|\b(?:which|who|whom|whose|while|whereas|although|though|and|but|that)\b)"
)
# What tells that a question is good English: a verb's form behind the auxiliary ("was … closed",
# not "has … the ability"), …
_PARTICIPLE = re.compile(
    r"(?:(?:\w+ly|also|not|first|last)\s+)?"
    rf"(?:\w+ed|\w+ing|{any_of(IRREGULAR_PASTS | IRREGULAR_PARTICIPLES)})\b"
)
# … and a date that was not half of more ("in 1990 or 1995").
_GOES_ON = re.compile(r"\s*(?:[-–—,]|(?:to|and|or|until|till)\b)")
_POINT_IN_TIME = re.compile(r"(?:in|on)\s", re.IGNORECASE)  # "since" and "until" ask otherwise
_SUBJECT_WORDS = 8
_LEAST_WORDS = 3  # content words without which a question is about nothing
_LONGEST_REST = 12  # words: questions of members are short
_PRONOUNS = re.compile(rf"\b(?:{any_of(DANGLING_PRONOUNS)})\b", re.IGNORECASE)
_RARE = 5.0  # Zipf frequency from which a word is too plain to be a keyword
_KEYWORDS = 4  # that somebody types at most


class QuestionForm(enum.StrEnum):
    """What a question asks for."""

    SUBJECT = "who or what did it"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    WHY = "why"
    KEYWORDS = "keywords"


@dataclass(frozen=True, slots=True)
class SentenceQuestion:
    """A question that a sentence answers.

    Args:
        form: What it asks for.
        text: As it would be typed.
        answer: The words of the sentence that answer, "" where they are not a name, number or date.
        is_whole: Whether it is good English as far as rules tell, and nothing was cut from it: it
            may be shown to somebody.
    """

    form: QuestionForm
    text: str
    answer: str = ""
    is_whole: bool = False


def questions_of(sentence: str) -> tuple[SentenceQuestion, ...]:
    """Return the questions that a sentence answers, one a form at most; often there is none."""
    by_form = {
        question.form: question for question in _questions(sentence) if _tells(question.text)
    }
    return tuple(by_form.values())


def _questions(sentence: str) -> Iterator[SentenceQuestion]:
    text = _BRACKETS.sub(
        lambda aside: "" if aside["joined"] is None else " ", " ".join(sentence.split())
    )
    text = _OPENING.sub("", text).strip().rstrip(" .;!?")
    yield from _keywords(text)
    opening = _LED_BY_DATE.match(text)
    date = opening["date"] if opening else ""
    body = text[opening.end() :] if opening else text
    clause = _Clause.of(body)
    if clause is None:
        return
    if clause.auxiliary:
        yield from clause.inverted(date)
    yield from clause.asked_for_subject()


def _keywords(text: str) -> Iterator[SentenceQuestion]:
    """Yield the rarest words of a sentence as somebody types them into a search box."""
    words = [w for w in words_of(text) if w.is_content and zipf(w.text) < _RARE and len(w.text) > 2]
    distinct = list(dict.fromkeys(word.text for word in words))
    rarest = set(sorted(distinct, key=lambda word: (zipf(word), word))[:_KEYWORDS])
    if len(rarest) >= _LEAST_WORDS:
        keywords = [word for word in distinct if word in rarest]
        yield SentenceQuestion(QuestionForm.KEYWORDS, " ".join(keywords))


@dataclass(frozen=True, slots=True)
class _Clause:
    """A main clause: subject, the verb that may stand before it, and the rest."""

    subject: str
    auxiliary: str
    rest: str

    @classmethod
    def of(cls, text: str) -> "_Clause | None":
        """Return the clause that a text opens with; None where none is clear."""
        for match in _VERB.finditer(text):
            subject = text[: match.start()]
            words = subject.split()
            if len(words) > _SUBJECT_WORDS or _SUBORDINATE.search(subject):
                return None
            if words[0].casefold() in LEANING_OPENINGS:
                return None
            verb = match[1]
            if re.fullmatch(_AUXILIARY, verb):
                return cls(subject, verb, text[match.end() :])
            return cls(subject, "", text[match.start() + 1 :])
        return None

    def inverted(self, date: str) -> Iterator[SentenceQuestion]:
        """Yield the questions that open with what is asked for and the verb."""
        rest, subject, verb = self.rest, _lowered(self.subject), self.auxiliary
        if date:
            question = _question("When", verb, subject, _short(rest))
            yield SentenceQuestion(QuestionForm.WHEN, question, date, self._is_whole(rest))
        elif when := _WHEN.search(rest):
            remainder = _without(rest, when)
            question = _question("When", verb, subject, _short(remainder))
            alone = bool(_POINT_IN_TIME.match(when[0])) and not _GOES_ON.match(rest, when.end())
            is_whole = alone and self._is_whole(remainder)
            yield SentenceQuestion(QuestionForm.WHEN, question, when["date"], is_whole)
        yield from self._taken_out()
        if why := _WHY.search(rest):
            remainder = rest[: why.start()]
            question = _question("Why", verb, subject, _short(remainder))
            yield SentenceQuestion(QuestionForm.WHY, question, is_whole=self._is_whole(remainder))

    def _taken_out(self) -> Iterator[SentenceQuestion]:
        """Yield the questions for a place and for a number in the rest."""
        subject = _lowered(self.subject)
        if (where := _WHERE.search(self.rest)) and where["place"] not in MONTHS + WEEKDAYS:
            remainder = _without(self.rest, where)
            question = _question("Where", self.auxiliary, subject, _short(remainder))
            is_whole = self._is_whole(remainder) and where.end() == len(self.rest)
            yield SentenceQuestion(QuestionForm.WHERE, question, where["place"], is_whole)
        if many := _HOW_MANY.search(self.rest):
            remainder = _short(_without(self.rest, many))
            question = _question(f"How many {many['noun']}", self.auxiliary, subject, remainder)
            yield SentenceQuestion(QuestionForm.HOW_MANY, question, many["number"])

    def _is_whole(self, remainder: str) -> bool:
        """Return whether a question of this subject and what is left of the rest may be shown."""
        whole = _short(remainder) == remainder.rstrip(" ,;:") and not _TAIL.search(remainder)
        return whole and bool(_PARTICIPLE.match(remainder)) and _is_subject(self.subject)

    def asked_for_subject(self) -> Iterator[SentenceQuestion]:
        """Yield the question for who or what did it."""
        rest = _short(self.rest)
        passive = _BY.match(self.rest) if self.auxiliary in {"was", "were"} else None
        if passive:
            agent = _short(passive["agent"])
            question = _question("Who or what", passive["verb"], _lowered(self.subject))
            yield SentenceQuestion(
                QuestionForm.SUBJECT, question, agent if agent[:1].isupper() else ""
            )
            return
        words = self.subject.split()
        if self.subject[:1].isupper() and len(words) <= _LEAST_WORDS:
            named = all(word[:1].isupper() for word in words)
            question = _question("Who or what", self.auxiliary, rest)
            yield SentenceQuestion(QuestionForm.SUBJECT, question, self.subject if named else "")


def _question(*parts: str) -> str:
    return " ".join(part for part in map(str.strip, parts) if part) + "?"


def _lowered(subject: str) -> str:
    """Return a subject as it stands inside a sentence."""
    first = subject.split(maxsplit=1)[0]
    plain = first.isalpha() and first == first.capitalize() and zipf(first) > _RARE
    return subject[0].lower() + subject[1:] if plain else subject


def _is_subject(subject: str) -> bool:
    """Return whether a subject stands inside a sentence as it should: a name, or in small letters.

    Of a lone capitalised word, or one before small words, it is not known what it is.
    """
    words = _lowered(subject).split()
    named = len(words) > 1 and all(word[:1].isupper() for word in words)
    return words[0][:1].islower() or named


def _without(text: str, match: re.Match[str]) -> str:
    return " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())


def _short(rest: str) -> str:
    """Return the rest of a clause up to where the next one begins."""
    words = rest.split()
    for cut in _TAIL.finditer(rest):
        if len(rest[: cut.start()].split()) >= _LEAST_WORDS:
            words = rest[: cut.start()].split()
            break
    return " ".join(words[:_LONGEST_REST]).rstrip(" ,;:")


def _tells(question: str) -> bool:
    """Return whether a question says what it is about, without the sentence before it."""
    content = [word for word in words_of(question) if word.is_content]
    return len(content) >= 2 and not _PRONOUNS.search(question)
