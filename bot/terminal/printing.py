"""What a person reads in the terminal: wrapped excerpts, the answering words visible, progress."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from bot.phrases import counted, unread
from index import (
    Abstention,
    Answer,
    Brief,
    BriefAbstention,
    BuildReport,
    Document,
    Outcome,
    Quote,
    Reason,
    Style,
    Support,
    Verdict,
    Verification,
    cite,
    link_of,
    stacked,
    surroundings,
)

_WORD = re.compile(r"\S+")
_WIDTH = 88  # columns that a line of prose may take
_REASONS = {
    Reason.WEAK_EVIDENCE: "The documents do not answer this.",
    Reason.CHATTER: "I answer questions about the documents, word for word from them. Ask me one.",
    Reason.NOTHING_ASKED: "Nothing was asked. Type a question about the documents.",
}


def console() -> Console:
    """Return the console for results: colours only where the terminal has them."""
    out = Console(highlight=False, soft_wrap=False)
    if out.width > _WIDTH:
        out.width = _WIDTH
    return out


def print_unread(report: BuildReport) -> None:
    """Say on standard error which files could not be read, if there are any."""
    if told := unread(report.faults):
        sys.stderr.write(f"briefing-bot: {told}; `briefing-bot index` says why\n")


def _say(out: Console, text: Text, left: int = 0) -> None:
    """Print text wrapped within a margin; nothing follows the last word of a line."""
    for line in _wrapped(text, out.width - left - 2):
        line.rstrip()
        out.print(Text(" " * left).append_text(line), soft_wrap=True)


def _wrapped(text: Text, width: int) -> Iterator[Text]:
    """Yield the lines of text; rich's own wrapping would break an address that is to be copied."""
    for paragraph in text.split(allow_blank=True):
        offsets: list[int] = []
        start = 0
        for word in _WORD.finditer(paragraph.plain):
            if word.start() > start and cell_len(paragraph.plain[start : word.end()]) > width:
                start = word.start()
                offsets.append(start)
        yield from paragraph.divide(offsets)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """Show long work on standard error while the block runs, if that is a terminal.

    Yields:
        What to call with the stage, how many are done and how many there are; None without one.
    """
    if not sys.stderr.isatty():
        yield None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("opening", total=None)

        def report(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total)

        yield report


def print_outcome(out: Console, outcome: Outcome, style: Style) -> None:
    """Print an answer, or why there is none and what lies near."""
    match outcome:
        case Answer(quotes=quotes, unanswered=unanswered):
            print_quotes(out, quotes, style)
            for part in unanswered:
                out.print(Text(f"The documents leave open: {part}", style="bold"))
        case Abstention(nearest=nearest, reason=reason):
            out.print(Text(_REASONS[reason], style="bold"))
            if nearest and reason is Reason.WEAK_EVIDENCE:
                out.print(Text("Not an answer, but near it:", style="dim"))
                print_quotes(out, nearest[:2], style)
    if outcome.hits:
        seconds = f"{outcome.seconds * 1000:.0f} ms"
        out.print(Text(f"confidence {outcome.confidence:.2f} · {seconds}", style="dim"))


def print_quotes(out: Console, quotes: tuple[Quote, ...], style: Style) -> None:
    """Print excerpts, each with its place and citation."""
    for quote in quotes:
        out.print()
        _say(out, quoted(quote, colours=out.is_terminal), 2)
        speaker = " · quoted by the author" if quote.quoted_speaker else ""
        place = f"{quote.section} · " if quote.section else ""
        told = f"— {place}¶{quote.paragraph} · {quote.address}{speaker}"
        _say(out, Text(told, style="cyan"), 2)
        _say(out, Text(cite(quote, style), style="dim"), 4)
        if link := link_of(quote):
            out.print(Text(f"    {link}", style=f"dim link {link}"), soft_wrap=True)
    out.print()


def quoted(quote: Quote, *, colours: bool) -> Text:
    """Return an excerpt with the answering words bold, or between asterisks without colours."""
    text = Text("“")
    if quote.highlight is None:
        return text.append(quote.text).append("”")
    start, end = quote.highlight.start - quote.start, quote.highlight.end - quote.start
    mark = "" if colours else "**"
    text.append(quote.text[:start])
    text.append(mark).append(quote.text[start:end], style="bold").append(mark)
    return text.append(quote.text[end:]).append("”")


def print_brief(out: Console, brief: Brief | BriefAbstention, style: Style) -> None:
    """Print a brief: points by section, who, when, and what to ask next."""
    if isinstance(brief, BriefAbstention):
        out.print(Text("The documents say too little about this for a brief.", style="bold"))
        if brief.nearest:
            out.print(Text("Not a brief, but near it:", style="dim"))
            print_quotes(out, brief.nearest, style)
        return
    for document, section, points in brief.groups:
        out.print()
        _say(out, Text(section or document.title, style="bold underline"))
        for point in points:
            line = Text("• ").append(f"“{point.text}” ").append(f"[{point.address}]", style="cyan")
            _say(out, line, 2)
    out.print()
    _print_names(out, brief)
    if brief.questions:
        out.print(Text("Ask next:", style="bold"))
        for question in brief.questions:
            _say(out, Text(question), 2)


def _print_names(out: Console, brief: Brief) -> None:
    if brief.names:
        names = ", ".join(f"{n.name} [{n.mentions[0].address}]" for n in brief.names)
        _say(out, Text("Who and where: ", style="bold").append(Text(names, style="")))
    for statement in brief.dates:
        line = Text(f"{statement.label}: ", style="bold").append(
            Text(statement.quote.text, style="")
        )
        _say(out, line.append(f" [{statement.quote.address}]", style="cyan"), 2)


def print_support(out: Console, support: Support, style: Style) -> None:
    """Print the passages that support a claim, or that none does."""
    if not support.supported:
        out.print(Text("No support found in the documents.", style="bold"))
        if support.passages:
            out.print(Text("Not support, but nearest to it:", style="dim"))
    print_quotes(out, support.passages, style)
    out.print(Text(f"confidence {support.confidence:.2f}", style="dim"))


def print_verification(out: Console, verification: Verification, style: Style) -> None:
    """Print a verdict, what was changed, and where the words stand."""
    place = verification.quote or verification.nearest
    match verification.verdict:
        case Verdict.EXACT:
            out.print(Text("Exact.", style="bold green"))
            place = place and surroundings(place)
        case Verdict.ALTERED:
            out.print(Text("Altered.", style="bold yellow").append(" What was changed:", style=""))
            _say(out, Text(stacked(verification.differences, out.width - 2)))
        case Verdict.NOT_FOUND:
            short = "Too short to check: give at least 12 characters."
            out.print(
                Text(short if verification.too_short else "Not found in the documents.", "bold red")
            )
            if verification.nearest:
                out.print(Text("Not a match, but nearest:", style="dim"))
    if place:
        print_quotes(out, (place,), style)
    if verification.joined:
        told = "Words of it stand elsewhere, and are joined on without a mark:"
        out.print(Text(told, style="bold yellow"))
        print_quotes(out, verification.joined, style)
    for other in verification.also_in:
        out.print(Text(f"also in {other.address}", style="dim"))


def print_document(out: Console, document: Document, *, repairs: bool) -> None:
    """Print a document as it is quoted, paragraphs numbered; or what was mended in it."""
    names = "; ".join(name.display for name in document.metadata.author)
    _say(out, Text(document.title, style="bold").append(f"  {names}", style="dim"))
    if repairs:
        for repair in document.repairs:
            undecided = " (left as it is)" if repair.before == repair.after else ""
            _say(
                out,
                Text(f"{repair.start:>7}  {repair.kind.value:<15}", style="cyan").append(
                    f"{repair.before!r} → {repair.after!r}{undecided}", style=""
                ),
            )
        return
    section: str | None = None
    for paragraph in document.paragraphs:
        if paragraph.section != section:
            section = paragraph.section
            out.print()
            _say(out, Text(section or "", style="bold underline"))
        line = Text(f"{paragraph.number:>3}  ", style="cyan")
        _say(out, line.append(document.text[paragraph.start : paragraph.end], style=""))


def print_report(out: Console, report: BuildReport) -> None:
    """Print what `index` did."""
    action = "Built" if report.rebuilt else "Up to date"
    out.print(
        f"{action}: {counted(report.documents, 'document')}, "
        f"{counted(report.passages, 'passage')}, {counted(report.sentences, 'sentence')}; "
        f"{counted(report.repairs, 'repair')}"
        + (f", {report.undecided} left undecided" if report.undecided else "")
        + f"; {report.encoded} encoded, {report.reused} reused; {report.seconds:.1f} s",
        soft_wrap=True,
    )
    for fault in report.faults.values():
        errors = Console(stderr=True, highlight=False)
        errors.print(Text(f"not read: {fault}", style="yellow"), soft_wrap=True)
