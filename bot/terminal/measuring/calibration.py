"""What came of `calibrate`, told so that it can be judged: tables for people, JSON for programs."""

import sys
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.records import Record
from index import Calibration, Estimate, ProbeKind

_EXAMPLES = {
    ProbeKind.HIDDEN: "Answered though its passage was hidden",
    ProbeKind.UNANSWERABLE: "Answered though graded as unanswerable",
    ProbeKind.ANSWERABLE: "Refused though the documents answer",
}


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """A calibration and what was done with it.

    Args:
        calibration: What came of the probes.
        origin: Who decided on the threshold in force.
        kept: Whether the found threshold was written.
        overruled: Whether the configuration holds a threshold, which wins.
    """

    calibration: Calibration
    origin: str
    kept: bool
    overruled: bool

    @property
    def thresholds(self) -> tuple[float, ...]:
        """The threshold in force, and the one that was found, if one was."""
        calibration = self.calibration
        if calibration.threshold is None:
            return (calibration.present,)
        return (calibration.present, calibration.threshold)


def print_calibration(out: Console, report: CalibrationReport) -> None:
    """Print how many questions there were, what each threshold answers, and where it errs."""
    calibration = report.calibration
    counts = ", ".join(f"{n} {kind}" for kind, n in calibration.counts.items())
    out.print(Text(f"Questions: {counts or 'none could be made'}."))
    if calibration.asked:
        out.print(_table(report))
        _print_examples(out, calibration, report.thresholds[-1])
    if calibration.threshold is not None:
        _print_promise(calibration.threshold, calibration.options.error)
        sys.stdout.write(_standing(report))


def _table(report: CalibrationReport) -> Table:
    calibration = report.calibration
    table = Table(title="Answered, with the 95 % interval", title_justify="left")
    table.add_column("questions")
    table.add_column("n", justify="right")
    table.add_column(f"at {calibration.present:g}, {report.origin}", justify="right")
    if calibration.threshold is not None:
        table.add_column(f"at {calibration.threshold:g}, calibrated", justify="right")
    for kind, n in calibration.counts.items():
        shares = [calibration.share_answered(kind, at) for at in report.thresholds]
        table.add_row(str(kind), str(n), *map(_cell, shares))
    return table


def _cell(share: Estimate) -> str:
    return f"{share.value:.3f} ({share.low:.3f}–{share.high:.3f})"


def _print_examples(out: Console, calibration: Calibration, threshold: float) -> None:
    for kind, title in _EXAMPLES.items():
        mistakes = calibration.wrong(kind, threshold)
        if mistakes:
            out.print(Text(f"{title}, at {threshold:g}:", style="bold"))
        for mistake in mistakes:
            out.print(Text(f"  {mistake.confidence:.2f}  {mistake.probe.question}"))


def _print_promise(threshold: float, error: float) -> None:
    sys.stdout.write(
        f"Threshold {threshold:g}: of questions like these whose answer is not in the "
        f"documents, at most {error:.1%} are answered, with 95 % certainty. Questions with a "
        "detail exchanged are not covered by it.\n"
    )


def _standing(report: CalibrationReport) -> str:
    """Return whether the threshold is in force."""
    if not report.kept:
        return "Not kept: --dry-run.\n"
    if report.overruled:
        return (
            "Kept, but not in force: answer_threshold in the configuration wins. Set it to auto "
            "to use this one.\n"
        )
    return "Kept: in force from the next start on.\n"


def calibration_record(report: CalibrationReport) -> Record:
    """Return the report as `calibrate --json` prints it."""
    calibration = report.calibration
    return {
        "error": calibration.options.error,
        "threshold": calibration.threshold,
        "present": calibration.present,
        "fault": calibration.fault,
        "questions": {str(kind): n for kind, n in calibration.counts.items()},
        "answered": {str(kind): _answered(calibration, kind) for kind in calibration.counts},
        "examples": _example_records(calibration, report.thresholds[-1]),
        "kept": report.kept,
        "overruled": report.overruled,
    }


def _answered(calibration: Calibration, kind: ProbeKind) -> Record:
    present = calibration.share_answered(kind, calibration.present)
    calibrated = None
    if calibration.threshold is not None:
        calibrated = _share(calibration.share_answered(kind, calibration.threshold))
    return {"present": _share(present), "calibrated": calibrated}


def _share(share: Estimate) -> Record:
    return {"share": share.value, "low": share.low, "high": share.high, "n": share.n}


def _example_records(calibration: Calibration, threshold: float) -> list[Record]:
    examples: list[Record] = []
    for kind in _EXAMPLES:
        for mistake in calibration.wrong(kind, threshold):
            question, confidence = mistake.probe.question, mistake.confidence
            examples.append({"question": question, "kind": str(kind), "confidence": confidence})
    return examples
