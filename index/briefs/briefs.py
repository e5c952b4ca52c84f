"""A topic to a brief: verbatim sentences that cover it, and who is named and when in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, takewhile
from time import perf_counter
from typing import NamedTuple

import numpy as np

from index.briefs.extents import Extents
from index.briefs.facts.dates import DatedStatement, dates_of, in_time_order
from index.briefs.facts.entities import NamedEntity, merged, names_of
from index.briefs.facts.name_cues import Encode, NameKind
from index.briefs.groundwork import Groundwork
from index.briefs.headed_topics import under_heading
from index.briefs.pool import Layout, Pool
from index.briefs.relevance import Relevance, relevance_of
from index.briefs.section_relevance import SectionRelevance, section_relevance_of
from index.briefs.sentence_selection import Standing, best_within, most_central
from index.search import RELATED
from index.types import Document, Quote, Scores, Span, quote_of

QUESTIONS = 5  # offered with a brief at most
_FEW = 8  # sentences of which a brief on everything spares none that leans on another
_ASKED = 10  # of the documents at most, since each may take longer than the brief, …
_PATIENCE_S = 4.0  # … and none once so long was asked: an app that waits gives up after ten seconds


class PointGroup(NamedTuple):
    """Points that stand in one section.

    Args:
        document: Where they stand.
        section: Its title, None in a document without headings.
        points: In reading order, at least one.
    """

    document: Document
    section: str | None
    points: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """How long a brief is, and how sure one must be of its topic.

    Args:
        max_chars: Code points of all points together.
        min_confidence: The least confidence with which a topic counts as dealt with, 0 to 1.
        nearest: Sentences shown as near to a topic that is not dealt with.
    """

    max_chars: int = 1500
    min_confidence: float = 0.5
    nearest: int = 3


@dataclass(frozen=True, slots=True)
class Brief:
    """What the documents say on a topic; on everything where `topic` is None.

    Args:
        topic: As it was given.
        confidence: How probable it is that the documents deal with the topic, 0 to 1.
        points: Verbatim sentences in reading order, none twice, with what they lean on.
        names: Who and what is named in the points, most mentioned first.
        dates: The dated statements of the paragraphs that the points stand in, in time order.
        sections: Every section of the pool, in reading order.
        questions: Questions that the documents are known to answer.
        seconds: Time that the brief took.
        ranks: Of each point its rank among them by worth, from 1; () where they are not ranked.
    """

    topic: str | None
    confidence: float
    points: tuple[Quote, ...]
    names: tuple[NamedEntity, ...] = ()
    dates: tuple[DatedStatement, ...] = ()
    sections: tuple[SectionRelevance, ...] = ()
    questions: tuple[str, ...] = ()
    seconds: float = 0.0
    ranks: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Check that every point has a rank of its own, or none.

        Raises:
            ValueError: The ranks are not those of the points.
        """
        if self.ranks and sorted(self.ranks) != list(range(1, len(self.points) + 1)):
            msg = f"{len(self.points)} points cannot have the ranks {self.ranks}"
            raise ValueError(msg)

    def pages(self, size: int) -> tuple[tuple[Quote, ...], ...]:
        """Return the points in pages, the best on the first one, each page in reading order.

        Args:
            size: Points that a page has at most, at least 1.
        """
        ranks = self.ranks or range(1, len(self.points) + 1)
        count = -(-len(self.points) // size)
        pages: list[list[Quote]] = [[] for _ in range(count)]
        for point, rank in zip(self.points, ranks, strict=True):
            pages[(rank - 1) // size].append(point)
        return tuple(map(tuple, pages))

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """All that is taken from the documents: points, names, and what is dated."""
        named = [mention for entity in self.names for mention in entity.mentions]
        return (*self.points, *named, *(statement.quote for statement in self.dates))

    @property
    def groups(self) -> tuple[PointGroup, ...]:
        """The points by document and section, in reading order."""
        groups: list[PointGroup] = []
        for _, section in groupby(
            self.points, key=lambda point: (point.document.id, point.section)
        ):
            points = tuple(section)
            groups.append(PointGroup(points[0].document, points[0].section, points))
        return tuple(groups)


@dataclass(frozen=True, slots=True)
class BriefAbstention:
    """The documents do not deal with the topic.

    Args:
        topic: As it was given.
        confidence: How probable it is that the documents deal with it, 0 to 1.
        nearest: What comes nearest to it, however far that is; no brief.
        seconds: Time that it took.
        related: Those of `nearest` that bear on the topic at all.
    """

    topic: str
    confidence: float
    nearest: tuple[Quote, ...]
    seconds: float = 0.0
    related: tuple[Quote, ...] = ()


def brief(
    topic: str | None,
    pool: Pool,
    encode: Encode,
    *,
    options: BriefOptions | None = None,
    groundwork: Groundwork | None = None,
) -> Brief | BriefAbstention:
    """Return a brief on a topic, or an abstention where the pool does not deal with it.

    Args:
        topic: Free text; None or blank for the whole pool.
        pool: What the brief is made of.
        encode: The encoder that made the pool's vectors, for queries.
        options: Length and threshold.
        groundwork: Of the same encoder; kept between briefs, it spares doing it again.
    """
    started = perf_counter()
    options = options or BriefOptions()
    layout = Layout(pool)
    subject = (topic or "").strip()
    if not len(layout):
        empty = BriefAbstention(subject, 0.0, ()) if subject else Brief(None, 1.0, ())
        return replace(empty, seconds=perf_counter() - started)
    groundwork = groundwork or Groundwork.of(encode)
    on_topic = _on_topic(subject, layout, groundwork, options) if subject else None
    outcome = on_topic or _on_everything(layout, groundwork, options)
    return replace(outcome, seconds=perf_counter() - started)


def with_questions(
    plain: Brief,
    candidates: Sequence[str],
    lead: Callable[[str], Quote | None],
    encode: Encode,
    own: Sequence[str] = (),
) -> Brief:
    """Return the brief with the questions that lead on from it and that the documents answer.

    Those are near to it, and answered in a paragraph of which it shows a point: a question that is
    only nearer than others is on something else where no question is on the topic. Where asking
    takes long, those that were asked by then are all.

    Args:
        plain: A brief without questions.
        candidates: Questions to choose from.
        lead: The first excerpt of what the documents answer, None where they do not; asked of the
            nearest first, and no more often than needed.
        encode: The encoder.
        own: Those that somebody wrote down for this very topic: that they are answered is enough.
    """
    distinct = tuple(dict.fromkeys((*own, *candidates)))
    if not distinct or not plain.points:
        return plain
    subject = [plain.topic] if plain.topic else [point.text for point in plain.points]
    nearness = (encode(distinct) @ encode(subject).T).max(axis=1)
    near = _near(distinct, nearness, len(own))
    shown = {(point.document.id, point.paragraph) for point in plain.points}

    def leads_on(question: str) -> bool:
        quote = lead(question)
        told = quote and (quote.document.id, quote.paragraph)
        return told is not None and (question in own or told in shown)

    until = perf_counter() + _PATIENCE_S
    in_time = takewhile(lambda _: perf_counter() < until, near[:_ASKED])
    answered = filter(leads_on, in_time)
    return replace(plain, questions=tuple(islice(answered, QUESTIONS)))


def _near(questions: Sequence[str], nearness: Scores, own: int) -> list[str]:
    """Return the first questions, and those of the others that are near, each part nearest first.

    Args:
        questions: All.
        nearness: (n,) of each to the brief.
        own: How many are the first.
    """
    order = sorted(range(len(questions)), key=lambda row: (row >= own, -nearness[row]))
    return [questions[row] for row in order if row < own or nearness[row] >= RELATED]


def _on_topic(
    topic: str, layout: Layout, groundwork: Groundwork, options: BriefOptions
) -> Brief | BriefAbstention:
    """Return a brief on a topic, or an abstention where the pool does not deal with it.

    What stands under a heading that is the topic's deals with it, though it comes last: of a price
    list or minutes that may be all, in words that are far from it.
    """
    relevance = relevance_of(topic, layout, groundwork.words)
    scores, least, confidence = relevance.scores, relevance.least, relevance.confidence
    headed = under_heading(topic, layout)
    if confidence >= options.min_confidence:
        scores = np.where(headed, np.maximum(scores, least), scores).astype(np.float32)
    elif headed[layout.points].any():
        scores = np.where(headed, scores, -np.inf).astype(np.float32)
        least, confidence = float(scores[headed].min()), 1.0
    else:
        return _abstention(topic, layout, relevance, options.nearest)
    rows = best_within(
        scores,
        layout.words.wordings,
        layout.lengths,
        options.max_chars,
        least=least,
        added=layout.added,
    )
    plain = _assembled(layout, rows, relevance.own, groundwork, options)
    return replace(plain, topic=topic, confidence=confidence)


def _abstention(topic: str, layout: Layout, relevance: Relevance, count: int) -> BriefAbstention:
    """Return that the pool does not deal with a topic, with so many sentences near it."""
    rows = np.argsort(-relevance.own, kind="stable")[:count].tolist()
    nearest = tuple(_quote(layout, row) for row in rows)
    related = tuple(_quote(layout, row) for row in rows if relevance.cosines[row] >= RELATED)
    return BriefAbstention(topic, relevance.confidence, nearest, related=related)


def _on_everything(layout: Layout, groundwork: Groundwork, options: BriefOptions) -> Brief:
    """Return a brief on the whole pool."""
    keys = [(sentence.document.id, sentence.section) for sentence in layout.sentences]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    groups = np.array([numbers[key] for key in keys], dtype=np.int64)
    openings = np.diff(layout.paragraphs, prepend=-1) > 0
    points = layout.points
    extents = Extents([layout.extents.places[row] for row in points.tolist()])
    central = most_central(
        layout.vectors[points],
        [layout.words.wordings[row] for row in points.tolist()],
        layout.lengths[points],
        Standing(groups[points], openings[points]),
        options.max_chars,
        extents.added_alone if len(points) > _FEW else extents.added,
    )
    rows = points[central].tolist()
    likeness = (layout.vectors @ layout.vectors.mean(axis=0)).astype(np.float32)
    return _assembled(layout, rows, likeness, groundwork, options)


def _assembled(
    layout: Layout,
    rows: Sequence[int],
    own: Scores,
    groundwork: Groundwork,
    options: BriefOptions,
) -> Brief:
    """Return the brief of some sentences, best first, as though it were on everything."""
    best_first = layout.extents.widened(rows, options.max_chars)
    order = {document.id: at for at, document in enumerate(layout.documents)}
    shown = sorted(best_first, key=lambda one: (order[one.place.document.id], one.place.span))
    points = tuple(quote_of(*one.place) for one in shown)
    return Brief(
        None,
        1.0,
        points,
        names=_names_in(points, groundwork),
        dates=_dates_around(layout, sorted(rows)),
        sections=section_relevance_of(layout, own, sorted(rows)),
        ranks=tuple(best_first.index(one) + 1 for one in shown),
    )


def _quote(layout: Layout, row: int) -> Quote:
    sentence = layout.sentences[row]
    return quote_of(sentence.document, sentence.span)


def _names_in(points: Sequence[Quote], groundwork: Groundwork) -> tuple[NamedEntity, ...]:
    """Return the persons, groups and places in the points, most mentioned first."""
    entities: list[NamedEntity] = []
    for _, group in groupby(points, key=lambda point: point.document.id):
        quotes = list(group)
        spans = [Span(quote.start, quote.end) for quote in quotes]
        entities += names_of(quotes[0].document, spans, groundwork.words.encode, groundwork.names)
    return tuple(entity for entity in merged(entities) if entity.kind is not NameKind.OTHER)


def _dates_around(layout: Layout, rows: Sequence[int]) -> tuple[DatedStatement, ...]:
    """Return the dated statements of the paragraphs that the points stand in, in time order."""
    paragraphs = {layout.sentences[row].pool_paragraph for row in rows}
    near = [sentence for sentence in layout.sentences if sentence.pool_paragraph in paragraphs]
    statements: list[DatedStatement] = []
    for _, group in groupby(near, key=lambda sentence: sentence.document.id):
        sentences = list(group)
        spans = [sentence.span for sentence in sentences]
        statements += dates_of(sentences[0].document, spans)
    return in_time_order(statements)
