"""Question and passage read together: which sentence answers, and does any.

The only importer of onnxruntime outside the training.

A reader judges what retrieval found. One forward pass reads a whole passage, so that a sentence is
seen with its neighbours; what is longer than the network reads is cut into overlapping windows of
whole sentences, and no sentence goes unread.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self, TypeAlias

import numpy as np
import numpy.typing as npt

from index.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

SHIPPED = Path(__file__).parent / "weights"
"""The reader that comes with the project."""

Columns: TypeAlias = npt.NDArray[np.float32]

_OVERLAP_TOKENS = 32
"""Tokens that two pieces of an over-long sentence share."""
_PADDING_SHARE = 0.8
"""A row shorter than this share of a batch's longest opens a batch of its own."""


@dataclass(frozen=True, slots=True)
class ReaderInput:
    """A passage to read.

    Attributes:
        sentences: The texts of its sentences, in reading order.
        context: What it stands under, for instance "Title. Section"; may be empty.
    """

    sentences: tuple[str, ...]
    context: str = ""

    def __post_init__(self) -> None:
        """Check that there is something to read.

        Raises:
            ValueError: There is no sentence.
        """
        if not self.sentences:
            msg = "a passage without sentences cannot be read"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one passage.

    Attributes:
        answerable: Logit of "this passage answers the question".
        sentences: Per sentence its log-odds of answering against "no sentence here does"; they
            compare across passages of one question. Higher is better.
    """

    answerable: float
    sentences: tuple[float, ...]

    def mean(self, other: "Reading") -> "Reading":
        """Return the mean of two readings of one passage."""
        pairs = zip(self.sentences, other.sentences, strict=True)
        sentences = tuple((one + another) / 2 for one, another in pairs)
        return Reading((self.answerable + other.answerable) / 2, sentences)


class Reader(Protocol):
    """Anything that reads question and passage together."""

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[Reading]:
        """Return a reading of each passage, in the order given."""
        ...


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `reader.json` says of the weights beside it.

    Attributes:
        weights: File name of the ONNX network.
        weights_sha256: Its SHA-256, hexadecimal.
        tokenizer: File name of the tokenizer.
        tokenizer_sha256: Its SHA-256, hexadecimal.
        max_tokens: Tokens the network reads at once, special ones included.
        max_question_tokens: Tokens of the question that are read.
        max_context_tokens: Tokens of the context that are read.
        temperature: What every logit is divided by, fitted on documents apart from the training's.
    """

    weights: str
    weights_sha256: str
    tokenizer: str
    tokenizer_sha256: str
    max_tokens: int
    max_question_tokens: int
    max_context_tokens: int
    temperature: float

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Return the manifest of a folder of weights, its files checked against it.

        Args:
            folder: Where `reader.json` and the files that it names lie.

        Raises:
            ModelError: A file is missing, malformed or not the one the manifest describes.
        """
        try:
            fields = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
            manifest = cls(**{name: fields[name] for name in cls.__slots__})
            _check(folder / manifest.weights, manifest.weights_sha256)
            _check(folder / manifest.tokenizer, manifest.tokenizer_sha256)
        except (OSError, ValueError, KeyError, TypeError) as error:
            msg = f"the reader in {folder} is incomplete ({error!r}): reinstall it or train it anew"
            raise ModelError(msg) from error
        return manifest


def _check(path: Path, sha256: str) -> None:
    """Compare a file with its digest.

    Raises:
        ModelError: The file was changed.
    """
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        msg = f"{path} is not the file that its manifest describes: reinstall it or train it anew"
        raise ModelError(msg)


@dataclass(frozen=True, slots=True)
class _Row:
    """One forward pass: token ids, where the passage starts, and the sentence of each token."""

    passage: int
    ids: tuple[int, ...]
    start: int
    places: tuple[int, ...]


class OnnxReader:
    """The project's own network on onnxruntime."""

    def __init__(
        self, session: "InferenceSession", tokenizer: "Tokenizer", manifest: Manifest
    ) -> None:
        """Keep a loaded network; `open` loads one from a folder."""
        self._session = session
        self._tokenizer = tokenizer
        self._manifest = manifest
        self._cls, self._sep = tokenizer.encode("").ids

    @classmethod
    def open(cls, folder: Path = SHIPPED, *, threads: int = 2) -> Self:
        """Return the reader of a folder of weights.

        Args:
            folder: Where `reader.json`, the network and the tokenizer lie.
            threads: Threads of one reading, at least 1.

        Raises:
            ModelError: The folder is incomplete or a file was altered.
        """
        manifest = Manifest.of(folder)
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Waiting threads that spin double the processor time (171 against 109 ms for 1,000 tokens)
        # and, where other work shares the cores, the wait (562 against 337 ms).
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        tokenizer = Tokenizer.from_file(str(folder / manifest.tokenizer))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        session = InferenceSession(
            str(folder / manifest.weights), options, providers=["CPUExecutionProvider"]
        )
        return cls(session, tokenizer, manifest)

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[Reading]:
        """Return a reading of each passage, in the order given.

        A sentence read in several windows, or in pieces, keeps its highest score.
        """
        asked = self._encode(question)[: self._manifest.max_question_tokens]
        rows = [row for i, p in enumerate(passages) for row in self._rows(asked, i, p)]
        scores = [np.full(len(p.sentences), -np.inf, dtype=np.float32) for p in passages]
        answerable = [-np.inf] * len(passages)
        for batch in _batches(rows):
            tokens, heads = self._run(batch)
            for row, columns, head in zip(batch, tokens, heads, strict=True):
                for place, score in _sentence_scores(row, columns):
                    odds = score - float(head[0])
                    scores[row.passage][place] = max(scores[row.passage][place], odds)
                answerable[row.passage] = max(answerable[row.passage], float(head[1]))
        heat = self._manifest.temperature
        return [
            Reading(a / heat, tuple(float(s) / heat for s in row))
            for a, row in zip(answerable, scores, strict=True)
        ]

    def _encode(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def _rows(self, asked: list[int], passage: int, given: ReaderInput) -> Iterator[_Row]:
        """Yield the forward passes that together read every sentence of a passage."""
        context = f"{given.context}." if given.context else ""
        opening = [self._cls, *asked, self._sep]
        heading = self._encode(context)[: self._manifest.max_context_tokens]
        room = self._manifest.max_tokens - len(opening) - len(heading) - 1
        pieces = [
            (i, piece)
            for i, s in enumerate(given.sentences)
            for piece in _pieces(self._encode(s), room)
        ]
        for group in _windows([len(piece) for _, piece in pieces], room):
            body = [token for i in group for token in pieces[i][1]]
            places = [pieces[i][0] for i in group for _ in pieces[i][1]]
            before = [-1] * (len(opening) + len(heading))
            ids = (*opening, *heading, *body, self._sep)
            yield _Row(passage, ids, len(opening), (*before, *places, -1))

    def _run(self, batch: Sequence[_Row]) -> tuple[Columns, Columns]:
        """Return the token columns (n, width, 4) and passage columns (n, 2) of a batch."""
        shape = (len(batch), max(len(row.ids) for row in batch))
        ids, mask, types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        for at, row in enumerate(batch):
            ids[at, : len(row.ids)] = row.ids
            mask[at, : len(row.ids)] = 1
            types[at, row.start : len(row.ids)] = 1
        tokens, heads = self._session.run(None, {"ids": ids, "mask": mask, "types": types})
        return np.asarray(tokens, dtype=np.float32), np.asarray(heads, dtype=np.float32)


def _pieces(ids: list[int], room: int) -> list[list[int]]:
    """Return a sentence's tokens in overlapping pieces that fit; one piece where it fits whole."""
    if len(ids) <= room:
        return [ids] if ids else []
    step = room - _OVERLAP_TOKENS
    return [ids[at : at + room] for at in range(0, len(ids) - _OVERLAP_TOKENS, step)]


def _windows(lengths: Sequence[int], room: int) -> Iterator[range]:
    """Yield runs of pieces that fit, each beginning with the last piece of the run before.

    Where that piece would leave no room for a new one, the run begins after it.
    """
    first = 0
    while first < len(lengths):
        last, total = first, lengths[first]
        while last + 1 < len(lengths) and total + lengths[last + 1] <= room:
            last += 1
            total += lengths[last]
        yield range(first, last + 1)
        if last + 1 == len(lengths):
            return
        shares = last > first and lengths[last] + lengths[last + 1] <= room
        first = last if shares else last + 1


def _batches(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Yield rows of like length together, longest first."""
    batch: list[_Row] = []
    for row in sorted(rows, key=lambda r: len(r.ids), reverse=True):
        if batch and len(row.ids) < _PADDING_SHARE * len(batch[0].ids):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _sentence_scores(row: _Row, columns: Columns) -> Iterator[tuple[int, float]]:
    """Yield (sentence, score): the tokens' values averaged by the softmax of their attention.

    Args:
        row: The forward pass.
        columns: (width, 4) float32, attention and value first.
    """
    places = np.array(row.places)
    for place in sorted(set(row.places) - {-1}):
        attention, value = columns[: len(places)][places == place, :2].T
        weights = np.exp(attention - attention.max())
        yield place, float((weights * value).sum() / weights.sum())
