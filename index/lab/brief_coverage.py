"""How much of a topic's key points briefs show, beside plain ways of choosing, in one run.

A key point is covered when any of its wordings stands in the sentences shown. Redundancy is the
mean, over the sentences shown, of the greatest cosine with another one.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.briefs import BriefOptions, Pool, WordVectors
from index.briefs.facts.name_cues import Encode
from index.briefs.pool import Layout
from index.briefs.relevance import relevance_of
from index.briefs.sentence_selection import Mask, best_within
from index.grading import Estimate, Part, QuestionSet, metrics, read_question_set
from index.lab.brief_topics import GradedTopic, asked_topic, read_graded_topics, shared_topics
from index.lab.summarizers import Summarizer, lexrank, textrank
from index.models import Encoder, Purpose, SentenceEncoder
from index.reading.source_folder import read_folder
from index.search import contexts_of, sentence_texts, texts_of
from index.search.assembly import cut
from index.search.search_index import passage_input
from index.settings import Settings
from index.types import Document, Embeddings, Scores

Method: TypeAlias = Callable[[str, Layout, WordVectors], list[int]]
"""A topic to the rows of the sentences shown."""

MAX_CHARS = 1500
OURS = "this program"
_POOL_PARAGRAPHS = 40  # short documents are put together into a pool of so many
_POOLS = 12  # of a question set, as judging topics needs no more
_TOPICS = 8  # known ones of a pool, and as many unknown ones
RIDGE = 0.001
"""Penalty of a weight's square: a confidence that a few hundred topics support."""
_NEAREST = 25  # sentences that LexRank and TextRank summarise
_MMR = 0.7  # the balance of Carbonell and Goldstein 1998, doi:10.1145/290941.291025


@dataclass(frozen=True, slots=True)
class BriefFigures:
    """What one way of choosing showed.

    Args:
        method: Its name.
        topics: Covered share of a topic's key points, a mean over topics.
        points: Covered share of all key points together.
        redundancy: Mean cosine of a shown sentence with the one most like it, a mean over topics.
        characters: Shown, a mean over topics.
    """

    method: str
    topics: Estimate
    points: Estimate
    redundancy: float
    characters: float


def evaluate_briefs(
    graded: Sequence[tuple[Pool, Sequence[GradedTopic]]], encode: Encode, *, baselines: bool = True
) -> tuple[BriefFigures, ...]:
    """Return the figures of every way of choosing, ours first.

    Args:
        graded: Topics with the pool that each is asked of, at least one.
        encode: The encoder that made the pools' vectors.
        baselines: Whether the plain ways are measured as well.
    """
    words = WordVectors(encode)
    layouts = [(Layout(pool), topics) for pool, topics in graded]
    methods = METHODS if baselines else {OURS: METHODS[OURS]}
    return tuple(_figures(name, method, layouts, words) for name, method in methods.items())


def _ours(topic: str, layout: Layout, words: WordVectors) -> list[int]:
    found = relevance_of(topic, layout, words)
    return best_within(found.scores, layout.vectors, layout.lengths, MAX_CHARS, least=found.least)


def _cosine(topic: str, layout: Layout, words: WordVectors) -> list[int]:
    """Choose the sentences nearest to the topic."""
    return _filled(layout, np.argsort(-(layout.vectors @ _query(topic, words)), kind="stable"))


def _cosine_in_section(topic: str, layout: Layout, words: WordVectors) -> list[int]:
    """Choose the sentences nearest to the topic when each is read with its section's title."""
    texts = [f"{sentence.section or ''}. {sentence.text}" for sentence in layout.sentences]
    return _filled(layout, np.argsort(-(words.encode(texts) @ _query(topic, words)), kind="stable"))


def _mmr(topic: str, layout: Layout, words: WordVectors) -> list[int]:
    """Choose by maximal marginal relevance over the sentence's and its passage's cosine."""
    query = _query(topic, words)
    scores = (layout.vectors @ query + layout.against_passages(query)) / 2
    order: list[int] = []
    nearest = np.zeros(len(layout), dtype=np.float32)
    while len(order) < len(layout):
        worth = _MMR * scores - (1 - _MMR) * nearest
        worth[order] = -np.inf
        order.append(int(worth.argmax()))
        nearest = np.maximum(nearest, layout.vectors @ layout.vectors[order[-1]])
    return _filled(layout, order)


def _lead(topic: str, layout: Layout, words: WordVectors) -> list[int]:
    """Choose paragraphs by their nearness to the topic, and of each its first sentences."""
    scores = layout.against_passages(_query(topic, words))
    return _filled(layout, np.lexsort((np.arange(len(layout)), layout.paragraphs, -scores)))


def _summary(summarize: Summarizer) -> Method:
    """Return the method that summarises the sentences nearest to the topic."""

    def method(topic: str, layout: Layout, words: WordVectors) -> list[int]:
        near = np.argsort(-(layout.vectors @ _query(topic, words)), kind="stable")[:_NEAREST]
        rows = sorted(int(row) for row in near)
        texts = [layout.sentences[row].text for row in rows]
        return [rows[place] for place in summarize(texts, MAX_CHARS)]

    return method


METHODS: Mapping[str, Method] = {
    OURS: _ours,
    "cosine": _cosine,
    "cosine, section title before": _cosine_in_section,
    "MMR, sentence and passage": _mmr,
    "LexRank of the 25 nearest": _summary(lexrank),
    "TextRank of the 25 nearest": _summary(textrank),
    "lead of the nearest paragraphs": _lead,
}


def _query(topic: str, words: WordVectors) -> Embeddings:
    row: Embeddings = words.encode([topic])[0]
    return row


def _filled(layout: Layout, order: Iterable[int]) -> list[int]:
    """Return the rows in this order that fit, a character between two sentences."""
    chosen: list[int] = []
    left = MAX_CHARS
    for row in order:
        if layout.lengths[row] <= left:
            chosen.append(int(row))
            left -= int(layout.lengths[row]) + 1
    return chosen


def _figures(
    name: str,
    method: Method,
    layouts: Sequence[tuple[Layout, Sequence[GradedTopic]]],
    words: WordVectors,
) -> BriefFigures:
    """Return what one method shows of all topics."""
    covered: list[list[bool]] = []
    alike: list[float] = []
    lengths: list[int] = []
    for layout, topics in layouts:
        for topic in topics:
            rows = method(topic.topic, layout, words)
            shown = "\n".join(layout.sentences[row].text for row in sorted(rows))
            covered.append([any(words in shown for words in point) for point in topic.key_points])
            alike.append(redundancy(layout.vectors[rows]))
            lengths.append(len(shown))
    shares = np.array([np.mean(flags) for flags in covered])
    points = np.array([flag for flags in covered for flag in flags])
    return BriefFigures(
        name,
        metrics.mean(shares),
        metrics.share(points),
        float(np.mean(alike)),
        float(np.mean(lengths)),
    )


def redundancy(vectors: Embeddings) -> float:
    """Return the mean of each row's greatest cosine with another row; 0 for fewer than two rows.

    Args:
        vectors: (n, dim) float32, rows of unit length.
    """
    if len(vectors) < 2:
        return 0.0
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1)
    return float(likeness.max(axis=1).mean())


@dataclass(frozen=True, slots=True)
class JudgedTopics:
    """What briefs made of topics that the documents deal with, and of topics of others.

    Args:
        known: (n,) bool, whether the pool is the one that the topic was asked of.
        evidence: (n, 2) float32, nearness and wording: see `index.briefs.relevance.Relevance`.
        confidence: (n,) float32 in [0, 1].
    """

    known: Mask
    evidence: Embeddings
    confidence: Scores

    def rates(self, threshold: float) -> tuple[Estimate, Estimate]:
        """Return the share of known topics that abstain, and of unknown ones that do not."""
        briefed = self.confidence >= threshold
        return metrics.share(~briefed[self.known]), metrics.share(briefed[~self.known])


def judge_topics(questions: QuestionSet, part: Part, encoder: Encoder) -> JudgedTopics:
    """Return how sure briefs are of topics in the askers' own words, known and unknown.

    Args:
        questions: A set with questions on many documents.
        part: The documents that count.
        encoder: Of the vectors.
    """
    pools = _pools_of(questions, part)
    asked = [_spread([q.question for q in questions.part(part) if q.answerable
                      and q.document in names]) for names in pools]  # fmt: skip
    by_name = {document.id: document for document in questions.documents}
    words = WordVectors(encoder.encode)
    known, found = [], []
    for number, names in enumerate(pools[:_POOLS]):
        layout = Layout(pool_of([by_name[name] for name in names], encoder))
        others = [
            question for other in (*asked[:number], *asked[number + 1 :]) for question in other
        ]
        for question in asked[number] + _spread(others):
            known.append(question in asked[number])
            found.append(relevance_of(asked_topic(question), layout, words))
    evidence = np.array([(one.nearness, one.wording) for one in found], dtype=np.float32)
    confidence = np.array([one.confidence for one in found], dtype=np.float32)
    return JudgedTopics(np.array(known), evidence, confidence)


def fitted(judged: Sequence[JudgedTopics]) -> tuple[float, float, float]:
    """Return the weights of nearness and wording and the bias that part known from unknown best.

    A logistic model; every set weighs the same, and in it the known as much as the unknown.

    Args:
        judged: Of each set, some known and some unknown.
    """
    from scipy.optimize import minimize

    rows = np.concatenate([np.c_[one.evidence, np.ones(len(one.known))] for one in judged])
    sign = np.concatenate([np.where(one.known, 1.0, -1.0) for one in judged])
    shares = np.concatenate(
        [np.where(one.known, 1 / one.known.sum(), 1 / (~one.known).sum()) for one in judged]
    ) / (2 * len(judged))

    def loss(model: npt.NDArray[np.float64]) -> float:
        ridge = RIDGE * float(model[:2] @ model[:2])
        return float(shares @ np.logaddexp(0, -sign * (rows @ model))) + ridge

    nearness, wording, bias = minimize(loss, np.zeros(3), method="BFGS").x
    return float(nearness), float(wording), float(bias)


def _pools_of(questions: QuestionSet, part: Part) -> list[list[str]]:
    """Return the documents that are asked about, in pools of about as many paragraphs."""
    asked = {question.document for question in questions.part(part)}
    pools: list[list[str]] = [[]]
    paragraphs = 0
    for document in questions.documents:
        if document.id in asked:
            pools[-1].append(document.id)
            paragraphs += len(document.paragraphs)
            if paragraphs >= _POOL_PARAGRAPHS:
                pools.append([])
                paragraphs = 0
    return [names for names in pools if names]


def _spread(questions: Sequence[str]) -> list[str]:
    """Return at most `_TOPICS` questions, evenly taken."""
    return list(questions[:: -(-len(questions) // _TOPICS) or 1])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of briefs; return the exit code."""
    parser = argparse.ArgumentParser(description="How much of a topic's key points briefs show.")
    parser.add_argument(
        "topics", nargs="*", type=Path, help="graded topics on the knowledge folder"
    )
    parser.add_argument("--knowledge", type=Path, default=Path("knowledge"), help="its documents")
    parser.add_argument(
        "--questions", nargs="*", type=Path, default=[], help="question sets to make topics of"
    )
    parser.add_argument("--part", type=Part, default=Part.REPORT, help="the part of that set")
    parser.add_argument("--judge", action="store_true", help="count false abstentions instead")
    chosen = parser.parse_args(arguments)
    encoder = SentenceEncoder(Settings())
    for path in chosen.topics:
        pool = pool_of(read_folder(chosen.knowledge).documents, encoder)
        _print(path.name, evaluate_briefs([(pool, read_graded_topics(path))], encoder.encode))
    sets = [read_question_set(folder) for folder in chosen.questions]
    if chosen.judge:
        judged = [judge_topics(found, chosen.part, encoder) for found in sets]
        for found, one in zip(sets, judged, strict=True):
            _print_rates(found.name, chosen.part, one)
        sys.stdout.write("weights of this part: {:.1f} {:.1f} {:.1f}\n".format(*fitted(judged)))
        return 0
    for found in sets:
        by_name = {document.id: document for document in found.documents}
        topics = shared_topics(found, chosen.part)
        graded = [(pool_of([by_name[name]], encoder), topics[name]) for name in topics]
        _print(f"{found.name} ({chosen.part})", evaluate_briefs(graded, encoder.encode))
    return 0


def pool_of(documents: Sequence[Document], encoder: Encoder) -> Pool:
    """Return all passages of documents with their vectors, cut and encoded as in a collection."""
    passages = cut(documents, encoder)
    pairs = zip(contexts_of(documents, passages), texts_of(documents, passages), strict=True)
    inputs = [passage_input(context, text) for context, text in pairs]
    sentences = sentence_texts(documents, passages)
    return Pool(
        tuple(documents),
        passages,
        encoder.encode(inputs, Purpose.PASSAGE),
        encoder.encode(sentences, Purpose.PASSAGE),
    )


def _print_rates(name: str, part: Part, judged: JudgedTopics) -> None:
    silent, answered = judged.rates(BriefOptions().min_confidence)
    sys.stdout.write(
        f"{name} ({part})\n"
        f"known topics that abstain   {silent.value:.3f} ({silent.low:.3f}–{silent.high:.3f})"
        f", n {silent.n}\n"
        f"unknown topics with a brief {answered.value:.3f} ({answered.low:.3f}–{answered.high:.3f})"
        f", n {answered.n}\n"
    )


def _print(name: str, figures: Sequence[BriefFigures]) -> None:
    lines = [
        f"{name}: {figures[0].topics.n} topics, {figures[0].points.n} key points",
        f"{'':32}{'per topic (95 %)':>22}{'points':>9}{'redundancy':>12}{'characters':>12}",
    ]
    for row in figures:
        interval = f"{row.topics.value:.2f} ({row.topics.low:.2f}–{row.topics.high:.2f})"
        lines.append(
            f"{row.method:32}{interval:>22}{row.points.value:>9.2f}"
            f"{row.redundancy:>12.2f}{row.characters:>12.0f}"
        )
    sys.stdout.write("\n".join([*lines, "", ""]))


if __name__ == "__main__":
    sys.exit(main())
