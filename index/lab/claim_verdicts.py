"""How often the three verdicts on claims are right, and the constants that are best.

python -m index.lab.claim_verdicts                          on the report part of the essays
python -m index.lab.claim_verdicts --near                   claims near the essays' own words
python -m index.lab.claim_verdicts --part tune --fit        the best constants, for `SCALES`, on
                                                            both kinds of claims together
python -m index.lab.claim_verdicts CLAIMS --knowledge DIR   claims on the documents of a folder

A line of a file is an essay with `title`, `paragraphs` and `claims`, each looked up in its essay
alone, or a claim on the folder's documents; a claim has `claim` and `verdict`. The parts are split
by the essays' titles; claims on a folder belong to none.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from index.claims.antecedents import said_of_its_antecedent
from index.claims.examination import Examination, examined
from index.claims.verbatim import said_in_these_words
from index.claims.verdicts import (
    SCALES,
    Bearing,
    ClaimVerdict,
    Scales,
    log_odds,
    mixed_stance,
)
from index.evaluation.trials import answerer_of
from index.grading import Estimate, Part, share
from index.lab.fitting.logistic import fit_logistic
from index.lab.graded_essays import (
    document_of,
    essay_files,
    near_claims_on,
    near_files,
    of_part,
    records_of,
)
from index.models import Encoder, Reader, encoder_of, reader_of
from index.quotations import Verifier
from index.reading.source_folder import read_folder
from index.settings import Settings
from index.types import Document

_SHARPNESS = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0)
_MENTIONED = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
_SUPPORTED = (0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8)
_UNDISPUTED = (0.8, 0.9, 0.95, 1.01)
_FEWEST = 20  # contradictions of which a line is fitted
# A true claim that is called contradicted counts as so many: of the graded claims as many are true
# as false, of those that people look up in their own sources, by our guess, two of three.
_TRUE_BESIDE_FALSE = 2.0
_LEAST = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


@dataclass(frozen=True, slots=True)
class GradedClaim:
    """A claim with the verdict that is right."""

    text: str
    verdict: ClaimVerdict


@dataclass(frozen=True, slots=True)
class ClaimedDocuments:
    """Documents with the claims that are looked up in them."""

    documents: tuple[Document, ...]
    claims: tuple[GradedClaim, ...]


@dataclass(frozen=True, slots=True)
class ClaimTrial:
    """A graded claim, what was found for it, and whether the documents say just that."""

    claim: GradedClaim
    examination: Examination
    said: bool = False

    def verdict(self, scales: Scales) -> ClaimVerdict:
        """Return the verdict on it."""
        return ClaimVerdict.SUPPORTED if self.said else self.examination.judged(scales).verdict


@dataclass(frozen=True, slots=True)
class Figures:
    """How often verdicts are right.

    Args:
        right: Share of the claims whose verdict is right.
        falsely_supported: Share of the claims that are contradicted or not mentioned, and are
            called supported.
        confusion: How many claims by the right verdict and the given one.
        contradictions: Of those that are told, by what tells them, how many are, and how many are
            told.
    """

    right: Estimate
    falsely_supported: Estimate
    confusion: Mapping[tuple[ClaimVerdict, ClaimVerdict], int]
    contradictions: Mapping[str, tuple[int, int]]


def figures_of(trials: Sequence[ClaimTrial], scales: Scales = SCALES) -> Figures:
    """Return the figures of some trials.

    Args:
        trials: At least one, of which one is false.
        scales: What the verdicts hang on.
    """
    pairs = [(trial.claim.verdict, trial.verdict(scales)) for trial in trials]
    false = [given for graded, given in pairs if graded is not ClaimVerdict.SUPPORTED]
    return Figures(
        share(np.array([graded is given for graded, given in pairs], dtype=bool)),
        share(np.array([given is ClaimVerdict.SUPPORTED for given in false], dtype=bool)),
        Counter(pairs),
        {
            "contradictions by words": _contradictions(trials, scales, by_words=True),
            "contradictions by reading": _contradictions(trials, scales, by_words=False),
        },
    )


def _contradictions(
    trials: Sequence[ClaimTrial], scales: Scales, *, by_words: bool
) -> tuple[int, int]:
    """Return how many contradictions are right, and how many are told, by one of two ways."""
    told = list(_told_contradicted(trials, scales, by_words=by_words))
    right = sum(trial.claim.verdict is ClaimVerdict.CONTRADICTED for trial in told)
    return right, len(told)


def _told_contradicted(
    trials: Sequence[ClaimTrial], scales: Scales, *, by_words: bool
) -> Iterator[ClaimTrial]:
    """Yield the trials of claims that are called contradicted, by one of two ways."""
    for trial in trials:
        fits = trial.examination.bearing is Bearing.FITS
        if trial.verdict(scales) is ClaimVerdict.CONTRADICTED and fits is not by_words:
            yield trial


def fitted(trials: Sequence[ClaimTrial]) -> Scales:
    """Return the best of some scales: a false claim called supported counts as three mistakes.

    Of equally good ones the first in order is returned, after those in force.

    Args:
        trials: Of the tune part, at least one.
    """
    stances = any(trial.examination.stances for trial in trials)
    candidates = [SCALES, *(_by_reader() if stances else _by_words())]
    best = max(candidates, key=lambda scales: _worth(trials, scales))
    if not stances:
        return best
    shown, shown_falls = _falling(trials, best, by_words=True) or (best.shown, best.shown_falls)
    read, read_falls = _falling(trials, best, by_words=False) or (best.read, best.read_falls)
    return replace(best, shown=shown, shown_falls=shown_falls, read=read, read_falls=read_falls)


def _falling(
    trials: Sequence[ClaimTrial], scales: Scales, *, by_words: bool
) -> tuple[float, float] | None:
    """Return how often contradictions are right, by the log-odds of support.

    Returns:
        The log-odds of that where support has as much as contradiction, and by how much they fall,
        true claims counted `_TRUE_BESIDE_FALSE` times; None of too few.
    """
    told = list(_told_contradicted(trials, scales, by_words=by_words))
    if len(told) < _FEWEST:
        return None
    graded = [trial.claim.verdict for trial in told]
    model = fit_logistic(
        np.array([[log_odds(_support(trial, scales))] for trial in told]),
        np.array([one is ClaimVerdict.CONTRADICTED for one in graded]),
        np.array([_TRUE_BESIDE_FALSE if one is ClaimVerdict.SUPPORTED else 1.0 for one in graded]),
        ridge=0.0,
    )
    return round(model.bias, 2), round(-float(model.weights[0]), 2)


def _support(trial: ClaimTrial, scales: Scales) -> float:
    """Return the share of "supported" in what the reader says of a claim that is mentioned."""
    supported, contradicted, _ = mixed_stance(trial.examination.stances, scales.sharpness)
    return supported / (supported + contradicted)


def _by_reader() -> Iterator[Scales]:
    for values in product(_SHARPNESS, _MENTIONED, _SUPPORTED, _UNDISPUTED):
        yield Scales(*values)


def _by_words() -> Iterator[Scales]:
    for least in _LEAST:
        yield replace(SCALES, least=least)


def _worth(trials: Sequence[ClaimTrial], scales: Scales) -> int:
    """Return the number of right verdicts less twice that of false claims called supported."""
    worth = 0
    for trial in trials:
        verdict = trial.verdict(scales)
        right = verdict is trial.claim.verdict
        worth += right - 2 * (verdict is ClaimVerdict.SUPPORTED and not right)
    return worth


def read_claims(
    paths: Sequence[Path], part: Part, knowledge: Path | None, *, near: bool = False
) -> Iterator[ClaimedDocuments]:
    """Yield each essay of a part with its claims, then the folder with those on its documents.

    Args:
        paths: Files of essays or of claims.
        part: Of the essays.
        knowledge: The documents that claims outside essays are on.
        near: Whether the essays' claims are those near their own words.

    Raises:
        SourceError: The folder cannot be read.
    """
    records = records_of(paths)
    essays = of_part([record for record in records if "claims" in record], part)
    if near:
        essays = near_claims_on(essays, records_of(near_files()))
    for essay in essays:
        yield ClaimedDocuments((document_of(essay),), tuple(map(_graded, essay["claims"])))
    claims = tuple(_graded(record) for record in records if "claim" in record)
    if claims and knowledge is not None:
        yield ClaimedDocuments(tuple(read_folder(knowledge).documents), claims)


def _graded(record: Mapping[str, Any]) -> GradedClaim:
    return GradedClaim(str(record["claim"]), ClaimVerdict(str(record["verdict"])))


def trials_of(
    claimed: ClaimedDocuments, encoder: Encoder, reader: Reader | None, settings: Settings
) -> list[ClaimTrial]:
    """Return what is found for each claim.

    Args:
        claimed: The documents with their claims.
        encoder: Of the search.
        reader: Of the passages found.
        settings: Of the search.
    """
    answerer = answerer_of(claimed.documents, encoder, settings, reader)
    verifier = Verifier.build(claimed.documents)
    trials = []
    for claim in claimed.claims:
        found = examined(claim.text, answerer)
        said = said_in_these_words(claim.text, verifier) or said_of_its_antecedent(
            claim.text, found.excerpts, verifier
        )
        trials.append(ClaimTrial(claim, found, said is not None))
    return trials


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, or the best constants, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m index.lab.claim_verdicts",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", type=Path, help="default: the graded essays")
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.REPORT)
    parser.add_argument("--knowledge", type=Path, help="documents of the claims outside essays")
    parser.add_argument("--near", action="store_true", help="claims near the essays' own words")
    parser.add_argument("--fit", action="store_true", help="print the best constants")
    options = parser.parse_args(arguments)
    settings = Settings()
    encoder, reader = encoder_of(settings), reader_of(settings)
    trials = [
        trial
        for claimed in _claimed(options)
        for trial in trials_of(claimed, encoder, reader, settings)
    ]
    if not trials:
        parser.error("there are no claims: name files that have some, and --knowledge")
    scales = fitted(trials) if options.fit else SCALES
    if options.fit:
        sys.stdout.write(f"Scales({_constants(scales)})\n")
    sys.stdout.write("".join(f"{line}\n" for line in _lines(figures_of(trials, scales))))
    return 0


def _claimed(options: argparse.Namespace) -> Iterator[ClaimedDocuments]:
    """Yield what is measured; where constants are fitted, claims of both kinds."""
    files = options.files or essay_files()
    if options.fit or not options.near:
        yield from read_claims(files, options.part, options.knowledge)
    if options.fit or options.near:
        yield from read_claims(files, options.part, None, near=True)


def _constants(scales: Scales) -> str:
    return ", ".join(f"{name}={value}" for name, value in asdict(scales).items())


def _lines(figures: Figures) -> Iterator[str]:
    """Yield the figures as lines, then the confusion as a table."""
    for name, estimate in (
        ("right of three", figures.right),
        ("false claims called supported", figures.falsely_supported),
    ):
        interval = f"{estimate.low:.3f} to {estimate.high:.3f}"
        yield f"{name:30}{estimate.value:7.3f}   {interval}   n {estimate.n}"
    for name, (right, n) in figures.contradictions.items():
        yield f"{name:30}{right / max(n, 1):7.3f}   n {n}"
    yield "\n| graded, given | " + " | ".join(ClaimVerdict) + " |"
    yield "|---" * (len(ClaimVerdict) + 1) + "|"
    for graded in ClaimVerdict:
        counts = [str(figures.confusion.get((graded, given), 0)) for given in ClaimVerdict]
        yield f"| {graded} | " + " | ".join(counts) + " |"


if __name__ == "__main__":
    sys.exit(main())
