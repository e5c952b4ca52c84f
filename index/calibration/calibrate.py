"""The threshold from which a collection answers, chosen on questions made of its own documents.

What is kept below the stated error is the share of questions answered whose answer was hidden, or
that were graded as unanswerable. Questions with a detail exchanged are asked, too, and only
reported: they look answerable to any confidence, and a threshold that refused them would refuse
nearly everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from index.answers import Answerer
from index.calibration.error_bound import least_questions, least_threshold
from index.calibration.hiding_retriever import HidingRetriever
from index.calibration.probes import Probe, ProbeKind, Prober
from index.errors import SettingsError
from index.grading import Estimate, GradedQuestion, share
from index.models import Encoder
from index.search import SearchIndex
from index.types import Progress

COUNT = 300  # sentences that are asked about: the bound then lies some 0.03 above what was seen
CONTROLLED = frozenset({ProbeKind.HIDDEN, ProbeKind.UNANSWERABLE})
_EXAMPLES = 4


@dataclass(frozen=True, slots=True)
class CalibrationOptions:
    """What is wanted of a threshold.

    Args:
        error: The share of unanswerable questions that may be answered at most, 0 to 1.
        count: Sentences of the documents that are asked about; 0 to use graded questions alone.
        seed: The same seed makes the same questions.
    """

    error: float = 0.1
    count: int = COUNT
    seed: int = 0

    def __post_init__(self) -> None:
        """Check the values.

        Raises:
            SettingsError: The error is no share between 0.001 and 0.9, or the count is negative.
        """
        if not 0.001 <= self.error <= 0.9:  # outside, no sample could show it
            raise SettingsError(f"the error must lie between 0.001 and 0.9, not {self.error!r}")
        if self.count < 0:
            raise SettingsError(f"the count must be at least 0, not {self.count!r}")


@dataclass(frozen=True, slots=True)
class AskedProbe:
    """A probe and how sure the program was that the documents answer it, 0 to 1."""

    probe: Probe
    confidence: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """What came of the probes, and the threshold that they speak for.

    Args:
        options: What was wanted.
        asked: Every probe, in the order in which they were asked.
        present: The threshold that was in force.
    """

    options: CalibrationOptions
    asked: tuple[AskedProbe, ...]
    present: float

    @property
    def threshold(self) -> float | None:
        """The least threshold that keeps the stated error; None where none can be vouched for."""
        least = least_threshold(self._controlled, self.options.error)
        if least is None or not self.share_answered(ProbeKind.ANSWERABLE, least).value > 0:
            return None
        return least

    @property
    def fault(self) -> str | None:
        """Why there is no threshold, and what to do; None where there is one."""
        if self.threshold is not None:
            return None
        needed, have = least_questions(self.options.error), self.controlled
        if have < needed:
            return (
                f"an error of {self.options.error:g} needs at least {needed} unanswerable "
                f"questions to be shown, and {have} could be made: add documents, give graded "
                "questions with --questions, or state a larger --error"
            )
        return (
            f"no threshold keeps the error below {self.options.error:g} and still answers "
            "anything: state a larger --error"
        )

    @property
    def controlled(self) -> int:
        """How many questions the threshold rests on."""
        return len(self._controlled)

    @property
    def _controlled(self) -> list[float]:
        return [one.confidence for one in self.asked if one.probe.kind in CONTROLLED]

    @property
    def counts(self) -> dict[ProbeKind, int]:
        """How many probes of each kind were asked; kinds without any are left out."""
        kinds = [one.probe.kind for one in self.asked]
        return {kind: kinds.count(kind) for kind in ProbeKind if kind in kinds}

    def share_answered(self, kind: ProbeKind, threshold: float) -> Estimate:
        """Return which share of the probes of one kind a threshold answers, 0 to 1.

        Args:
            kind: Of the probes.
            threshold: 0 to 1.
        """
        flags = [one.confidence >= threshold for one in self.asked if one.probe.kind is kind]
        return share(np.array(flags, dtype=bool))

    def wrong(
        self, kind: ProbeKind, threshold: float, n: int = _EXAMPLES
    ) -> tuple[AskedProbe, ...]:
        """Return the probes of one kind that a threshold gets most wrong, the worst first.

        Args:
            kind: Of the probes.
            threshold: 0 to 1.
            n: At most so many.
        """
        asked = [one for one in self.asked if one.probe.kind is kind]
        if kind is ProbeKind.ANSWERABLE:
            wrong = [one for one in asked if one.confidence < threshold]
            wrong.sort(key=lambda one: one.confidence)
        else:
            wrong = [one for one in asked if one.confidence >= threshold]
            wrong.sort(key=lambda one: -one.confidence)
        return tuple(wrong[:n])


def calibrated(
    answerer: Answerer,
    index: SearchIndex,
    encoder: Encoder,
    options: CalibrationOptions,
    graded: Sequence[GradedQuestion] = (),
    progress: Progress | None = None,
) -> Calibration:
    """Return what a collection makes of probes of its own documents.

    Args:
        answerer: Answers from the collection.
        index: What the collection searches.
        encoder: The encoder that it was built with.
        options: What is wanted.
        graded: Questions on the collection that somebody graded.
        progress: Told of each sentence and graded question.
    """
    retriever = HidingRetriever(index, encoder)
    prober = Prober(answerer.documents, index, retriever, encoder)
    groups = chain(prober.graded(graded), prober.made(options.count, options.seed))
    total = len(graded) + min(options.count, len(index.sentence_store))
    asked: list[AskedProbe] = []
    for number, group in enumerate(groups):
        if progress:
            progress("asking", min(number, total), total)
        asked += [AskedProbe(probe, _confidence(probe, answerer, retriever)) for probe in group]
    return Calibration(options, tuple(asked), answerer.settings.threshold)


def _confidence(probe: Probe, answerer: Answerer, retriever: HidingRetriever) -> float:
    """Return how sure the program is of a question while its paragraphs are hidden, 0 to 1."""
    reduced = replace(answerer, retriever=retriever.without(probe.hidden))
    return reduced.answer(probe.question).confidence
