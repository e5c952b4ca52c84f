"""What a question costs: `python -m index.lab.speed`, on 10,000 passages by default.

The passages are synthetic, and so are their vectors: what a search costs depends on how many there
are, and what reading costs on how many word pieces. So the words are English ones, as frequent as
in English, and a passage is as long as a paragraph of Wikipedia. The encoder, BM25 and the reader
are the real ones, and the vectors lie in files as a build has them.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from index.answers import Answerer, Catalogue
from index.lab.timing import Timing, peak_bytes, timed
from index.language.word_frequencies import commonest
from index.models import Encoder, Purpose, encoder_of, reader_of
from index.search import (
    Lexical,
    RelatedTerms,
    Retriever,
    SearchIndex,
    SegmentedVectors,
    VectorKind,
    laying_vectors,
)
from index.search.related.nearest_words import NEIGHBOURS
from index.settings import Settings
from index.types import Document, Ids, Metadata, Paragraph, Passage, Span

PASSAGES = 10_000
QUESTIONS = 100
_SENTENCES = 5  # of a passage, with so many words each:
_WORDS = 24
_PARAGRAPHS = 100  # of a document
_SEPARATOR = "\n\n"  # of two paragraphs
_VOCABULARY = 30_000
_SEED = 7
_SHORT = 3  # letters of words that no question is made of
_WARM_UP = 5  # questions: models, memory and lazy tables
_AT_ONCE = 1 << 12  # vectors that are made at once, so that no more are in memory
_BYTES_PER_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class AnswerSpeed:
    """What was measured.

    Args:
        passages: How many were searched.
        threads: Processor threads of the models.
        timings: A plain query first, then search, then the whole answer.
        peak_mb: The most memory that the process ever held, megabytes.
    """

    passages: int
    threads: int
    timings: tuple[Timing, ...]
    peak_mb: float


def benchmark(
    encoder: Encoder, settings: Settings, passages: int = PASSAGES, questions: int = QUESTIONS
) -> AnswerSpeed:
    """Return what a plain query, a search and a whole answer cost.

    Args:
        encoder: Encodes the questions.
        settings: How answers are made.
        passages: How many to search, at least 1.
        questions: How many to ask, at least 1.
    """
    with tempfile.TemporaryDirectory() as folder:
        return _measured(encoder, settings, passages, questions, Path(folder))


def _measured(
    encoder: Encoder, settings: Settings, passages: int, questions: int, folder: Path
) -> AnswerSpeed:
    """Return the same; the vectors lie in a folder."""
    random = np.random.default_rng(_SEED)
    documents = tuple(_documents(passages, random))
    index = _index_of(documents, encoder.dim, random, folder)
    retriever = Retriever(index, encoder)
    by_id = {document.id: document for document in documents}
    catalogue = Catalogue(documents, index.lexical.word_forms)
    answerer = Answerer(by_id, index.contexts, retriever, settings, catalogue, reader_of(settings))
    texts = list(_questions(index.texts, questions, random))

    def plain(question: str) -> None:
        index.passage_store.search(encoder.encode([question], Purpose.QUERY), 10)

    work: dict[str, Callable[[str], object]] = {
        "plain query: encode, search vectors": plain,
        "search: vectors, words, related terms": retriever.search,
        "whole answer": answerer.answer,
    }
    timings = tuple(_warm_timed(kind, do, texts) for kind, do in work.items())
    return AnswerSpeed(passages, settings.threads, timings, peak_bytes() / _BYTES_PER_MEGABYTE)


def _warm_timed(kind: str, do: Callable[[str], object], questions: Sequence[str]) -> Timing:
    for question in questions[:_WARM_UP]:
        do(question)
    return timed(kind, do, questions)


def _documents(passages: int, random: np.random.Generator) -> Iterator[Document]:
    """Yield documents whose paragraphs are passages of made-up words, as frequent as in English.

    Yields:
        As many documents as the passages fill.
    """
    known = commonest(_VOCABULARY)
    words, weights = list(known), np.array(list(known.values()))
    frequency = weights / weights.sum()
    for first in range(0, passages, _PARAGRAPHS):
        count = min(_PARAGRAPHS, passages - first)
        drawn = random.choice(len(words), (count, _SENTENCES, _WORDS), p=frequency)
        yield _document(first, [_paragraph(words, lines) for lines in drawn])


def _paragraph(words: Sequence[str], drawn: Ids) -> str:
    """Return the text of a paragraph.

    Args:
        words: All that are drawn from.
        drawn: (sentences, words) their numbers.
    """
    lines = [" ".join(words[number] for number in line) for line in drawn]
    return " ".join(f"{line.capitalize()}." for line in lines)


def _document(first: int, texts: Sequence[str]) -> Document:
    """Return the document of some paragraphs, of which the first has this number of all."""
    paragraphs: list[Paragraph] = []
    start = 0
    for number, text in enumerate(texts, 1):
        paragraphs.append(Paragraph(number, start, start + len(text), None))
        start += len(text) + len(_SEPARATOR)
    return Document(
        f"document-{first}",
        _SEPARATOR.join(texts),
        tuple(paragraphs),
        Metadata(f"Document {first}"),
    )


def _index_of(
    documents: Sequence[Document], dim: int, random: np.random.Generator, folder: Path
) -> SearchIndex:
    passages: list[Passage] = []
    texts: list[str] = []
    contexts: list[str] = []
    for document in documents:
        for paragraph in document.paragraphs:
            passages.append(_passage(document, paragraph))
            texts.append(document.text[paragraph.start : paragraph.end])
            contexts.append(document.title)
    sentences = [_sentences_of(text) for text in texts]
    lexical = Lexical.build(contexts, sentences)
    words = len(lexical.vocabulary)
    counts = {
        VectorKind.PASSAGES: len(passages),
        VectorKind.SENTENCES: _SENTENCES * len(passages),
        VectorKind.WORDS: words,
    }
    stores = {kind: _store(folder, kind, n, dim, random) for kind, n in counts.items()}
    return SearchIndex(
        tuple(passages),
        tuple(texts),
        tuple(contexts),
        stores[VectorKind.PASSAGES],
        stores[VectorKind.SENTENCES],
        stores[VectorKind.WORDS],
        lexical,
        RelatedTerms(
            random.integers(0, words, (words, NEIGHBOURS), dtype=np.int32),
            random.random((words, NEIGHBOURS), dtype=np.float32),
            np.zeros(words, dtype=np.float32),
        ),
    )


def _sentences_of(text: str) -> list[str]:
    return [f"{sentence}." for sentence in text.rstrip(".").split(". ")]


def _passage(document: Document, paragraph: Paragraph) -> Passage:
    """Return the passage of a paragraph whose sentences end in ". "."""
    edges = [paragraph.start]
    while (stop := document.text.find(". ", edges[-1], paragraph.end)) >= 0:
        edges.append(stop + 2)
    ends = [edge - 1 for edge in edges[1:]] + [paragraph.end]
    spans = tuple(Span(start, end) for start, end in zip(edges, ends, strict=True))
    return Passage(document.id, paragraph.number, paragraph.start, paragraph.end, spans)


def _store(
    folder: Path, kind: VectorKind, n: int, dim: int, random: np.random.Generator
) -> SegmentedVectors:
    """Return vectors by chance, written and opened as a build's are."""
    own, new = folder / kind, np.full(n, -1, dtype=np.int64)
    with laying_vectors(own, dim, new, searched=kind is not VectorKind.SENTENCES) as laying:
        for begin in range(0, n, _AT_ONCE):
            rows = random.normal(size=(min(_AT_ONCE, n - begin), dim)).astype(np.float32)
            laying.put(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    return SegmentedVectors.open(own, dim)


def _questions(texts: Sequence[str], n: int, random: np.random.Generator) -> Iterator[str]:
    """Yield questions of six of a passage's words; in every fourth one of them has a slip.

    Yields:
        As many questions as asked for.
    """
    for number in range(n):
        text = texts[int(random.integers(len(texts)))]
        known = [word for word in text.lower().replace(".", "").split() if len(word) > _SHORT]
        words = list(random.choice(known, 6, replace=False))
        if number % 4 == 0:
            words[0] = f"{words[0][1]}{words[0][0]}{words[0][2:]}"
        yield f"What was the {words[0]} {words[1]} in {' '.join(words[2:])}?"


def main() -> None:
    """Print a benchmark of the encoder and reader that come with the project."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--passages", type=int, default=PASSAGES)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--threads", type=int, default=Settings().threads)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    settings = Settings(threads=arguments.threads)
    encoder = encoder_of(settings)
    speed = benchmark(encoder, settings, arguments.passages, arguments.questions)
    if arguments.json:
        sys.stdout.write(json.dumps(asdict(speed), indent=2) + "\n")
        return
    sys.stdout.write(f"{speed.passages:,} passages, {speed.threads} threads\n")
    for timing in speed.timings:
        line = f"{timing.kind:40} {timing.median_ms:7.1f} ms median {timing.p95_ms:7.1f} ms p95\n"
        sys.stdout.write(line)
    sys.stdout.write(f"{'peak memory':40} {speed.peak_mb:7.0f} MB\n")


if __name__ == "__main__":
    main()
