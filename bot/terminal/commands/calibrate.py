"""`calibrate`: how sure the bot must be to answer."""

import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from bot.terminal.command import FAULT, OK, TerminalCommand, add_json

if TYPE_CHECKING:
    from bot.terminal.measuring.calibration import CalibrationReport


@dataclass(frozen=True, slots=True)
class CalibrateCommand(TerminalCommand):
    """Chooses the threshold for a stated error, and keeps it unless told not to."""

    summary: ClassVar = (
        "choose how sure the bot must be to answer, on questions made of your own documents"
    )
    example: ClassVar = (
        "briefing-bot calibrate --error 0.05 --dry-run\n"
        "  briefing-bot calibrate --knowledge ~/papers --questions graded.jsonl"
    )

    error: float
    questions: list[Path]
    count: int
    dry_run: bool
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add `--error`, `--questions`, `--count`, `--dry-run` and `--json`."""
        parser.add_argument(
            "--error",
            type=float,
            default=0.1,
            metavar="SHARE",
            help="the share of unanswerable questions that may be answered; default: 0.1",
        )
        parser.add_argument(
            "--questions",
            nargs="+",
            type=Path,
            default=[],
            metavar="FILE.jsonl",
            help="graded questions on these documents, used in addition",
        )
        parser.add_argument(
            "--count",
            type=int,
            default=300,
            metavar="N",
            help="sentences to ask about, 0: graded questions alone; default: 300",
        )
        parser.add_argument("--dry-run", action="store_true", help="report, and keep nothing")
        add_json(parser)

    def run(self) -> int:
        """Calibrate and print what came of it.

        Returns:
            0 where a threshold was found, 1 otherwise.
        """
        from bot.terminal.console import console
        from bot.terminal.json_records import emit
        from bot.terminal.measuring.calibration import calibration_record, print_calibration

        report = self._report()
        if self.json:
            emit(calibration_record(report))
        else:
            print_calibration(console(), report)
        calibration = report.calibration
        if calibration.fault is None:
            return OK
        sys.stderr.write(
            f"briefing-bot: {calibration.fault}. The present threshold of "
            f"{calibration.present:g} stays.\n"
        )
        return FAULT

    def _report(self) -> "CalibrationReport":
        """Calibrate, and keep the threshold that was found unless told not to.

        Raises:
            BriefingError: The collection cannot be used, or a file of graded questions is none, or
                is on paragraphs that there are not.
        """
        from bot.terminal.console import progress
        from bot.terminal.measuring.calibration import CalibrationReport
        from bot.terminal.measuring.graded_lines import questions_of
        from bot.terminal.opening import opened
        from index import CalibrationOptions

        config = self.places.configuration()
        collection = opened(config, json=self.json)
        options = CalibrationOptions(error=self.error, count=self.count)
        graded = [one for path in self.questions for one in questions_of(path, collection)]
        with progress(json=self.json) as tell:
            calibration = collection.calibrate(options, graded, tell)
        keeps = calibration.threshold is not None and not self.dry_run
        if keeps:
            collection.keep(calibration)
        overruled = config.index.answer_threshold is not None
        return CalibrationReport(calibration, collection.threshold.origin, keeps, overruled)
