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
from index.lab.warning_rates import Miss, WarningRate, warning_documents, warning_rates
from index.language import sentences_of
from index.quotations import Verdict, Verification, Verifier
from index.reading.source_folder import read_folder
from index.types import Document, Quote, Span

_FEWEST_WORDS, _MOST_WORDS = 6, 60  # of a sentence that is made into quotations
# Sentences with brackets or omission marks of their own are left out: they are the quoter's.
_MARKED = re.compile(r"[\[\]…\\]|\.\.")
_SHARED_WORDS = 6  # in a row, from which an absent sentence counts as borrowed from the collection
_ABSENT_SHARE = 4  # one document of so many is kept out of the collection


class Half(enum.StrEnum):
    """The halves of the documents, by the sha256 of their ids."""

    TUNE = "tune"
    REPORT = "report"

    def holds(self, document: Document) -> bool:
        """Return whether a document belongs to this half."""
        return _hashed(document) % 2 == (self is Half.REPORT)


@dataclass(frozen=True, slots=True)
class VerificationRate:
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

    def mutated(self, mutation: Mutation, most: int) -> VerificationRate:
        """Return how often quotations of one mutation are judged right."""
        right: list[bool] = []
        for sentence in self.sentences:
            if len(right) == most:
                break
            judgement = self._judged(mutation, sentence)
            if judgement is not None:
                right.append(judgement)
        expected = Verdict.EXACT if mutation in EXACT_MUTATIONS else Verdict.ALTERED
        return VerificationRate(mutation.value, expected, share(np.array(right, dtype=bool)))

    def _judged(self, mutation: Mutation, sentence: _Sentence) -> bool | None:
        """Return whether a mutated sentence is judged right; None where it cannot be mutated so."""
        other = self.rng.choice(self.sentences)
        material = Material(sentence.text, sentence.following, other.text, self.words)
        quotation = mutate(mutation, material, self.rng)
        exact = mutation in EXACT_MUTATIONS
        if quotation is None or not (exact or self._is_false(mutation, quotation)):
            return None
        origins = [sentence.on() if mutation is Mutation.SKIPPED else sentence]
        if mutation is Mutation.JOINED:
            origins.append(other)
        judge = _exact if exact else _altered
        return judge(self.verifier.verify(quotation), quotation, origins)

    def _is_false(self, mutation: Mutation, quotation: str) -> bool:
        """Return whether a changed sentence stands nowhere by chance."""
        if mutation is Mutation.REVERSED:
            return all(self.text.count(plain(part)) == 1 for part in quotation.split("…"))
        return plain(quotation) not in self.text and not _MARKED.search(quotation)

    def absent_sentences(self, most: int) -> Iterator[VerificationRate]:
        """Yield the rates of sentences of absent documents, those that borrow words apart."""
        known = set(_runs(self.text.replace("|", " ").split()))
        right: dict[bool, list[bool]] = {False: [], True: []}
        for sentence in self.absent:
            borrows = not known.isdisjoint(_runs(plain(sentence.text).split()))
            if len(right[borrows]) < most:
                verdict = self.verifier.verify(sentence.text).verdict
                right[borrows].append(verdict is Verdict.NOT_FOUND)
        for borrows, kind in ((False, "absent document"), (True, "same, with six words in a row")):
            flags = np.array(right[borrows], dtype=bool)
            yield VerificationRate(kind, Verdict.NOT_FOUND, share(flags))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the runs of words from each word on, shorter ones at the end."""
    for start in range(len(words)):
        yield tuple(words[start : start + _SHARED_WORDS])


def rates(
    present: Sequence[Document], absent: Sequence[Document], most: int, seed: int = 0
) -> tuple[VerificationRate, ...]:
    """Return how often each kind of quotation is judged right.

    Args:
        present: The collection.
        absent: Documents that are not in it.
        most: Quotations of each kind, at least 1; fewer where fewer sentences allow for it.
        seed: Of all that is random.
    """
    trials = _Trials(present, absent, seed)
    return (
        *(trials.mutated(mutation, most) for mutation in Mutation),
        *trials.absent_sentences(most),
    )


def public_documents(folder: Path, half: Half) -> tuple[list[Document], list[Document]]:
    """Return one half of the documents of some public sets: in the collection, and kept out.

    Args:
        folder: Holds the sets, a folder each.
        half: Which half.

    Raises:
        SourceError: A set cannot be read.
    """
    documents: list[Document] = []
    for path in sorted(path.parent for path in folder.glob("*/passages.jsonl")):
        documents += filter(half.holds, read_question_set(path).documents)
    absent = [d for d in documents if _hashed(d) // 2 % _ABSENT_SHARE == 0]
    return [d for d in documents if d not in absent], absent


def _hashed(document: Document) -> int:
    """Return the sha256 of a document's id as a number."""
    return int(hashlib.sha256(document.id.encode()).hexdigest(), 16)


def _sentences(documents: Iterable[Document]) -> Iterator[_Sentence]:
    """Yield the sentences of documents that quotations are made of."""
    for document in documents:
        for paragraph in document.paragraphs:
            yield from _quotable(document, sentences_of(document.text, paragraph.span))


def _quotable(document: Document, spans: Sequence[Span]) -> Iterator[_Sentence]:
    """Yield those of a paragraph's sentences that quotations are made of."""
    texts = [document.text[span.start : span.end] for span in spans]
    for i, text in enumerate(texts):
        if _is_quotable(text):
            yield _Sentence(document, spans[i], tuple(texts[i + 1 : i + 3]))


def _is_quotable(sentence: str) -> bool:
    count = len(plain(sentence).split())
    return _FEWEST_WORDS <= count <= _MOST_WORDS and not _MARKED.search(sentence)


def _exact(verification: Verification, quotation: str, origins: Sequence[_Sentence]) -> bool:
    """Return whether a quotation was found exact where it is from, or where the same stands."""
    if verification.verdict is not Verdict.EXACT or verification.quote is None:
        return False
    places = (verification.quote, *verification.also_in)
    return any(_reads_as(place, origin) for place in places for origin in origins)


def _reads_as(place: Quote, origin: _Sentence) -> bool:
    """Return whether a place is where a quotation is from, or where the same stands."""
    return _overlaps(place, origin) or _letters(place.text) == _letters(origin.text)


def _letters(text: str) -> str:
    """Return the letters and digits of a text: the same sentence may be hyphenated elsewhere."""
    return plain(text).replace(" ", "")


def _altered(verification: Verification, quotation: str, origins: Sequence[_Sentence]) -> bool:
    """Return whether a quotation was found altered where it is from, or where it is as near."""
    place = verification.quote
    if verification.verdict is not Verdict.ALTERED or place is None:
        return False
    words = plain(quotation).split()
    distance = Levenshtein.distance(words, plain(place.text).split())
    return any(
        _overlaps(place, origin)
        or distance <= Levenshtein.distance(words, plain(origin.text).split())
        for origin in origins
    )


def _overlaps(place: Quote, origin: _Sentence) -> bool:
    """Return whether a place shares words with the sentence that a quotation is from."""
    return place.document is origin.document and origin.span.overlaps(Span(place.start, place.end))


def _line(rate: VerificationRate) -> str:
    """Return a rate as a line."""
    right = rate.right
    return (
        f"{rate.kind:30}{rate.expected.value:>10}{right.n:>7}{right.value:>9.4f}"
        f"   {right.low:.4f} to {right.high:.4f}"
    )


def _print_warnings(options: argparse.Namespace) -> int:
    """Print how often warnings are right on one half of the essays and return the exit code."""
    documents = warning_documents(options.knowledge or Path("knowledge"))
    half = [document for document in documents if options.half.holds(document)]
    measured, misses = warning_rates(half, options.most, options.seed)
    if options.json:
        sys.stdout.write(json.dumps([asdict(rate) for rate in measured]) + "\n")
        return 0
    sys.stdout.write(
        f"{'quoted':42}{'due':>6}{'made':>7}{'not found':>11}{'right':>9}   95 % interval\n"
    )
    sys.stdout.write("".join(f"{_warning_line(rate)}\n" for rate in measured))
    if options.misses:
        sys.stdout.write("".join(_miss_line(miss) for miss in misses))
    return 0


def _warning_line(rate: WarningRate) -> str:
    """Return a rate of warnings as a line."""
    right = rate.right
    due = "yes" if rate.unfair else "no"
    interval = f"{right.low:.4f} to {right.high:.4f}"
    return f"{rate.kind:42}{due:>6}{right.n:>7}{rate.not_found:>11}{right.value:>9.4f}   {interval}"


def _miss_line(miss: Miss) -> str:
    """Return a quotation whose warnings were not right, with them."""
    verdicts = [one.verdict.value for one in miss.verifications]
    told = [
        (warning.kind.value, warning.quote.text)
        for one in miss.verifications
        for warning in one.warnings
    ]
    return f"{miss.kind}\t{miss.quotation}\t{verdicts}\t{told}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the rates and return the exit code."""
    parser = argparse.ArgumentParser(description="How often the quotation check is right.")
    parser.add_argument("sets", type=Path, nargs="?", help="folder of public question sets")
    parser.add_argument("--half", type=Half, default=Half.REPORT, choices=list(Half))
    parser.add_argument("--knowledge", type=Path, help="a folder of documents instead of the sets'")
    parser.add_argument("--most", type=int, default=1000, help="quotations of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--warnings", action="store_true", help="what is told beside a verdict")
    parser.add_argument("--misses", action="store_true", help="with it, those that were not right")
    options = parser.parse_args(arguments)
    if options.warnings:
        return _print_warnings(options)
    if options.sets is None:
        parser.error("name a folder of public question sets")
    present, absent = public_documents(options.sets, options.half)
    if options.knowledge is not None:
        present = list(read_folder(options.knowledge).documents)
    measured = rates(present, absent, options.most, options.seed)
    if options.json:
        sys.stdout.write(json.dumps([asdict(rate) for rate in measured]) + "\n")
        return 0
    sys.stdout.write(f"{'quotation':30}{'expected':>10}{'n':>7}{'right':>9}   95 % interval\n")
    sys.stdout.write("".join(_line(rate) + "\n" for rate in measured))
    return 0


if __name__ == "__main__":
    sys.exit(main())
