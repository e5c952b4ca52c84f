"""What is asked in a question's place, heard together: log-odds of several questions as one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.models import PassageReading

_SPREAD = 3.0  # about that of log-odds, which a passage's score of search is added to
_LEAST_SPREAD = 1e-6


@dataclass(frozen=True, slots=True)
class SubQuestions:
    """What is asked in a question's place; as a truth value, whether anything is.

    Args:
        asked: The questions.
        alike: Whether all ask the same in other words, so that what answers it answers each.
    """

    asked: tuple[str, ...] = ()
    alike: bool = False

    def __bool__(self) -> bool:
        """Return whether anything is asked."""
        return bool(self.asked)


@dataclass(frozen=True, slots=True)
class AskedInstead:
    """What a passage is worth by what is asked in a question's place.

    Args:
        odds: Of each sentence, on the scale of log-odds, comparable within one question.
        decisive: The log-odds of each sentence by which it answers or not: the best for one of
            what is asked, the worst where all ask the same.
        alike: Whether all do.
    """

    odds: tuple[float, ...]
    decisive: tuple[float, ...]
    alike: bool


def heard_together(
    own: Sequence[PassageReading],
    instead: Sequence[Sequence[PassageReading]],
    *,
    alike: bool = False,
    share: float,
) -> list[AskedInstead]:
    """Return what each passage is worth.

    The mean counts, not the best: a sentence that answers one of what is asked by chance is hardly
    near to the others, too. Both it and what the question itself makes of the sentences count by
    how far a sentence stands out among all that were read, for a question that is answered nowhere
    has low log-odds for all of them.

    Args:
        own: The reading of each passage for the question itself.
        instead: For each of what is asked in its place, the reading of each passage.
        alike: Whether all of that asks the same in other words.
        share: Of the question itself beside the mean of what is asked in its place.
    """
    asked = np.array([_odds(readings) for readings in instead])
    odds = _SPREAD * (_standing_out(asked.mean(axis=0)) + share * _standing_out(_odds(own)))
    decisive = asked.min(axis=0) if alike else asked.max(axis=0)
    ends = np.cumsum([len(reading.sentences) for reading in own])[:-1]
    parts = zip(np.split(odds, ends), np.split(decisive, ends), strict=True)
    return [AskedInstead(tuple(one.tolist()), tuple(other.tolist()), alike) for one, other in parts]


def _odds(readings: Sequence[PassageReading]) -> npt.NDArray[np.float64]:
    return np.array([odds for reading in readings for odds in reading.sentences])


def _standing_out(odds: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return how many standard deviations each of (n,) lies above the mean."""
    deviations: npt.NDArray[np.float64] = (odds - odds.mean()) / max(odds.std(), _LEAST_SPREAD)
    return deviations
