"""A claim looked up: the excerpts that may bear on it, and what reader and words make of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.answers import (
    Answerer,
    JudgedPassage,
    KeptReadings,
    asked_parts,
    at_even_odds,
    no_question,
    related_quotes,
)
from index.claims.contradictions import Mismatch, contradictions, shared_terms
from index.claims.verdicts import (
    SCALES,
    Bearing,
    ClaimVerdict,
    Judgement,
    PassageStance,
    Scales,
    judged_by_reader,
    judged_by_words,
    likeliest,
)
from index.language import spelt_out, with_apostrophes, with_measures
from index.models import PassageReading, Reader, ReaderInput, Stance, reader_of_claims
from index.types import Quote

_UNENDED = re.compile(r"[\w)\]”’\"'%°€$£]\Z")
# How far below the best sentence another may score: what is e^2 times less likely is no support.
MARGIN = 2.0
_OPPOSING = frozenset({Bearing.OPPOSES, Bearing.REFUTES})


@dataclass(frozen=True, slots=True)
class ExaminedQuote:
    """An excerpt with what it has to do with the claim.

    Args:
        quote: The excerpt.
        bearing: By its words.
        overlap: Share of the claim's terms that its best sentence has, 0 to 1.
        stance: By a reader that tells one.
    """

    quote: Quote
    bearing: Bearing
    overlap: float
    stance: Stance | None

    def bears_out(self, verdict: ClaimVerdict) -> bool:
        """Return whether it is a reason for the verdict."""
        opposes = self.bearing in _OPPOSING
        if verdict is ClaimVerdict.NOT_MENTIONED:
            return True
        if verdict is ClaimVerdict.CONTRADICTED and opposes:
            return True
        if self.stance is not None:
            return not opposes and likeliest(self.stance) is verdict
        return verdict is ClaimVerdict.SUPPORTED and self.bearing is Bearing.FITS


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found for a claim.

    Args:
        probability: That the documents speak of it, 0 to 1, at even odds: nobody knows how often
            claims are looked up that documents speak of.
        quotes: The excerpts that may bear on it, best first.
        stances: What the reader says of each passage read; empty of a reader that tells none.
        related: Those of the excerpts that have to do with the claim at all, best first.
    """

    probability: float
    quotes: tuple[ExaminedQuote, ...] = ()
    stances: tuple[PassageStance, ...] = ()
    related: tuple[Quote, ...] = ()

    @property
    def bearing(self) -> Bearing:
        """What the excerpts' words say together: the one that has most of the claim decides."""
        telling = max(self.quotes, key=_telling, default=None)
        return telling.bearing if telling else Bearing.LACKS

    def judged(self, scales: Scales = SCALES) -> Judgement:
        """Return the verdict with its probability."""
        if self.stances:
            return judged_by_reader(self.stances, self.bearing, scales)
        return judged_by_words(self.probability, self.bearing, scales)

    def passages(self, verdict: ClaimVerdict) -> tuple[Quote, ...]:
        """Return the excerpts that are a reason for a verdict, else those that are nearest."""
        reasons = tuple(one.quote for one in self.quotes if one.bears_out(verdict))
        return reasons or self.excerpts

    @property
    def excerpts(self) -> tuple[Quote, ...]:
        """All excerpts that may bear on it, best first."""
        return tuple(one.quote for one in self.quotes)


def _telling(examined: ExaminedQuote) -> tuple[float, bool]:
    return examined.overlap, examined.bearing in _OPPOSING


def examined(claim: str, answerer: Answerer) -> Examination:
    """Return what is found for a claim.

    Args:
        claim: As it was given.
        answerer: Finds what bears on the claim.
    """
    if no_question(claim) is not None:
        return Examination(0.0)
    # It is held against every document: what one says is no less for what another does. Which
    # sentence leads decides nothing.
    weighing = replace(answerer.weighing, margin=MARGIN, document=0.0, again=0.0)
    reader = reader_of_claims(answerer.reader)
    reader = reader and _InItsMeasures(reader)
    strict = replace(answerer, weighing=weighing, reader=reader, kept=KeptReadings())
    findings = strict.findings(asked_parts(as_stated(claim)))
    judged = [passage for finding in findings for passage in finding.judged]
    quotes = strict.quotes(findings)
    return Examination(
        at_even_odds(max(finding.probability for finding in findings)),
        tuple(_examined(claim, quote, judged) for quote in quotes),
        tuple(_stances(judged)),
        related_quotes(quotes, findings),
    )


@dataclass(frozen=True, slots=True)
class _InItsMeasures:
    """Reads a claim beside each passage in the units of that: "one year" for "twelve months".

    Args:
        reader: Reads it, for which these are not the same.
    """

    reader: Reader

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        """Return a reading of each passage, in the order given."""
        told = [with_measures(question, " ".join(one.sentences)) for one in passages]
        readings: dict[int, PassageReading] = {}
        for claim in dict.fromkeys(told):
            own = [number for number, one in enumerate(told) if one == claim]
            read = self.reader.read(claim, [passages[number] for number in own])
            readings |= zip(own, read, strict=True)
        return [readings[number] for number in range(len(passages))]


def as_meant(claim: str, answerer: Answerer) -> str:
    """Return a claim with the short forms of chat spelt out, contractions with their apostrophes.

    A denial is told by them: "they dont pay". Slips stay, since another's name may look like one.
    """
    known = answerer.retriever.index.lexical.word_forms
    return with_apostrophes(spelt_out(claim, known.__contains__))


def as_stated(claim: str) -> str:
    """Return a claim with the full stop that was not typed: what reads it learned it with one."""
    text = claim.rstrip()
    return f"{text}." if _UNENDED.search(text) else text


def _stances(judged: Sequence[JudgedPassage]) -> list[PassageStance]:
    readings = [passage.reading for passage in judged if passage.reading]
    return [PassageStance(max(r.sentences), r.stance) for r in readings if r.stance]


def _examined(claim: str, quote: Quote, judged: Sequence[JudgedPassage]) -> ExaminedQuote:
    paragraph = quote.document.paragraphs[quote.paragraph - 1]
    context = quote.document.text[paragraph.start : paragraph.end]
    mismatches = contradictions(claim, quote.text, f"{quote.document.title}. {context}")
    return ExaminedQuote(
        quote, bearing_of(mismatches), shared_terms(claim, quote.text), _stance_of(quote, judged)
    )


def bearing_of(mismatches: Sequence[Mismatch]) -> Bearing:
    """Return what some differences amount to: what stands in a detail's place opposes it."""
    if any(mismatch.of_the_same for mismatch in mismatches):
        return Bearing.REFUTES
    if any(mismatch.stated for mismatch in mismatches):
        return Bearing.OPPOSES
    return Bearing.LACKS if mismatches else Bearing.FITS


def _stance_of(quote: Quote, judged: Sequence[JudgedPassage]) -> Stance | None:
    """Return what the reader says of the passage that a quote's best sentence is of."""
    best = quote.highlight or quote.span
    for read in judged:
        passage = read.candidate.passage
        inside = passage.document == quote.document.id and passage.span.contains(best)
        if inside and read.reading is not None:
            return read.reading.stance
    return None
