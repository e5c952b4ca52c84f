"""What `index` says of a build: what it holds, what was not read, what is offered in vain."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from bot.phrases import counted, in_other_languages, nearly_same, not_offered, passed_ids
from bot.terminal.console import console
from index import BuildReport


def print_build(out: Console, report: BuildReport) -> None:
    """Print what `index` did; files that could not be read go to standard error."""
    action = "Built" if report.rebuilt else "Up to date"
    undecided = f", {report.undecided} left undecided" if report.undecided else ""
    out.print(
        f"{action}: {counted(report.documents, 'document')}, "
        f"{counted(report.passages, 'passage')}, {counted(report.sentences, 'sentence')}; "
        f"{counted(report.repairs, 'repair')}{undecided}; "
        f"{report.encoded} encoded, {report.reused} reused; {report.seconds:.1f} s",
        soft_wrap=True,
    )
    errors = console(stderr=True)
    for fault in report.faults.values():
        errors.print(Text(f"not read: {fault}", style="yellow"), soft_wrap=True)
    notes = (nearly_same(report.alike), in_other_languages(report.languages))
    for told in (*notes, passed_ids(report.renamed)):
        if told:
            errors.print(Text(told, style="yellow"), soft_wrap=True)


def print_not_offered(names: Sequence[str]) -> None:
    """Print which curated topics and questions lead nowhere, to standard error."""
    if told := not_offered(names):
        console(stderr=True).print(Text(told, style="yellow"), soft_wrap=True)
