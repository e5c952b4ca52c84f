"""The two plain rankings that find what a reader will be shown: MiniLM's cosine and BM25."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Scores: TypeAlias = npt.NDArray[np.float32]

_BATCH_TOKENS = 8192


class SentenceEncoder:
    """MiniLM as sentence-transformers runs it: mean over tokens, unit length."""

    def __init__(self, folder: Path) -> None:
        """Open the encoder's folder (`config.json`, `model.safetensors`, `tokenizer.json`)."""
        from tokenizers import Tokenizer
        from transformers import BertModel

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(256)
        self._model = BertModel.from_pretrained(folder, add_pooling_layer=False).eval()

    def encode(self, texts: Sequence[str]) -> Scores:
        """Return the embeddings (n, dim) float32 of the texts, rows of unit length."""
        import torch

        rows = [e.ids for e in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        made = np.zeros((len(rows), self._model.config.hidden_size), dtype=np.float32)
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and len(rows[order[end]]) * (end + 1 - start) <= _BATCH_TOKENS:
                end += 1
            chosen = order[start:end]
            width = len(rows[chosen[-1]])
            ids = torch.zeros((len(chosen), width), dtype=torch.long)
            mask = torch.zeros((len(chosen), width), dtype=torch.long)
            for at, i in enumerate(chosen):
                ids[at, : len(rows[i])] = torch.tensor(rows[i])
                mask[at, : len(rows[i])] = 1
            with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
                hidden = self._model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
            kept = mask.unsqueeze(-1).float()
            pooled = torch.nn.functional.normalize((hidden * kept).sum(1) / kept.sum(1), dim=1)
            made[chosen] = pooled.numpy()
            start = end
        return made


def bm25(queries: Sequence[str], texts: Sequence[str], k1: float = 1.2, b: float = 0.75) -> Scores:
    """Return BM25 (n queries, n texts) float32 over lower-case words.

    References:
        Robertson and Zaragoza 2009, doi:10.1561/1500000019; k1 and b as there.
    """
    counts = [Counter(re.findall(r"\w+", text.casefold())) for text in texts]
    lengths = np.array([sum(c.values()) for c in counts], dtype=np.float32)
    norm = k1 * (1 - b + b * lengths / max(float(lengths.mean()), 1.0))
    postings: dict[str, list[tuple[int, int]]] = {}
    for i, count in enumerate(counts):
        for word, often in count.items():
            postings.setdefault(word, []).append((i, often))
    scores = np.zeros((len(queries), len(texts)), dtype=np.float32)
    for row, query in enumerate(queries):
        for word in set(re.findall(r"\w+", query.casefold())):
            found = np.array(postings.get(word, []), dtype=np.int64).reshape(-1, 2)
            texts_with, times = found[:, 0], found[:, 1].astype(np.float32)
            idf = np.log(1 + (len(texts) - len(found) + 0.5) / (len(found) + 0.5))
            scores[row, texts_with] += idf * times * (k1 + 1) / (times + norm[texts_with])
    return scores


def fused(cosine: Scores, lexical: Scores) -> Scores:
    """Return the mean of both scores after each row was scaled to [0, 1]."""

    def scaled(rows: Scores) -> Scores:
        low, high = rows.min(axis=1, keepdims=True), rows.max(axis=1, keepdims=True)
        spread: Scores = (rows - low) / np.maximum(high - low, np.float32(1e-6))
        return spread

    return ((scaled(cosine) + scaled(lexical)) / 2).astype(np.float32)
