"""`calibrate`: a threshold chosen on the operator's documents, told so that it can be judged."""

import json
import sys
from argparse import Namespace
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.config import Config
from bot.terminal import printing
from index import (
    Calibration,
    CalibrationOptions,
    Collection,
    Estimate,
    ProbeKind,
    read_questions,
)

_FAULT = 1
_EXAMPLES = {
    ProbeKind.HIDDEN: "Answered though its passage was hidden",
    ProbeKind.UNANSWERABLE: "Answered though graded as unanswerable",
    ProbeKind.ANSWERABLE: "Refused though the documents answer",
}


def calibrate(collection: Collection, config: Config, chosen: Namespace) -> int:
    """Calibrate, print what came of it, and keep the threshold unless told not to.

    Args:
        collection: What is calibrated.
        config: It may hold a threshold that wins.
        chosen: What was asked for on the command line.

    Returns:
        0 where a threshold was found, 1 otherwise.

    Raises:
        BriefingError: An option is out of range, a file of questions cannot be read, or the
            threshold cannot be kept.
    """
    options = CalibrationOptions(error=chosen.error, count=chosen.count)
    document = collection.document().id
    graded = [one for path in chosen.questions for one in read_questions(path, document)]
    with printing.progress() as tell:
        calibration = collection.calibrate(options, graded, tell)
    keeps = calibration.threshold is not None and not chosen.dry_run
    if keeps:
        collection.keep(calibration)
    overruled = config.index.answer_threshold is not None
    if chosen.json:
        record = _record(calibration) | {"kept": keeps, "overruled": overruled}
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    else:
        _print(printing.console(), collection, calibration)
        _print_end(calibration, keeps=keeps, overruled=overruled)
    if calibration.fault:
        sys.stderr.write(
            f"briefing-bot: {calibration.fault}. The present threshold of "
            f"{calibration.present:g} stays.\n"
        )
        return _FAULT
    return 0


def _print(out: Console, collection: Collection, calibration: Calibration) -> None:
    """Print how many questions there were, what each threshold answers, and where it errs."""
    counts = ", ".join(f"{n} {kind}" for kind, n in calibration.counts.items())
    out.print(Text(f"Questions: {counts or 'none could be made'}."))
    if not calibration.asked:
        return
    table = Table(title="Answered, with the 95 % interval", title_justify="left")
    table.add_column("questions")
    table.add_column("n", justify="right")
    present = f"at {calibration.present:g}, {collection.threshold.origin}"
    table.add_column(present, justify="right")
    if calibration.threshold is not None:
        table.add_column(f"at {calibration.threshold:g}, calibrated", justify="right")
    for kind, n in calibration.counts.items():
        shares = [calibration.share_answered(kind, at) for at in _thresholds(calibration)]
        table.add_row(str(kind), str(n), *map(_told, shares))
    out.print(table)
    at = _thresholds(calibration)[-1]
    for kind, title in _EXAMPLES.items():
        if wrong := calibration.wrong(kind, at):
            out.print(Text(f"{title}, at {at:g}:", style="bold"))
            for one in wrong:
                out.print(Text(f"  {one.confidence:.2f}  {one.probe.question}"))


def _print_end(calibration: Calibration, *, keeps: bool, overruled: bool) -> None:
    """Print what the threshold promises and whether it is in force."""
    if calibration.threshold is None:
        return
    error = calibration.options.error
    sys.stdout.write(
        f"Threshold {calibration.threshold:g}: of questions like these whose answer is not in the "
        f"documents, at most {error:.1%} are answered, with 95 % certainty. Questions with a "
        "detail exchanged are not covered by it.\n"
    )
    if not keeps:
        sys.stdout.write("Not kept: --dry-run.\n")
    elif overruled:
        sys.stdout.write(
            "Kept, but not in force: answer_threshold in the configuration wins. Set it to auto "
            "to use this one.\n"
        )
    else:
        sys.stdout.write("Kept: in force from the next start on.\n")


def _thresholds(calibration: Calibration) -> list[float]:
    found = calibration.threshold
    return [calibration.present] if found is None else [calibration.present, found]


def _told(share: Estimate) -> str:
    return f"{share.value:.3f} ({share.low:.3f}–{share.high:.3f})"


def _record(calibration: Calibration) -> dict[str, Any]:
    """Return the report as `calibrate --json` prints it."""
    options, found = calibration.options, calibration.threshold
    at = calibration.present if found is None else found
    return {
        "error": options.error,
        "threshold": found,
        "present": calibration.present,
        "fault": calibration.fault,
        "questions": {str(kind): n for kind, n in calibration.counts.items()},
        "answered": {
            str(kind): {
                "present": _share(calibration.share_answered(kind, calibration.present)),
                "calibrated": None
                if found is None
                else _share(calibration.share_answered(kind, found)),
            }
            for kind in calibration.counts
        },
        "examples": [
            {"question": one.probe.question, "kind": str(kind), "confidence": one.confidence}
            for kind in _EXAMPLES
            for one in calibration.wrong(kind, at)
        ],
    }


def _share(share: Estimate) -> dict[str, float]:
    return {"share": share.value, "low": share.low, "high": share.high, "n": share.n}
