"""Quotations made of true sentences by one change each, to measure the quotation check with.

The changes are made by means of their own: nothing here uses the words or the index of the check.
"""

import enum
import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NEGATABLE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|will|would|should|may|might|must|does|did|do)\b"
)
_NEGATION = re.compile(r"(?<=\s)(?:not|never)\s")
_NUMBER = re.compile(r"\d")
_SMALL = {
    "the": "a", "a": "the", "in": "on", "on": "in", "of": "for", "for": "of", "and": "or",
    "or": "and", "is": "was", "was": "is", "are": "were", "were": "are", "to": "from",
    "from": "to", "with": "without", "more": "less", "all": "some", "some": "all",
    "will": "may", "may": "will", "must": "should", "shall": "may", "before": "after",
    "after": "before", "his": "her", "its": "their", "these": "those", "this": "that",
}  # fmt: skip
_DAMAGE = (
    ("rn", "m"), ("m", "rn"), ("l", "1"), ("l", "I"), ("O", "0"), ("o", "0"), ("cl", "d"),
    ("d", "cl"), ("fi", ""), ("fl", ""), ("ff", ""), ("ft", "�"), ("fi", "�"), ("h", "b"),
    ("e", "c"), ("S", "5"), ("B", "8"), ("ti", "h"), ("vv", "w"), ("w", "vv"), ("in", "m"),
)  # fmt: skip
_LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("st", "ﬆ"))


class Mutation(enum.Enum):
    """One way to change a sentence; the value is its name in reports."""

    EXACT = "as it stands"
    QUOTATION_MARKS = "other quotation marks"
    DASHES = "other dashes"
    WHITE_SPACE = "other white space"
    LINE_BREAK = "line-break hyphens"
    FIRST_CASE = "case of the first letter"
    LIGATURES = "ligatures"
    DECOMPOSED = "decomposed letters"
    INVISIBLE = "soft hyphens, zero width"
    FINAL_STOP = "other final punctuation"
    MARKDOWN = "Markdown"
    ALL_SMALL = "all small letters"
    OMISSION = "marked omission"
    INSERTION = "bracketed insertion"
    LETTER = "bracketed letter"
    SWAPPED = "two words swapped"
    DROPPED = "word dropped"
    ADDED = "word added"
    REPLACED = "word replaced"
    SMALL_WORD = "small word replaced"
    NEGATED = "negation added"
    AFFIRMED = "negation removed"
    NUMBER = "number changed"
    JOINED = "two places joined"
    SKIPPED = "sentence skipped"
    REVERSED = "omission backwards"
    DAMAGED = "OCR damage"


# The ones that leave a quotation exact.
EXACT_MUTATIONS = tuple(Mutation)[: list(Mutation).index(Mutation.SWAPPED)]


@dataclass(frozen=True, slots=True)
class Material:
    """A true sentence and what a mutation may need beside it.

    Args:
        sentence: The sentence.
        following: The two sentences behind it in the same paragraph, where there are.
        other: A sentence from another place.
        words: Words of the language, to put in.
    """

    sentence: str
    following: tuple[str, ...]
    other: str
    words: Sequence[str]


def mutate(mutation: Mutation, material: Material, rng: random.Random) -> str | None:
    """Return the changed sentence, None where the mutation does not apply to it."""
    return _MUTATORS[mutation](material, rng)


def plain(text: str) -> str:
    """Return the letters and digits of a text in words, by means that the check does not share."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold())
    return f" {' '.join(words)} "


def _inner_word(sentence: str, rng: random.Random) -> "re.Match[str] | None":
    """Return a word that is neither the first nor the last."""
    inner = list(_WORD.finditer(sentence))[1:-1]
    return rng.choice(inner) if inner else None


def _spliced(text: str, start: int, end: int, put: str) -> str:
    return text[:start] + put + text[end:]


def _as_it_stands(material: Material, rng: random.Random) -> str | None:
    return material.sentence


def _quotation_marks(material: Material, rng: random.Random) -> str | None:
    marks = rng.choice([("«", "»"), ("“", "”"), ('"', '"'), ("„", "“")])
    sentence = re.sub(r"``|''|[\"“”«»]", lambda _: rng.choice('"“”«»'), material.sentence)
    sentence = re.sub(r"['’‘]", lambda _: rng.choice("'’ʼ`"[:2]), sentence)
    return marks[0] + sentence + marks[1]


def _dashes(material: Material, rng: random.Random) -> str | None:
    if not re.search(r"[-–—]", material.sentence):
        return None
    spaced = re.sub(r"\s[-–—]+\s", lambda _: rng.choice(["—", " -- ", " – "]), material.sentence)
    return re.sub(r"(?<=\w)[-–—](?=\w)", lambda _: rng.choice("-‐‑–—"), spaced)


def _white_space(material: Material, rng: random.Random) -> str | None:
    spaces = [" ", "  ", "\n", "\u00a0", "\t", " \n ", "\u2009", "\r\n"]
    return re.sub(r"\s+", lambda _: rng.choice(spaces), material.sentence)


def _line_break(material: Material, rng: random.Random) -> str | None:
    words = list(re.finditer(r"[^\W\d_]{6,}", material.sentence))
    if not words:
        return None
    word = rng.choice(words)
    cut = rng.randrange(word.start() + 2, word.end() - 2)
    return _spliced(
        material.sentence, cut, cut, rng.choice(["-\n", "- ", "-\r\n", "\u00ad\n", "-"])
    )


def _first_case(material: Material, rng: random.Random) -> str | None:
    sentence = material.sentence
    first = _WORD.search(sentence)
    if first is None or not first[0][0].isalpha():
        return None
    swapped = first[0][0].swapcase()
    return _spliced(sentence, first.start(), first.start() + 1, swapped)


def _ligatures(material: Material, rng: random.Random) -> str | None:
    sentence = material.sentence
    for letters, ligature in _LIGATURES:
        sentence = sentence.replace(letters, ligature)
    return sentence if sentence != material.sentence else None


def _decomposed(material: Material, rng: random.Random) -> str | None:
    sentence = unicodedata.normalize("NFD", material.sentence)
    return sentence if sentence != material.sentence else None


def _invisible(material: Material, rng: random.Random) -> str | None:
    put = "\u00ad\u200b\u2060\ufeff\u200d\u200e"
    return re.sub(
        r"(?<=[^\W\d_])(?=[^\W\d_])",
        lambda _: rng.choice(put) if rng.random() < 0.15 else "",
        material.sentence,
    )


def _final_stop(material: Material, rng: random.Random) -> str | None:
    return material.sentence.rstrip(" .,;:!?") + rng.choice([",", ".", ";", "", ",”", ".”"])


def _markdown(material: Material, rng: random.Random) -> str | None:
    word = rng.choice(list(re.finditer(r"\S+", material.sentence)))
    mark = rng.choice(["*", "**", "_", "__", "~~", "`", "||"])
    marked = _spliced(material.sentence, *word.span(), mark + word[0] + mark)
    return re.sub(r"(?<!\w)([-.(#])(?!\w)", r"\\\1", marked) if rng.random() < 0.5 else marked


def _all_small(material: Material, rng: random.Random) -> str | None:
    return material.sentence.lower()


def _omission(material: Material, rng: random.Random) -> str | None:
    words = list(re.finditer(r"\S*\w\S*", material.sentence))
    if len(words) < 8:
        return None
    first = rng.randrange(3, len(words) - 4)
    last = rng.randrange(first + 1, len(words) - 3)
    mark = rng.choice(["…", "...", "[…]", "[...]", ". . .", "(…)", "…."])
    return _spliced(material.sentence, words[first].start(), words[last].start(), f"{mark} ")


def _insertion(material: Material, rng: random.Random) -> str | None:
    words = list(re.finditer(r"\S*\w\S*", material.sentence))[1:-1]
    if not words:
        return None
    word = rng.choice(words)
    put = "[" + " ".join(rng.sample(material.words, rng.randint(1, 3))) + "]"
    if rng.random() < 0.5:
        return _spliced(material.sentence, *word.span(), put)
    return _spliced(material.sentence, word.start(), word.start(), put + " ")


def _letter(material: Material, rng: random.Random) -> str | None:
    sentence = material.sentence
    first = _WORD.search(sentence)
    if first is None or len(first[0]) < 2 or not first[0][:2].isalpha():
        return None
    put = f"[{first[0][0].swapcase()}]"
    return _spliced(sentence, first.start(), first.start() + 1, put)


def _swapped(material: Material, rng: random.Random) -> str | None:
    words = list(_WORD.finditer(material.sentence))
    at = rng.randrange(len(words) - 1)
    one, two = words[at], words[at + 1]
    between = material.sentence[one.end() : two.start()]
    return _spliced(material.sentence, one.start(), two.end(), two[0] + between + one[0])


def _dropped(material: Material, rng: random.Random) -> str | None:
    word = _inner_word(material.sentence, rng)
    if word is None:
        return None
    rest = material.sentence[word.end() :]
    return material.sentence[: word.start()].rstrip() + " " + rest.lstrip()


def _added(material: Material, rng: random.Random) -> str | None:
    words = list(_WORD.finditer(material.sentence))
    word = rng.choice(words)
    put = rng.choice(material.words)
    at = word.start() if rng.random() < 0.9 else word.end()
    put = f"{put} " if at == word.start() else f" {put}"
    return _spliced(material.sentence, at, at, put)


def _replaced(material: Material, rng: random.Random) -> str | None:
    word = rng.choice(list(_WORD.finditer(material.sentence)))
    return _spliced(material.sentence, *word.span(), rng.choice(material.words))


def _small_word(material: Material, rng: random.Random) -> str | None:
    small = [word for word in _WORD.finditer(material.sentence) if word[0] in _SMALL]
    if not small:
        return None
    word = rng.choice(small)
    return _spliced(material.sentence, *word.span(), _SMALL[word[0]])


def _negated(material: Material, rng: random.Random) -> str | None:
    verbs = list(_NEGATABLE.finditer(material.sentence))
    if not verbs:
        return None
    verb = rng.choice(verbs)
    put = " not" if rng.random() < 0.7 or verb[0] in {"can", "will", "may"} else "n't"
    return _spliced(material.sentence, verb.end(), verb.end(), put)


def _affirmed(material: Material, rng: random.Random) -> str | None:
    negations = list(_NEGATION.finditer(material.sentence))
    return _spliced(material.sentence, *rng.choice(negations).span(), "") if negations else None


def _number(material: Material, rng: random.Random) -> str | None:
    digits = list(_NUMBER.finditer(material.sentence))
    if not digits:
        return None
    digit = rng.choice(digits)
    other = rng.choice([d for d in "123456789" if d != digit[0]])
    return _spliced(material.sentence, *digit.span(), other)


def _halves(one: str, two: str) -> tuple[str, str] | None:
    """Return the first half of one sentence and the second half of another."""
    words, others = list(_WORD.finditer(one)), list(_WORD.finditer(two))
    if len(words) < 10 or len(others) < 10:
        return None
    return one[: words[len(words) // 2].end()], two[others[len(others) // 2].start() :]


def _joined(material: Material, rng: random.Random) -> str | None:
    halves = _halves(material.sentence, material.other)
    return rng.choice([" ", ", ", " and "][:2]).join(halves) if halves else None


def _skipped(material: Material, rng: random.Random) -> str | None:
    if len(material.following) < 2:
        return None
    return f"{material.sentence} {material.following[1]}"


def _reversed(material: Material, rng: random.Random) -> str | None:
    words = list(_WORD.finditer(material.sentence))
    if len(words) < 12:
        return None
    middle = words[len(words) // 2]
    first, second = material.sentence[: middle.start()], material.sentence[middle.start() :]
    return f"{second.rstrip(' .')} … {first.rstrip()}"


def _damaged(material: Material, rng: random.Random) -> str | None:
    places = list(_damageable(material.sentence))
    if not places:
        return None
    damaged, before = material.sentence, len(material.sentence)
    for damage in sorted(rng.sample(places, min(len(places), rng.randint(1, 3))))[::-1]:
        if damage.end <= before:
            damaged = _spliced(damaged, damage.start, damage.end, damage.put)
            before = damage.start
    return damaged


class _Damage(NamedTuple):
    """Letters at `start`..`end` of a sentence, and what is read in their place."""

    start: int
    end: int
    put: str


def _damageable(sentence: str) -> Iterator[_Damage]:
    """Yield every damage that a sentence may take."""
    for letters, put in _DAMAGE:
        for match in re.finditer(letters, sentence):
            yield _Damage(match.start(), match.end(), put)


_MUTATORS: dict[Mutation, Callable[[Material, random.Random], str | None]] = {
    Mutation.EXACT: _as_it_stands,
    Mutation.QUOTATION_MARKS: _quotation_marks,
    Mutation.DASHES: _dashes,
    Mutation.WHITE_SPACE: _white_space,
    Mutation.LINE_BREAK: _line_break,
    Mutation.FIRST_CASE: _first_case,
    Mutation.LIGATURES: _ligatures,
    Mutation.DECOMPOSED: _decomposed,
    Mutation.INVISIBLE: _invisible,
    Mutation.FINAL_STOP: _final_stop,
    Mutation.MARKDOWN: _markdown,
    Mutation.ALL_SMALL: _all_small,
    Mutation.OMISSION: _omission,
    Mutation.INSERTION: _insertion,
    Mutation.LETTER: _letter,
    Mutation.SWAPPED: _swapped,
    Mutation.DROPPED: _dropped,
    Mutation.ADDED: _added,
    Mutation.REPLACED: _replaced,
    Mutation.SMALL_WORD: _small_word,
    Mutation.NEGATED: _negated,
    Mutation.AFFIRMED: _affirmed,
    Mutation.NUMBER: _number,
    Mutation.JOINED: _joined,
    Mutation.SKIPPED: _skipped,
    Mutation.REVERSED: _reversed,
    Mutation.DAMAGED: _damaged,
}
