"""Question and passage read together: which sentence answers, and does any.

A reader judges what retrieval found. One forward pass reads a whole passage, so that a sentence is
seen with its neighbours; what is longer than the network reads is cut into overlapping windows of
whole sentences, and no sentence goes unread.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self, TypeAlias, runtime_checkable

import numpy as np
import numpy.typing as npt

from index.models.onnx_sessions import Session, on_processor
from index.models.reader_manifest import ReaderManifest
from index.models.side_by_side import side_by_side
from index.models.token_windows import both_ends, cut, windows
from index.types import encodable

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Logits: TypeAlias = npt.NDArray[np.float32]
"""A row for each token, or each passage, and a column for each thing that is asked of it."""

SHIPPED = Path(__file__).parent / "weights"  # the reader that comes with the project
_PASS_THREADS = 1  # of one forward pass: several run side by side
_NO_SENTENCE = -1  # where a token belongs to none
_UNREAD_ODDS = -20.0  # of a sentence without a token, such as a mark alone: it answers nothing
# How far below the best of all, in log-odds, a passage's best sentence may be that is looked at
# closely for a claim: what is said further off weighs a hundredth (`index.claims.verdicts`).
_JUDGED_WITHIN = 5.0
_STANCES = slice(2, 5)  # columns of the passage head, where a network has them

Stance: TypeAlias = tuple[float, float, float]
"""Logits of what a passage says of a claim: it supports it, contradicts it, does not mention it."""


@dataclass(frozen=True, slots=True)
class ReaderInput:
    """A passage to read.

    Args:
        sentences: The texts of its sentences, in reading order.
        context: What it stands under, for instance "Title. Section"; may be empty.
        before: The sentence before the first one, which is read, so that "they" is understood, and
            not judged; may be empty.
    """

    sentences: tuple[str, ...]
    context: str = ""
    before: str = ""

    def __post_init__(self) -> None:
        """Check that there is something to read.

        Raises:
            ValueError: There is no sentence.
        """
        if not self.sentences:
            msg = "a passage without sentences cannot be read"
            raise ValueError(msg)

    def part(self, first: int, stop: int) -> "ReaderInput":
        """Return some of its sentences, with the one before them; `first` may be below 0."""
        first = max(0, first)
        before = self.sentences[first - 1] if first else self.before
        return ReaderInput(self.sentences[first:stop], self.context, before)


@dataclass(frozen=True, slots=True)
class PassageReading:
    """What a reader makes of one passage.

    Args:
        answerable: Logit of "this passage answers the question".
        sentences: Per sentence its log-odds of answering against "no sentence here does"; they
            compare across passages of one question. Higher is better.
        stance: What the passage says of a claim, read around its best sentence; None of a reader
            that does not tell.
    """

    answerable: float
    sentences: tuple[float, ...]
    stance: Stance | None = None

    def mean(self, other: "PassageReading", weight: float = 1.0) -> "PassageReading":
        """Return this reading with the mean of both for each sentence, the other's so weighted."""
        pairs = zip(self.sentences, other.sentences, strict=True)
        sentences = tuple((one + weight * another) / (1 + weight) for one, another in pairs)
        return PassageReading(self.answerable, sentences, self.stance)

    def less(self, other: "PassageReading", weight: float) -> "PassageReading":
        """Return the reading with less for what answers another question.

        Args:
            other: The reading of the same passage for the other question.
            weight: Of each sentence's log-odds there, as far as they are above 0.
        """
        pairs = zip(self.sentences, other.sentences, strict=True)
        sentences = tuple(odds - weight * max(earlier, 0.0) for odds, earlier in pairs)
        return PassageReading(self.answerable, sentences, self.stance)


class Reader(Protocol):
    """Anything that reads question and passage together."""

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        """Return a reading of each passage, in the order given."""
        ...


@runtime_checkable
class JudgingReader(Reader, Protocol):
    """A reader that reads claims otherwise than questions."""

    def of_claims(self) -> Reader:
        """Return the reader that tells what passages say of a claim."""
        ...


def reader_of_claims(reader: Reader | None) -> Reader | None:
    """Return what reads claims: another reader where there is one, else the same."""
    return reader.of_claims() if isinstance(reader, JudgingReader) else reader


class _Piece(NamedTuple):
    """Tokens of a sentence that are read together: all of them, where they fit."""

    sentence: int
    ids: list[int]


@dataclass(frozen=True, slots=True)
class _Row:
    """One forward pass.

    Args:
        ids: Of the tokens.
        start: Where the passage starts among them.
        sentences: Of each token the number of its sentence, or `_NO_SENTENCE`.
    """

    ids: tuple[int, ...]
    start: int
    sentences: tuple[int, ...]


_Run: TypeAlias = Callable[[_Row], tuple[Logits, Logits]]
"""A forward pass: the token logits (width, columns), the passage logits (2,) or (5,)."""


class _Highest:
    """The highest scores that the forward passes over one passage gave."""

    def __init__(self, sentences: int) -> None:
        """Begin with no score for so many sentences."""
        self._odds = np.full(sentences, -np.inf, dtype=np.float32)
        self._answerable = -np.inf
        self._stance: list[float] = []

    def note(self, row: _Row, tokens: Logits, passage: Logits) -> None:
        """Keep what a forward pass scores higher.

        Args:
            row: The forward pass.
            tokens: (width, columns) float32, attention and value first.
            passage: (2,) float32, or (5,) where the network tells of claims, too.
        """
        best = self._odds.max()
        for sentence, score in _sentence_scores(row, tokens):
            odds = score - float(passage[0])
            self._odds[sentence] = max(self._odds[sentence], odds)
        self._answerable = max(self._answerable, float(passage[1]))
        if self._odds.max() > best:
            self._stance = passage[_STANCES].tolist()

    def reading(self, temperature: float) -> PassageReading:
        """Return the scores, each divided by the temperature."""
        odds = tuple(_cooled(float(score), temperature) for score in self._odds)
        answerable = _cooled(self._answerable, temperature)
        return PassageReading(answerable, odds, self._stance_of(temperature))

    def _stance_of(self, temperature: float) -> Stance | None:
        """Return the stance where the best sentence stands, None where the network tells none."""
        if not self._stance:
            return None
        supported, contradicted, not_mentioned = (logit / temperature for logit in self._stance)
        return supported, contradicted, not_mentioned


def _cooled(odds: float, temperature: float) -> float:
    """Return log-odds divided by the temperature; `_UNREAD_ODDS` where nothing was read."""
    return odds / temperature if np.isfinite(odds) else _UNREAD_ODDS


class OnnxReader:
    """The project's own network on onnxruntime."""

    def __init__(
        self,
        session: Session,
        tokenizer: "Tokenizer",
        manifest: ReaderManifest,
        threads: int = 1,
        stances: Callable[[], Session] | None = None,
        judging: Session | None = None,
    ) -> None:
        """Keep a loaded network; `open` loads one from a folder.

        Args:
            session: The network.
            tokenizer: Its tokenizer, which neither pads nor truncates.
            manifest: What is known of both.
            threads: How many windows are read at once, at least 1.
            stances: Loads the layers that judge claims; None where there are none.
            judging: Those layers, loaded; None to read questions.
        """
        self._session = session
        self._stances = stances
        self._judging = judging
        self._tokenizer = tokenizer
        self._manifest = manifest
        self._threads = threads
        self._cls, self._sep = tokenizer.encode("").ids

    @classmethod
    def open(cls, folder: Path = SHIPPED, *, threads: int = 2) -> Self:
        """Return the reader of a folder of weights.

        Args:
            folder: Where `reader.json`, the network and the tokenizer lie.
            threads: How many windows are read at once, at least 1.

        Raises:
            ModelError: The folder is incomplete or a file was altered.
        """
        manifest = ReaderManifest.of(folder)
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(folder / manifest.tokenizer))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        session = on_processor(folder / manifest.weights, _PASS_THREADS)
        layers = partial(on_processor, folder / manifest.stances, _PASS_THREADS)
        stances = cache(layers) if manifest.stances else None
        return cls(session, tokenizer, manifest, threads, stances)

    def of_claims(self) -> "OnnxReader":
        """Return the same reader with the layers that judge claims, loaded when first needed."""
        judging = self._stances() if self._stances else None
        own = self._session, self._tokenizer, self._manifest, self._threads
        return OnnxReader(*own, self._stances, judging)

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        """Return a reading of each passage, in the order given.

        A sentence read in several windows, or in pieces, keeps its highest score. Each window is a
        forward pass of its own: values are rounded to 8 bits by the range of all that is read at
        once, so in one pass with others a passage would be read differently beside each of them.
        Nor would that be quicker on a processor, which then works at the padding, too.
        """
        question_ids = both_ends(self._encode(question), self._manifest.max_question_tokens)
        readings = self._read(question_ids, passages, self._run)
        if self._judging is None or not readings:
            return readings
        judging = partial(self._run_judging, self._judging)
        return self._judged(question_ids, passages, readings, judging)

    def _judged(
        self,
        question: list[int],
        passages: Sequence[ReaderInput],
        readings: Sequence[PassageReading],
        run: _Run,
    ) -> list[PassageReading]:
        """Return readings with what the sentences that bear most on a claim say of it.

        What decides on a claim is a word, and easier seen in its sentence alone, and between its
        neighbours, than in the whole passage.
        """
        near = _nearest(readings)
        views = [
            passages[number].part(best - beside, best + beside + 1)
            for number, best in near.items()
            for beside in (0, 1)
        ]
        closely = self._read(question, views, run)
        judged = list(readings)
        for at, number in enumerate(near):
            judged[number] = replace(readings[number], stance=_mean(closely[2 * at : 2 * at + 2]))
        return judged

    def _read(
        self, question: list[int], passages: Sequence[ReaderInput], run: _Run
    ) -> list[PassageReading]:
        """Return a reading of each passage by what runs a forward pass."""
        highest = [_Highest(len(passage.sentences)) for passage in passages]
        windows = (
            (of_passage, row)
            for of_passage, passage in zip(highest, passages, strict=True)
            for row in self._rows(question, passage)
        )
        for of_passage, row, scores in side_by_side(partial(_scored, run), windows, self._threads):
            of_passage.note(row, *scores)
        return [of_passage.reading(self._manifest.temperature) for of_passage in highest]

    def _encode(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(encodable(text), add_special_tokens=False).ids)

    def _rows(self, question: list[int], passage: ReaderInput) -> Iterator[_Row]:
        """Yield the forward passes that together read every sentence of a passage."""
        context = f"{passage.context}." if passage.context else ""
        opening = [self._cls, *question, self._sep]
        heading = self._encode(context)[: self._manifest.max_context_tokens]
        most = self._manifest.max_before_tokens
        room = self._manifest.max_tokens - len(opening) - len(heading) - most - 1
        pieces = self._pieces(passage.sentences, room)
        for group in windows([len(piece.ids) for piece in pieces], room):
            first = group.start
            before = pieces[first - 1].ids if first else self._encode(passage.before)
            ids = [*opening, *heading, *before[max(0, len(before) - most) :]]
            sentences = [_NO_SENTENCE] * len(ids)
            for piece in pieces[group.start : group.stop]:
                ids += piece.ids
                sentences += [piece.sentence] * len(piece.ids)
            ids.append(self._sep)
            sentences.append(_NO_SENTENCE)
            yield _Row(tuple(ids), len(opening), tuple(sentences))

    def _pieces(self, sentences: Sequence[str], room: int) -> list[_Piece]:
        """Return the pieces of all sentences, in reading order."""
        pieces: list[_Piece] = []
        for number, sentence in enumerate(sentences):
            pieces += [_Piece(number, ids) for ids in cut(self._encode(sentence), room)]
        return pieces

    def _run(self, row: _Row) -> tuple[Logits, Logits]:
        """Return the token logits (width, columns) and the passage logits (2,) or (5,)."""
        tokens, passage = self._session.run(("tokens", "passage"), _feeds(row))
        return np.asarray(tokens[0], np.float32), np.asarray(passage[0], np.float32)

    def _run_judging(self, judging: Session, row: _Row) -> tuple[Logits, Logits]:
        """Return the same, what is said of a claim as the mean with the judging layers'."""
        feeds = _feeds(row)
        tokens, passage, halfway = self._session.run(("tokens", "passage", "halfway"), feeds)
        (judged,) = judging.run(None, {"halfway": halfway, "mask": feeds["mask"]})
        columns = np.array(passage[0], np.float32)
        further = judged[0][_STANCES] - columns[_STANCES]
        columns[_STANCES] += np.float32(self._manifest.stances_share) * further
        return np.asarray(tokens[0], np.float32), columns


def _nearest(readings: Sequence[PassageReading]) -> dict[int, int]:
    """Return the passages that bear most on a claim, by number, each with its best sentence."""
    bests = [max(reading.sentences) for reading in readings]
    near = [number for number, best in enumerate(bests) if best >= max(bests) - _JUDGED_WITHIN]
    return {number: readings[number].sentences.index(bests[number]) for number in near}


def _mean(closely: Sequence[PassageReading]) -> Stance | None:
    """Return the mean of what is said of a claim; None where nothing is."""
    told = [reading.stance for reading in closely if reading.stance]
    if not told:
        return None
    supported, contradicted, not_mentioned = np.mean(told, axis=0).tolist()
    return supported, contradicted, not_mentioned


def _feeds(row: _Row) -> dict[str, npt.NDArray[np.int64]]:
    ids = np.array([row.ids], dtype=np.int64)
    types = np.zeros_like(ids)
    types[:, row.start :] = 1
    return {"ids": ids, "mask": np.ones_like(ids), "types": types}


def _scored(
    run: _Run, window: tuple[_Highest, _Row]
) -> tuple[_Highest, _Row, tuple[Logits, Logits]]:
    of_passage, row = window
    return of_passage, row, run(row)


def _sentence_scores(row: _Row, tokens: Logits) -> Iterator[tuple[int, float]]:
    """Yield (sentence, score): the tokens' values averaged by the softmax of their attention.

    Args:
        row: The forward pass.
        tokens: (width, columns) float32, attention and value first.
    """
    sentences = np.array(row.sentences)
    for sentence in sorted(set(row.sentences) - {_NO_SENTENCE}):
        attention, value = tokens[: len(sentences)][sentences == sentence, :2].T
        weights = np.exp(attention - attention.max())
        yield sentence, float((weights * value).sum() / weights.sum())
