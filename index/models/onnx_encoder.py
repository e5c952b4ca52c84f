"""The default encoder on onnxruntime: the same vectors as sentence-transformers gives, without it.

The graph ships (`weights/encoder.onnx`, 33 kB, made by `index.lab.encoder_graph`) and names its
weights; they are those of the model's own package, read from there: nothing is converted.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from index.errors import ModelError
from index.models.encoder import EncoderFiles, PassageVectors, Purpose, parts_of
from index.models.onnx_sessions import Session, on_processor
from index.models.sentence_encoder import SentenceEncoder
from index.models.side_by_side import side_by_side
from index.settings import Settings
from index.types import Embeddings, Ids, Span, encodable

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

GRAPH = Path(__file__).parent / "weights" / "encoder.onnx"
GRAPH_SHA256 = "3daf4f9161db8563965ed87cc97b54ba5c29c3ad132347d9f02f918f96d92f9b"
# Of a batch, padding included: what it works out stays in a core's cache. In batches of 320, 640,
# 1,280 and 2,560, two at once, 120 paragraphs take 2.1, 2.1, 2.5 and 2.8 s on 2 cores; with each
# batch on both of them 2.7 s in batches of 1,280.
_BATCH_TOKENS = 640
# Of the package's weights: what the graph has no use for.
_UNUSED = frozenset({"embeddings.position_ids", "pooler.dense.weight", "pooler.dense.bias"})


_Batch: TypeAlias = Sequence[Sequence[int]]
"""The tokens of some texts."""


class OnnxEncoder:
    """all-MiniLM-L6-v2 in float32, loaded when first needed."""

    def __init__(self, files: EncoderFiles, settings: Settings) -> None:
        """Keep where the weights lie.

        Args:
            files: Of the default model.
            settings: Threads and prompts.
        """
        assert files.folder is not None  # noqa: S101  # the default model comes in a package
        self._folder: Path = files.folder
        self._settings = settings
        self.identity = files.identity(settings)
        self.label = files.label

    @cached_property
    def dim(self) -> int:
        """Length of a vector."""
        return self._stated("config.json", "hidden_size")

    @cached_property
    def max_tokens(self) -> int:
        """Word pieces that the model reads of one text, special tokens included."""
        return self._stated("sentence_bert_config.json", "max_seq_length")

    def count_tokens(self, text: str) -> int:
        """Return the word pieces of `text` as a passage, prompt and special tokens included."""
        return len(self._encoded(self._settings.passage_prompt + text).ids)

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        """Return the vectors of `texts`, (n, dim) float32, rows of unit length.

        Raises:
            ModelError: The graph was altered.
        """
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for number, _, states in self._read(texts, self._prompt(purpose)):
            vectors[number] = states.mean(axis=0)
        return _unit(vectors)

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        """Return the vectors of passages and of their sentences, out of one pass over each passage.

        A sentence's is the mean of its own tokens' states, so it is seen with its neighbours; one
        of which nothing is read, behind a long title, is encoded alone.

        Args:
            texts: What is encoded of each passage.
            sentences: Where its sentences stand in that.

        Raises:
            ModelError: The graph was altered.

        References:
            Günther et al., Late Chunking: Contextual Chunk Embeddings Using Long-Context Embedding
            Models, arXiv:2409.04701.
        """
        prompt = self._prompt(Purpose.PASSAGE)
        passages = np.zeros((len(texts), self.dim), dtype=np.float32)
        of_each = [np.zeros((len(spans), self.dim), dtype=np.float32) for spans in sentences]
        for number, places, states in self._read(texts, prompt):
            passages[number] = states.mean(axis=0)
            for row, span in enumerate(sentences[number]):
                own = _tokens_in(span, places - len(prompt))
                if len(own):
                    of_each[number][row] = states[own].mean(axis=0)
        together = np.concatenate([np.zeros((0, self.dim), dtype=np.float32), *of_each])
        unread = np.flatnonzero(~together.any(axis=1))
        if len(unread):
            alone = parts_of(texts, sentences)
            together[unread] = self.encode([alone[row] for row in unread])
        return PassageVectors(_unit(passages), _unit(together))

    def _prompt(self, purpose: Purpose) -> str:
        settings = self._settings
        return settings.query_prompt if purpose is Purpose.QUERY else settings.passage_prompt

    def _read(self, texts: Sequence[str], prompt: str) -> Iterator[tuple[int, Ids, Embeddings]]:
        """Read texts, each with a prompt before it, as far as the model does.

        Yields:
            The number of a text, where its tokens begin and end in prompt and text (t, 2), both 0
            of special ones, and their states (t, dim) float32. The order is any.
        """
        rows = [_row(self._encoded(prompt + text), self.max_tokens) for text in texts]
        batches = list(_batches([len(ids) for ids, _ in rows]))
        given = ([rows[number][0] for number in batch] for batch in batches)
        states_of, threads = self._reading(len(batches))
        for batch, read in zip(batches, side_by_side(states_of, given, threads), strict=True):
            for number, states in zip(batch, read, strict=True):
                ids, places = rows[number]
                yield number, places, states[: len(ids)]

    def _reading(self, batches: int) -> tuple[Callable[[_Batch], Embeddings], int]:
        """Return what reads so many batches, and how many of them at once.

        One batch is read on all threads, several are read side by side on one each. Which network
        is loaded hangs on what is asked first: questions, or a whole collection's passages.
        """
        threads = self._settings.threads
        if batches > 1 or "_single" in vars(self):
            return partial(_states, self._single), threads
        return partial(_states, self._shared), 1

    def _encoded(self, text: str) -> "Encoding":
        return self._tokenizer.encode(encodable(text))

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        with _complete(self._folder):
            tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _shared(self) -> Session:
        """The network whose passes share all threads."""
        return self._loaded(self._settings.threads)

    @cached_property
    def _single(self) -> Session:
        """The network whose passes run on one thread each."""
        return self._loaded(1)

    def _loaded(self, threads: int) -> Session:
        from safetensors import safe_open

        with _complete(GRAPH):
            graph = GRAPH.read_bytes()
        if hashlib.sha256(graph).hexdigest() != GRAPH_SHA256:
            msg = f"{GRAPH} is not the file that this program was measured with: reinstall it"
            raise ModelError(msg)
        with _complete(self._folder):
            with safe_open(self._folder / "model.safetensors", "numpy") as weights:
                named = {name: weights.get_tensor(name) for name in set(weights.keys()) - _UNUSED}
            return on_processor(graph, threads, named)

    def _stated(self, file: str, key: str) -> int:
        """Return a number that one of the model's JSON files has under a key."""
        with _complete(self._folder):
            return int(json.loads((self._folder / file).read_text(encoding="utf-8"))[key])


def _states(session: Session, rows: _Batch) -> Embeddings:
    """Return the states of each row's tokens, padding included: (rows, width, dim) float32."""
    ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row
        mask[number, : len(row)] = 1
    states: Embeddings = session.run(None, {"ids": ids, "mask": mask})[0]
    return states


@contextmanager
def _complete(place: Path) -> Iterator[None]:
    """Tell of what cannot be loaded from a place.

    Yields:
        Nothing.

    Raises:
        ModelError: Whatever a library says of files that are missing or damaged.
    """
    try:
        yield
    except Exception as error:  # tokenizers and onnxruntime have no narrower one
        raise ModelError(
            f"the encoder in {place} cannot be loaded ({error}): reinstall it"
        ) from error


def encoder_of(settings: Settings) -> OnnxEncoder | SentenceEncoder:
    """Return the encoder that the settings name; nothing heavy is loaded yet.

    Raises:
        ModelError: The default model's package is missing or its weights were altered.
    """
    files = EncoderFiles.named(settings.encoder)
    return OnnxEncoder(files, settings) if files.is_default else SentenceEncoder(settings, files)


def _row(encoding: "Encoding", most: int) -> tuple[list[int], Ids]:
    """Return the tokens that are read of a text, and their places in it: (t, 2) int64.

    Args:
        encoding: All of its tokens, special ones included.
        most: How many are read: the first ones, and the last special one.
    """
    ids, places = encoding.ids, np.array(encoding.offsets, dtype=np.int64)
    if len(ids) <= most:
        return ids, places
    return [*ids[: most - 1], ids[-1]], np.concatenate([places[: most - 1], places[-1:]])


def _tokens_in(span: Span, places: Ids) -> Ids:
    """Return the numbers of the tokens that begin in a span; `places` (t, 2) says where each is."""
    begins, ends = places.T
    return np.flatnonzero((begins >= span.start) & (begins < span.end) & (ends > begins))


def _unit(rows: Embeddings) -> Embeddings:
    """Return the rows, each of unit length."""
    unit: Embeddings = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def _batches(lengths: Sequence[int]) -> Iterator[Ids]:
    """Yield the numbers of rows of like length, so many at a time that a cache holds them."""
    order = np.argsort(lengths, kind="stable")
    first = 0
    for last in range(1, len(order) + 1):
        if last == len(order) or lengths[order[last]] * (last + 1 - first) > _BATCH_TOKENS:
            yield order[first:last]
            first = last
