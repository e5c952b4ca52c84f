"""How fast the quotation check is: `python -m index.lab.verification_speed`, a million sentences.

The text is synthetic: words whose frequencies fall off as in any language, set in phrases whose
frequencies do the same, so that common phrases stand in many thousand places.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.lab.timing import Timing, peak_bytes, timed
from index.quotations import Verdict, Verifier
from index.types import Document, Metadata, Paragraph

_SENTENCES_PER_PARAGRAPH = 5
_PARAGRAPHS_PER_DOCUMENT = 200
_MOST_WORDS = 200_000
_MOST_PHRASES = 400_000
_PHRASES_PER_SENTENCE = (4, 9)
_SEED = 11


@dataclass(frozen=True, slots=True)
class VerificationTiming:
    """How long one kind of quotation took, in milliseconds of one thread, and what came out.

    The thread's own time is taken, so that other programs on the machine do not count.

    Args:
        timing: Of the checks of this kind.
        right: The share that got the verdict it should, 0 to 1.
    """

    timing: Timing
    right: float


@dataclass(frozen=True, slots=True)
class VerificationSpeed:
    """What a run found.

    Args:
        sentences: Sentences of the text.
        words: Words of the text.
        text_s: Seconds to make the text up.
        build_s: Seconds to build the index.
        save_s: Seconds to save it.
        load_s: Seconds to load it.
        index_bytes: Bytes of its arrays.
        peak_bytes: The most memory that the process had in use, the text and its making included.
        timings: One for each kind of quotation.
    """

    sentences: int
    words: int
    text_s: float
    build_s: float
    save_s: float
    load_s: float
    index_bytes: int
    peak_bytes: int
    timings: tuple[VerificationTiming, ...]


def synthetic_documents(sentences: int, seed: int = _SEED) -> list[Document]:
    """Return documents of made-up text with this many sentences in all."""
    rng = np.random.default_rng(seed)
    made_up = _sentences(sentences, rng)
    per_document = _SENTENCES_PER_PARAGRAPH * _PARAGRAPHS_PER_DOCUMENT
    documents = []
    for number, first in enumerate(range(0, sentences, per_document)):
        stretch = [next(made_up) for _ in range(min(per_document, sentences - first))]
        documents.append(_document(f"synthetic-{number}", stretch))
    return documents


def _document(name: str, sentences: Sequence[str]) -> Document:
    """Return a document of these sentences."""
    paragraphs: list[Paragraph] = []
    pieces: list[str] = []
    start = 0
    for first in range(0, len(sentences), _SENTENCES_PER_PARAGRAPH):
        piece = " ".join(sentences[first : first + _SENTENCES_PER_PARAGRAPH])
        paragraphs.append(Paragraph(len(paragraphs) + 1, start, start + len(piece), None))
        pieces.append(piece)
        start += len(piece) + len("\n\n")
    return Document(name, "\n\n".join(pieces), tuple(paragraphs), Metadata(title=name))


def _sentences(count: int, rng: np.random.Generator) -> Iterator[str]:
    """Yield made-up sentences."""
    phrases = _made_up_phrases(min(_MOST_PHRASES, 10 * count), rng)
    weights = 1 / np.arange(1, len(phrases) + 1) ** 0.9
    sizes = rng.integers(*_PHRASES_PER_SENTENCE, count)
    stops = np.cumsum(sizes)
    drawn = rng.choice(len(phrases), size=int(stops[-1]), p=weights / weights.sum())
    for stop, size in zip(stops.tolist(), sizes.tolist(), strict=True):
        sentence = " ".join(phrases[drawn[stop - size : stop]].tolist())
        yield sentence[:1].upper() + sentence[1:] + "."


def _made_up_phrases(count: int, rng: np.random.Generator) -> npt.NDArray[np.str_]:
    """Return phrases of one to four words, which are as common as their rank lets them be."""
    words = _made_up_words(min(_MOST_WORDS, count), rng)
    ranks = 1 / np.arange(1, len(words) + 1)
    picked = rng.choice(words, size=(count, 4), p=ranks / ranks.sum()).tolist()
    lengths = rng.integers(1, 5, count).tolist()
    return np.array([" ".join(row[:length]) for row, length in zip(picked, lengths, strict=True)])


def _made_up_words(count: int, rng: np.random.Generator) -> npt.NDArray[np.str_]:
    """Return different pronounceable words, the shortest first."""
    consonants, vowels = list("bcdfghklmnprstvwz"), list("aeiou")
    words: dict[str, None] = {}
    while len(words) < count:
        shape = 10_000, 3 if words else 2  # syllables: 7,225 words of two, 614,125 of three
        syllables = rng.choice(consonants, shape), rng.choice(vowels, shape)
        for heads, tails in zip(*(part.tolist() for part in syllables), strict=True):
            words["".join(a + b for a, b in zip(heads, tails, strict=True))] = None
    return np.array(list(words)[:count])


def _as_it_stands(sentence: str, other: str) -> str:
    return sentence


def _replaced(sentence: str, other: str) -> str:
    words = sentence.split()
    words[len(words) // 2] = "quux"
    return " ".join(words)


def _omitted(sentence: str, other: str) -> str:
    words = sentence.split()
    middle = len(words) // 2
    return " ".join([*words[:middle], "…", *words[middle + 1 :]])


def _joined(sentence: str, other: str) -> str:
    words, others = sentence.split(), other.split()
    return " ".join(words[: len(words) // 2] + others[len(others) // 2 :])


def _interleaved(sentence: str, other: str) -> str:
    pairs = zip(sentence.split(), other.split(), strict=False)
    return " ".join(chain.from_iterable(pairs))


_KINDS: dict[str, tuple[Callable[[str, str], str], Verdict]] = {
    "as it stands": (_as_it_stands, Verdict.EXACT),
    "one word replaced": (_replaced, Verdict.ALTERED),
    "one word omitted, marked": (_omitted, Verdict.EXACT),
    "two places joined": (_joined, Verdict.ALTERED),
    "two sentences interleaved": (_interleaved, Verdict.NOT_FOUND),
}


def time_quotations(verifier: Verifier, n: int) -> tuple[VerificationTiming, ...]:
    """Return how long this many quotations of each kind take, one after the other."""
    rng = np.random.default_rng(_SEED + 1)
    return tuple(_verified(verifier, kind, n, rng) for kind in _KINDS)


def _verified(
    verifier: Verifier, kind: str, n: int, rng: np.random.Generator
) -> VerificationTiming:
    """Return how long quotations of one kind take and how many are judged right."""
    change, expected = _KINDS[kind]
    quotations = [
        change(_any_sentence(verifier, rng), _any_sentence(verifier, rng)) for _ in range(n)
    ]
    verdicts: list[Verdict] = []
    timing = timed(
        kind,
        lambda quotation: verdicts.append(verifier.verify(quotation).verdict),
        quotations,
        time.thread_time,
    )
    return VerificationTiming(timing, verdicts.count(expected) / n)


def _any_sentence(verifier: Verifier, rng: np.random.Generator) -> str:
    """Return a sentence of a document."""
    document = verifier.documents[int(rng.integers(len(verifier.documents)))]
    paragraph = document.paragraphs[int(rng.integers(len(document.paragraphs)))]
    sentences = document.text[paragraph.start : paragraph.end].split(". ")
    return sentences[int(rng.integers(len(sentences)))]


def run(sentences: int, quotations: int) -> VerificationSpeed:
    """Return what the check costs on this many sentences.

    Args:
        sentences: Of synthetic text, at least 1.
        quotations: Of each kind, at least 1.
    """
    started = time.perf_counter()
    documents = synthetic_documents(sentences)
    made = time.perf_counter()
    verifier = Verifier.build(documents)
    built = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        verifier.save(Path(folder))
        saved = time.perf_counter()
        verifier = Verifier.load(Path(folder), documents)
        loaded = time.perf_counter()
        timings = time_quotations(verifier, quotations)
        index_bytes = sum(file.stat().st_size for file in Path(folder).rglob("*.*"))
    return VerificationSpeed(
        sentences,
        len(verifier.search.concordance),
        made - started,
        built - made,
        saved - built,
        loaded - saved,
        index_bytes,
        peak_bytes(),
        timings,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the benchmark and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=1_000_000)
    parser.add_argument("--quotations", type=int, default=200, help="of each kind")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    benchmark = run(options.sentences, options.quotations)
    if options.json:
        sys.stdout.write(json.dumps(asdict(benchmark)) + "\n")
        return 0
    sys.stdout.write(
        f"{benchmark.sentences:,} sentences, {benchmark.words:,} words\n"
        f"text {benchmark.text_s:.0f} s, index {benchmark.build_s:.0f} s, "
        f"save {benchmark.save_s:.1f} s, load {benchmark.load_s:.1f} s\n"
        f"index {benchmark.index_bytes / 1e6:.0f} MB, "
        f"peak memory {benchmark.peak_bytes / 1e6:.0f} MB\n"
        f"{'quotation':28}{'n':>6}{'median':>10}{'95 %':>10}{'longest':>10}{'right':>8}\n"
    )
    for verified in benchmark.timings:
        timing = verified.timing
        sys.stdout.write(
            f"{timing.kind:28}{timing.n:>6}{timing.median_ms:>7.1f} ms{timing.p95_ms:>7.1f} ms"
            f"{timing.longest_ms:>7.1f} ms{verified.right:>8.3f}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
