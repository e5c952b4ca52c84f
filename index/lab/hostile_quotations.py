"""Quotations made to cost the check time: `python -m index.lab.hostile_quotations [FOLDER]`.

Pages of a document with their words shuffled, cut, marked or put together anew, and pages of one
word or mark, each of 4,000 characters and checked twice: as a message of a member's is, the whole
of it and the quotations in it, and as one quotation. What is measured is the time of the thread;
the check is bounded by how many words it reads, not by a clock.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index.quotations import Verifier, check_quotations
from index.reading.source_folder import read_folder

LONGEST = 4000  # characters
BOUND_MS = 200.0  # of one quotation, on one thread
_AS_MESSAGE = 2  # times that: the whole may cost so much, and all quotations in it
_WORDS = 700  # of a page: more than fit
_SHOWN = 5  # of the slowest
_QUOTED_WORDS = 20  # of each of many quotations: 24 of them, and a few that are not checked
_SEED = 1
_STATED = "the Taliban almost does not need us"  # stands in the essay that comes with the project
_REPEATED = (
    "the", "of", "a", "not", "never", "however,", "the Taliban", "al-Qaeda", "the … the", "[the]",
    "the-", "the.", "t-h-e", "a[b]c", "9/11", "U.S.", "A.B.", "44 percent", "said", "Bacon said",
    "— Aa", "Aa", "“", "(", "if the",
)  # fmt: skip
_GAPS = (
    " ", "\n", "\t", "\u00a0", "-", "—", "'", '"', ". ", ", ", "John ", "—A", "A. ", "[", "(", "…",
    "*", "\u00ad", "\u0301", "1,",
)  # fmt: skip
_TOKENS = "the — said : “ ” … [ ] Taliban a-b U.S. not John Smith,".split()

_Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class HostileQuotation:
    """A quotation of at most 4,000 characters.

    Args:
        kind: How it was made.
        text: The quotation.
    """

    kind: str
    text: str


_PAGES: dict[str, Callable[[_Words, random.Random], str]] = {
    "as it stands": lambda words, _: " ".join(words),
    "shuffled": lambda words, rng: " ".join(rng.sample(words, len(words))),
    "drawn": lambda words, rng: " ".join(rng.choices(words, k=len(words))),
    "reversed": lambda words, _: " ".join(reversed(words)),
    "every fifth changed": lambda words, _: _every(words, 5, "x"),
    "every second changed": lambda words, _: _every(words, 2, "x"),
    "every sixth negated": lambda words, _: _every(words, 6, "not"),
    "every fourth omitted": lambda words, _: _every(words, 4, "…"),
    "every second omitted": lambda words, _: _every(words, 2, "…"),
    "every fourth in brackets": lambda words, _: _every(words, 4, "[put]"),
    "omissions between": lambda words, _: " … ".join(words),
    "omissions between shuffled": lambda words, rng: " … ".join(rng.sample(words, len(words))),
    "letters in brackets": lambda words, _: " ".join(f"[{word[:1]}]{word[1:]}" for word in words),
    "inner letters in brackets": lambda words, rng: " ".join(
        f"{word[:3]}[{word[3:5]}]{word[5:]}" for word in rng.sample(words, len(words))
    ),
    "hyphens": lambda words, _: "-".join(words),
    "letters": lambda words, _: " ".join("".join(words)),
    "letters with hyphens": lambda words, _: "-".join(filter(str.isalpha, "".join(words))),
    "letters with full stops": lambda words, _: ".".join(filter(str.isalpha, "".join(words))),
    "pairs swapped": lambda words, _: " ".join(
        f"{second} {first}" for first, second in zip(words[::2], words[1::2], strict=False)
    ),
    "phrases": lambda words, rng: " ".join(_phrases(words, rng)),
    "phrases with omissions": lambda words, rng: " … ".join(_phrases(words, rng)),
    "phrases in quotation marks": lambda words, rng: _quoted(list(_phrases(words, rng))),
    "sentences in quotation marks": lambda words, _: _quoted(_sentences(words)),
    "shuffled in quotation marks": lambda words, rng: _quoted(
        _sentences(rng.sample(words, len(words)))
    ),
    "said, in quotation marks": lambda words, rng: _quoted(
        [f"Ann Author said: {one}" for one in _sentences(rng.sample(words, len(words)))]
    ),
    "given to somebody in block quotes": lambda words, rng: "\n\n".join(
        f"> Ann Author said: '{one}' — Ann Author"
        for one in _sentences(rng.sample(words, len(words)))
    ),
    "half its own": lambda words, rng: " ".join([*words[:300], *rng.sample(words, 300)]),
    "capitals": lambda words, _: " ".join(words).swapcase(),
    "said over and over": lambda words, _: " ".join(f"{word} said: “" for word in words),
    "names with dashes": lambda words, _: " — ".join(word.capitalize() for word in words),
    "anything": lambda _, rng: "".join(rng.choices("abcdefgh .-[]()…\"'“”—,", k=LONGEST)),
    "tokens": lambda _, rng: " ".join(rng.choices(_TOKENS, k=LONGEST // 3)),
}


def _every(words: _Words, n: int, put: str) -> str:
    """Return words with something in place of every n-th."""
    return " ".join(put if i % n == n - 1 else word for i, word in enumerate(words))


def _phrases(words: _Words, rng: random.Random) -> Iterator[str]:
    """Yield phrases of two to seven words from anywhere among some words."""
    for _ in range(len(words) // 3):
        first = rng.randrange(len(words) - 7)
        yield " ".join(words[first : first + rng.randint(2, 7)])


def _sentences(words: _Words) -> _Words:
    """Return words, so many together as a sentence has."""
    firsts = range(0, len(words), _QUOTED_WORDS)
    return [" ".join(words[first : first + _QUOTED_WORDS]) for first in firsts]


def _quoted(quotations: _Words) -> str:
    """Return quotations, each in quotation marks."""
    return " ".join(f"“{quotation}”" for quotation in quotations)


def hostile_quotations(text: str, seed: int = _SEED) -> list[HostileQuotation]:
    """Return quotations of a text that are made to cost time.

    Args:
        text: Of at least a thousand words or so.
        seed: Of what is drawn.
    """
    rng = random.Random(seed)  # noqa: S311  # reproducible, not secret
    words = text.split()
    made = [
        HostileQuotation(f"page, {kind}", make(_page(words, rng), rng))
        for kind, make in _PAGES.items()
        for _ in range(2)
    ]
    for word in _REPEATED:
        made += _repeated(f"{word!r}", f"{word} ")
        made += _repeated(f"{word!r} with omissions", f"{word} … ")
    for gap in _GAPS:
        made += _repeated(f"{gap!r}", gap)
    return [HostileQuotation(quotation.kind, quotation.text[:LONGEST]) for quotation in made]


def _page(words: _Words, rng: random.Random) -> _Words:
    first = rng.randrange(max(len(words) - _WORDS, 1))
    return words[first : first + _WORDS]


def _repeated(kind: str, piece: str) -> Iterator[HostileQuotation]:
    """Yield a page of one piece, alone, before, behind and within words that stand somewhere."""
    page = piece * LONGEST
    room = LONGEST - len(_STATED) - 2
    middle = len(_STATED) // 2
    yield HostileQuotation(f"{kind} alone", page)
    yield HostileQuotation(f"{kind} before", f"{page[:room]} {_STATED}")
    yield HostileQuotation(f"{kind} behind", f"{_STATED} {page}")
    yield HostileQuotation(f"{kind} within", _STATED[:middle] + page[:room] + _STATED[middle:])
    yield HostileQuotation(f"{kind} behind, and a letter", f"{_STATED}{page[:room]}x")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how long the check takes; return 1 where one took longer than the bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("knowledge"))
    parser.add_argument("--seed", type=int, default=_SEED)
    options = parser.parse_args(arguments)
    documents = read_folder(options.folder).documents
    verifier = Verifier.build(documents)
    text = max((document.text for document in documents), key=len)
    made = hostile_quotations(text, options.seed)
    over = 0
    for asked, check, bound in (
        ("as messages", partial(check_quotations, verifier), _AS_MESSAGE * BOUND_MS),
        ("each as one quotation", verifier.verify, BOUND_MS),
    ):
        timed = sorted(((_milliseconds(check, one.text), one.kind) for one in made), reverse=True)
        slow = sum(milliseconds > bound for milliseconds, _ in timed)
        over += slow
        sys.stdout.write(f"{len(timed)} texts {asked}, {slow} over {bound:.0f} ms; the slowest:\n")
        for milliseconds, kind in timed[:_SHOWN]:
            sys.stdout.write(f"{milliseconds:7.0f} ms  {kind}\n")
    return int(over > 0)


def _milliseconds(check: Callable[[str], object], quotation: str) -> float:
    """Return the thread's milliseconds of a check."""
    began = time.thread_time()
    check(quotation)
    return (time.thread_time() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
