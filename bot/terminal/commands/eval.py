"""`eval`: figures on graded questions."""

from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bot.terminal.command import OK, TerminalCommand, add_json


@dataclass(frozen=True, slots=True)
class EvalCommand(TerminalCommand):
    """Measures search, answers and briefs on files and folders of graded questions."""

    summary: ClassVar = "measure on graded questions"
    example: ClassVar = "briefing-bot eval knowledge/questions/essay_dev.jsonl"

    questions: list[Path]
    part: str
    plots: Path | None
    json: bool

    @classmethod
    def declare(cls, parser: ArgumentParser) -> None:
        """Add the files, `--part`, `--plots` and `--json`."""
        parser.add_argument(
            "questions",
            nargs="*",
            type=Path,
            help="JSONL files, or folders of passages and questions",
        )
        parser.add_argument(
            "--part",
            choices=("all", "train", "tune", "report"),
            default="all",
            help="default: all",
        )
        parser.add_argument("--plots", type=Path, metavar="DIR", help="draw the curves there")
        add_json(parser)

    def run(self) -> int:
        """Print a report of each set, and draw its curves where that was asked for."""
        from bot.terminal.console import console
        from bot.terminal.json_records import emit
        from bot.terminal.measuring.evaluation import Evaluation
        from bot.terminal.measuring.evaluation_report import evaluation_record, print_evaluation
        from index import Part, Report, draw_curves

        part = None if self.part == "all" else Part(self.part)
        evaluation = Evaluation(self.places.configuration(), part, json=self.json)
        for report in evaluation.reports(self.questions):
            if self.json:
                emit(evaluation_record(report))
            else:
                print_evaluation(console(), report)
            if self.plots and isinstance(report, Report):
                self.plots.mkdir(parents=True, exist_ok=True)
                draw_curves(report, self.plots)
        return OK
