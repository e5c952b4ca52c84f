"""What `eval` measured, as a table or a line for people and as JSON for programs."""

from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from bot.records import Record
from bot.terminal.measuring.evaluation import AnyReport, FollowUpReport, KeyPointReport
from index import Estimate, Report


def evaluation_record(report: AnyReport) -> Record:
    """Return a report as `eval --json` prints it."""
    if isinstance(report, Report):
        return asdict(report)
    return {"name": report.name, "n": report.n} | _counts(report)


def print_evaluation(out: Console, report: AnyReport) -> None:
    """Print a report: a table of figures with their intervals, or a line of counts."""
    if isinstance(report, Report):
        out.print(_table(report))
        return
    counts = (f"{name} {count}/{report.n}" for name, count in _counts(report).items())
    out.print(f"{report.name}: {', '.join(counts)}")


def _counts(report: FollowUpReport | KeyPointReport) -> dict[str, int]:
    if isinstance(report, FollowUpReport):
        return {"recall@1": report.first, "evidence shown": report.shown}
    return {"key points covered": report.covered}


def _table(report: Report) -> Table:
    table = Table(title=f"{report.name} · {report.questions} questions", title_justify="left")
    for column in ("figure", "by"):
        table.add_column(column)
    for column in ("value", "95 %", "n"):
        table.add_column(column, justify="right")
    for by, figures in (*report.search.items(), ("", report.answers), *report.abstention.items()):
        for figure in figures:
            _add_row(table, figure.name, by, figure.estimate)
    return table


def _add_row(table: Table, name: str, by: str, estimate: Estimate) -> None:
    interval = f"{estimate.low:.3f}–{estimate.high:.3f}"
    table.add_row(name, by, f"{estimate.value:.3f}", interval, str(estimate.n))
