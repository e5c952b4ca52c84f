"""How often the quotation check is right: `python -m index.lab.verification_rates SETS`.

True sentences are changed in every way of `Mutation`, and sentences of documents that are not in
the collection are asked for, too. The thresholds of the check were chosen on one half of the
documents of the public sets; the other half is reported.
"""

import argparse
import enum
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from index.grading import Estimate, read_question_set, share
from index.lab.quotation_mutations import EXACT_MUTATIONS, Material, Mutation, mutate, plain
from index.language import sentences_of
from index.quotations import Verdict, Verification, Verifier
from index.reading.source_folder import read_folder
from index.types import Document, Quote, Span

_WORDS = (6, 60)
"""Fewest and most words of a sentence that is made into quotations."""
_MARKED = re.compile(r"[\[\]…\\]|\.\.")
"""Sentences with brackets or omission marks of their own are left out: they are the quoter's."""
_SHARED_WORDS = 6
"""Words in a row that an absent sentence may share with the collection and count as borrowed."""
_ABSENT_SHARE = 4
"""One document of this many is kept out of the collection."""


class Half(enum.StrEnum):
    """The halves of the documents, by the sha256 of their ids."""

    TUNE = "tune"
    REPORT = "report"

    def holds(self, document: Document) -> bool:
        """Return whether a document belongs to this half."""
        return _hashed(document) % 2 == (self is Half.REPORT)


@dataclass(frozen=True, slots=True)
class Figure:
    """One kind of quotation and how many were judged right.

    Args:
        kind: How they were made.
        expected: The verdict that is right; with it goes the right place.
        right: The share judged right.
    """

    kind: str
    expected: Verdict
    right: Estimate


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, where it stands, and the sentences that follow in its paragraph."""

    document: Document
    span: Span
    following: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.document.text[self.span.start : self.span.end]

    def on(self) -> "_Sentence":
        """Return the sentence together with those that follow."""
        end = self.span.end
        for text in self.following:
            end = self.document.text.index(text, end) + len(text)
        return replace(self, span=Span(self.span.start, end))


class _Trials:
    """Makes quotations of a collection and judges the verdicts on them."""

    def __init__(self, present: Sequence[Document], absent: Sequence[Document], seed: int) -> None:
        """Build the verifier of `present`."""
        self.verifier = Verifier.build(present)
        self.rng = random.Random(seed)  # noqa: S311  # reproducible, not secret
        self.sentences = list(_sentences(present))
        self.absent = list(_sentences(absent))
        self.rng.shuffle(self.sentences)
        self.rng.shuffle(self.absent)
        self.text = "|".join(plain(document.text) for document in present)
        words = plain(" ".join(document.text for document in absent)).split()
        self.words = sorted({word for word in words if len(word) > 1 and word.isalpha()})

    def mutated(self, mutation: Mutation, most: int) -> Figure:
        """Return the figure of one mutation."""
        exact = mutation in EXACT_MUTATIONS
        right: list[bool] = []
        for sentence in self.sentences:
            if len(right) == most:
                break
            other = self.rng.choice(self.sentences)
            material = Material(sentence.text, sentence.following, other.text, self.words)
            quotation = mutate(mutation, material, self.rng)
            if quotation is None or not (exact or self._is_false(mutation, quotation)):
                continue
            origins = [sentence.on() if mutation is Mutation.SKIPPED else sentence]
            origins += [other] * (mutation is Mutation.JOINED)
            verification = self.verifier.verify(quotation)
            right.append((_exact if exact else _altered)(verification, quotation, origins))
        expected = Verdict.EXACT if exact else Verdict.ALTERED
        return Figure(mutation.value, expected, share(np.array(right, dtype=bool)))

    def _is_false(self, mutation: Mutation, quotation: str) -> bool:
        """Return whether a changed sentence stands nowhere by chance."""
        if mutation is Mutation.REVERSED:
            return all(self.text.count(plain(part)) == 1 for part in quotation.split("…"))
        return plain(quotation) not in self.text and not _MARKED.search(quotation)

    def strangers(self, most: int) -> Iterator[Figure]:
        """Yield the figures of sentences of absent documents, those that borrow words apart."""
        text = self.text.replace("|", " ").split()
        known = {tuple(text[i : i + _SHARED_WORDS]) for i in range(len(text))}
        right: dict[bool, list[bool]] = {False: [], True: []}
        for sentence in self.absent:
            words = plain(sentence.text).split()
            runs = (tuple(words[i : i + _SHARED_WORDS]) for i in range(len(words)))
            borrows = not known.isdisjoint(runs)
            if len(right[borrows]) < most:
                verdict = self.verifier.verify(sentence.text).verdict
                right[borrows].append(verdict is Verdict.NOT_FOUND)
        for borrows, kind in ((False, "absent document"), (True, "same, with six words in a row")):
            yield Figure(kind, Verdict.NOT_FOUND, share(np.array(right[borrows], dtype=bool)))


def figures(
    present: Sequence[Document], absent: Sequence[Document], most: int, seed: int = 0
) -> tuple[Figure, ...]:
    """Return the figure of every kind of quotation.

    Args:
        present: The collection.
        absent: Documents that are not in it.
        most: Quotations of each kind, at least 1; fewer where fewer sentences allow for it.
        seed: Of all that is random.
    """
    trials = _Trials(present, absent, seed)
    return (*(trials.mutated(mutation, most) for mutation in Mutation), *trials.strangers(most))


def public_documents(folder: Path, half: Half) -> tuple[list[Document], list[Document]]:
    """Return one half of the documents of some public sets: in the collection, and kept out.

    Args:
        folder: Holds the sets, a folder each.
        half: Which half.

    Raises:
        SourceError: A set cannot be read.
    """
    sets = sorted(path.parent for path in folder.glob("*/passages.jsonl"))
    documents = [d for path in sets for d in read_question_set(path).documents if half.holds(d)]
    absent = [d for d in documents if _hashed(d) // 2 % _ABSENT_SHARE == 0]
    return [d for d in documents if d not in absent], absent


def _hashed(document: Document) -> int:
    """Return the sha256 of a document's id as a number."""
    return int(hashlib.sha256(document.id.encode()).hexdigest(), 16)


def _sentences(documents: Iterable[Document]) -> Iterator[_Sentence]:
    """Yield the sentences of documents that quotations are made of."""
    for document in documents:
        for paragraph in document.paragraphs:
            spans = sentences_of(document.text, paragraph.span)
            texts = [document.text[span.start : span.end] for span in spans]
            for i, text in enumerate(texts):
                if _WORDS[0] <= len(plain(text).split()) <= _WORDS[1] and not _MARKED.search(text):
                    yield _Sentence(document, spans[i], tuple(texts[i + 1 : i + 3]))


def _exact(verification: Verification, quotation: str, origins: Sequence[_Sentence]) -> bool:
    """Return whether a quotation was found exact where it is from, or where the same stands."""
    if verification.verdict is not Verdict.EXACT or verification.quote is None:
        return False
    return any(
        _overlaps(place, origin) or _letters(place.text) == _letters(origin.text)
        for place in (verification.quote, *verification.also_in)
        for origin in origins
    )


def _letters(text: str) -> str:
    """Return the letters and digits of a text: the same sentence may be hyphenated elsewhere."""
    return plain(text).replace(" ", "")


def _altered(verification: Verification, quotation: str, origins: Sequence[_Sentence]) -> bool:
    """Return whether a quotation was found altered where it is from, or where it is as near."""
    place = verification.quote
    if verification.verdict is not Verdict.ALTERED or place is None:
        return False
    words = plain(quotation).split()
    found = Levenshtein.distance(words, plain(place.text).split())
    return any(
        _overlaps(place, origin) or found <= Levenshtein.distance(words, plain(origin.text).split())
        for origin in origins
    )


def _overlaps(place: Quote, origin: _Sentence) -> bool:
    """Return whether a place shares words with the sentence that a quotation is from."""
    return place.document is origin.document and origin.span.overlaps(Span(place.start, place.end))


def _line(figure: Figure) -> str:
    """Return a figure as a line."""
    right = figure.right
    return (
        f"{figure.kind:30}{figure.expected.value:>10}{right.n:>7}{right.value:>9.4f}"
        f"   {right.low:.4f} to {right.high:.4f}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures and return the exit code."""
    parser = argparse.ArgumentParser(description="How often the quotation check is right.")
    parser.add_argument("sets", type=Path, help="folder of public question sets")
    parser.add_argument("--half", type=Half, default=Half.REPORT, choices=list(Half))
    parser.add_argument("--knowledge", type=Path, help="a folder of documents instead of the sets'")
    parser.add_argument("--most", type=int, default=1000, help="quotations of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    present, absent = public_documents(options.sets, options.half)
    if options.knowledge is not None:
        present = list(read_folder(options.knowledge).documents)
    found = figures(present, absent, options.most, options.seed)
    if options.json:
        sys.stdout.write(json.dumps([asdict(figure) for figure in found]) + "\n")
        return 0
    sys.stdout.write(f"{'quotation':30}{'expected':>10}{'n':>7}{'right':>9}   95 % interval\n")
    sys.stdout.write("".join(_line(figure) + "\n" for figure in found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
