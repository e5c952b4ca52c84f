"""What was found for the parts of a question, and what they come to together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from index.answers.judgement.confidence import confidence
from index.answers.judgement.weighing import JudgedPassage, evidence_of
from index.answers.scored_sentences import ScoredSentence
from index.search import RELATED, Candidate
from index.types import Document, Hit, Paragraph, Passage, Quote

HITS = 10
# How much better the odds of a second way to understand a question have to be. Half a unit of
# log-odds: index/lab/NOTEBOOK.md, "Follow-ups".
_PLAINLY = 1.65


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one part of a question.

    Args:
        part: What was asked, in the asker's words, slips mended.
        judged: The passages that were read, best first.
        unread: The passages after them, by their score in search.
        probability: That the documents answer it.
        absent: The names that it asks of and no document has.
    """

    part: str
    judged: tuple[JudgedPassage, ...]
    unread: tuple[Candidate, ...]
    probability: float
    absent: tuple[str, ...] = ()

    @property
    def hits(self) -> list[Hit]:
        """All passages, best first: those that were not read are moved to below those that were."""
        read = [_read_hit(passage) for passage in self.judged]
        if not read or not self.unread:
            return read
        lowest, highest = read[-1].score, self.unread[0].score  # both are in order, best first
        fall = max(0.0, highest - lowest)
        return read + [
            _hit(unread.passage, unread.score - fall, unread.sentences) for unread in self.unread
        ]


def at_item(found: Finding, part: str, document: Document, item: Paragraph) -> Finding | None:
    """Return one item of a list that answers a question as what is found for another part.

    How sure it is is how sure the list is; its first sentence leads. None where it was not found.

    Args:
        found: What was found for the question that the list answers.
        part: What asks for the item.
        document: Where the list stands.
        item: The item.
    """
    place = document.id, item.number
    candidates = (*(one.candidate for one in found.judged), *found.unread)
    of_item = next((one for one in candidates if one.passage.place == place), None)
    if of_item is None:
        return None
    leading = replace(of_item, sentences=(1.0, *(0.0,) * (len(of_item.sentences) - 1)))
    return replace(found, part=part, judged=(JudgedPassage(leading, None),), unread=())


def without(found: Finding, shown: Sequence[Quote]) -> Finding:
    """Return what was found without the sentences of some quotes, and how sure that is then.

    Args:
        found: At least one passage of it was judged, or it is returned as it is.
        shown: The quotes.
    """
    judged = tuple(_silenced(one, shown) for one in found.judged)
    if not judged:
        return found
    left = min(found.probability, confidence(evidence_of(judged)))
    return replace(found, judged=judged, probability=left)


def _silenced(one: JudgedPassage, shown: Sequence[Quote]) -> JudgedPassage:
    """Return a passage of which the sentences of some quotes answer nothing."""
    passage = one.candidate.passage
    places = [quote.span for quote in shown if quote.document.id == passage.document]
    gone = {
        number
        for number, sentence in enumerate(passage.sentences)
        if any(place.contains(sentence) for place in places)
    }
    return replace(one, silent=one.silent | gone)


def plainly_surer(first: Finding, second: Finding) -> Finding:
    """Return the second of two findings where it is plainly surer, else the first."""
    for_second = second.probability * (1.0 - first.probability)
    for_first = first.probability * (1.0 - second.probability)
    return second if for_second > _PLAINLY * for_first else first


def scored(
    judged: Sequence[JudgedPassage], documents: Mapping[str, Document]
) -> list[ScoredSentence]:
    """Return the sentences of passages with how well they answer.

    Args:
        judged: The passages.
        documents: By their ids.
    """
    sentences: list[ScoredSentence] = []
    worth = [read.sentence_scores() for read in judged]
    best = max(chain.from_iterable(worth), default=0.0)
    for read, scores in zip(judged, worth, strict=True):
        passage = read.candidate.passage
        document = documents[passage.document]
        answering = read.answering if best in scores else read.answering_apart(scores, best)
        rows = zip(passage.sentences, scores, answering, strict=True)
        sentences += [ScoredSentence(document, *row) for row in rows]
    return sentences


def absent_of(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the names that any part of a question asks of and no document has."""
    return tuple(dict.fromkeys(chain.from_iterable(finding.absent for finding in findings)))


def hits_of(findings: Sequence[Finding]) -> tuple[Hit, ...]:
    """Return the best passages of all parts, one a paragraph, by score."""
    ranked: dict[tuple[str, int], Hit] = {}
    hits = chain.from_iterable(finding.hits for finding in findings)
    for hit in sorted(hits, key=lambda hit: -hit.score):
        ranked.setdefault(hit.passage.place, hit)
    return tuple(ranked.values())[:HITS]


def _read_hit(read: JudgedPassage) -> Hit:
    return _hit(read.candidate.passage, read.rank_score, read.sentence_scores())


def _hit(passage: Passage, score: float, worth: Sequence[float]) -> Hit:
    """Return a hit with the best of its sentences, the first of equals."""
    ranked = zip(worth, passage.sentences, strict=True)
    best = max(ranked, key=lambda pair: pair[0], default=None)
    return Hit(passage, score, best[1] if best else None)


def related_quotes(quotes: Sequence[Quote], findings: Sequence[Finding]) -> tuple[Quote, ...]:
    """Return the quotes that bear on what was asked at all, in order.

    Args:
        quotes: Of what was found.
        findings: Of each part of what was asked.
    """
    judged = list(chain.from_iterable(finding.judged for finding in findings))
    return tuple(quote for quote in quotes if _likeness(quote, judged) >= RELATED)


def _likeness(quote: Quote, judged: Sequence[JudgedPassage]) -> float:
    """Return the best cosine of what was asked and a sentence of a quote, -1 to 1."""
    cosines = (passage.candidate.likeness(quote) for passage in judged)
    return max(cosines, default=-1.0)
