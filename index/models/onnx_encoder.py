"""The default encoder on onnxruntime: the same vectors as sentence-transformers gives, without it.

The graph ships (`weights/encoder.onnx`, 33 kB, made by `index.lab.encoder_graph`) and names its
weights; they are those of the model's own package, read from there: nothing is converted.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError
from index.models.encodable import encodable
from index.models.encoder import EncoderFiles, PassageVectors, Purpose, parts_of
from index.models.onnx_sessions import Session, on_processor
from index.models.sentence_encoder import SentenceEncoder
from index.settings import Settings
from index.types import Embeddings, Ids, Span

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

GRAPH = Path(__file__).parent / "weights" / "encoder.onnx"
GRAPH_SHA256 = "3daf4f9161db8563965ed87cc97b54ba5c29c3ad132347d9f02f918f96d92f9b"
# Of a batch, padding included: what it works out stays in a core's cache. 200 paragraphs take 3.2 s
# on 2 cores so, 4.7 s in batches of 64 whatever their length, and 3.3 s in fours.
_BATCH_TOKENS = 1280
# Of the package's weights: what the graph has no use for.
_UNUSED = frozenset({"embeddings.position_ids", "pooler.dense.weight", "pooler.dense.bias"})


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
        return int(self._session.get_outputs()[0].shape[-1])

    @cached_property
    def max_tokens(self) -> int:
        """Word pieces that the model reads of one text, special tokens included."""
        with _complete(self._folder):
            written = (self._folder / "sentence_bert_config.json").read_text(encoding="utf-8")
            return int(json.loads(written)["max_seq_length"])

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
        for batch in _batches([len(ids) for ids, _ in rows]):
            all_states = self._states([rows[number][0] for number in batch])
            for number, states in zip(batch, all_states, strict=True):
                ids, places = rows[number]
                yield number, places, states[: len(ids)]

    def _encoded(self, text: str) -> "Encoding":
        return self._tokenizer.encode(encodable(text))

    def _states(self, rows: Sequence[Sequence[int]]) -> Embeddings:
        """Return the states of each row's tokens, padding included: (rows, width, dim) float32."""
        ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1
        states: Embeddings = self._session.run(None, {"ids": ids, "mask": mask})[0]
        return states

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        with _complete(self._folder):
            tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _session(self) -> Session:
        from safetensors import safe_open

        with _complete(GRAPH):
            graph = GRAPH.read_bytes()
        if hashlib.sha256(graph).hexdigest() != GRAPH_SHA256:
            msg = f"{GRAPH} is not the file that this program was measured with: reinstall it"
            raise ModelError(msg)
        with _complete(self._folder):
            with safe_open(self._folder / "model.safetensors", "numpy") as weights:
                named = {name: weights.get_tensor(name) for name in set(weights.keys()) - _UNUSED}
            return on_processor(graph, self._settings.threads, named)


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
