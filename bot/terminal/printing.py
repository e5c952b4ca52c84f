"""What a person reads in the terminal: excerpts with the answering words visible, and verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.console import Console
from rich.text import Text

from bot.phrases import (
    CONTRADICTED,
    FROM_METADATA,
    GIVE_MORE,
    JOINED,
    MORE_LISTED,
    NAMES_NOTHING,
    NEAR_QUOTATION,
    NEAREST,
    NO_BRIEF,
    NOT_ANSWERED,
    NOT_FOUND,
    NOT_JUDGED,
    NOT_MENTIONED,
    SUPPORTED,
    TOO_SHORT,
    TRY_ASKING,
    TRY_BRIEFING,
    TRY_CITING,
    TRY_IN_FULL,
    WHICH_DOCUMENT,
    certainty,
    certainty_of_answer,
    contradiction,
    left_open,
    not_in_metadata,
    not_named,
    warning_label,
    warning_words,
)
from bot.terminal.console import say
from index import (
    RECOGNISED,
    Abstention,
    Answer,
    Brief,
    BriefAbstention,
    ClaimVerdict,
    Document,
    MetadataLine,
    Outcome,
    Quote,
    Reason,
    Span,
    Style,
    Support,
    Verdict,
    Verification,
    by_sentence,
    cite,
    date_label,
    goes_on,
    introductions,
    link_of,
    short_place,
    stacked,
    surroundings,
)

_HINTS = {
    Reason.CHATTER: "I answer questions about the documents, word for word from them. Ask me one.",
    Reason.THANKS: "You are welcome.",
    Reason.NOTHING_ASKED: "Nothing was asked. Type a question about the documents.",
    Reason.WHICH_DOCUMENT: WHICH_DOCUMENT,
    Reason.NOT_JUDGED: NOT_JUDGED,
    Reason.NAMES_NOTHING: f"{NAMES_NOTHING} {TRY_IN_FULL}",
}
_NEAREST = 2  # excerpts near a refusal
_ANSWERING = "→"  # before the words of an excerpt that answer, where these cannot be shown in it


@dataclass(frozen=True, slots=True)
class Manner:
    """How a person wants to read results.

    Args:
        style: Of citations.
        nearest: Whether a refusal is followed by what comes nearest.
    """

    style: Style
    nearest: bool = False


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A refusal in two lines: what the documents do not give, and what to try.

    Args:
        text: The first line.
        attempt: What to try first.
        command: Whose `--nearest` shows what comes nearest.
        otherwise: What else to try where nothing comes near.
    """

    text: str
    attempt: str
    command: str
    otherwise: str

    def second_line(self, *, related: bool) -> str:
        """Return what to try; `related` where something comes near."""
        nearest = f"`{self.command} --nearest` for what comes nearest"
        return f"{self.attempt}, or {nearest if related else self.otherwise}."


_OVERVIEW = "`brief` for what they are about"
_NO_ANSWER = _Refusal(NOT_ANSWERED, TRY_ASKING, "ask", _OVERVIEW)
_TOO_LITTLE = _Refusal(NO_BRIEF, TRY_BRIEFING, "brief", "none for a brief on everything")
_UNMENTIONED = _Refusal(f"{NOT_MENTIONED} in the documents.", TRY_CITING, "cite", _OVERVIEW)


def print_outcome(out: Console, outcome: Outcome, manner: Manner) -> None:
    """Print an answer, or in two lines that there is none."""
    match outcome:
        case Answer():
            _print_answer(out, outcome, manner)
        case Abstention(reason=Reason.NOT_IN_METADATA, missing=missing, several=several):
            out.print(Text(not_in_metadata(missing, several=several), style="bold"))
        case Abstention(reason=Reason.WEAK_EVIDENCE):
            _print_refusal(out, _no_answer(outcome.absent), outcome.related, manner)
        case Abstention(reason=reason):
            out.print(Text(_HINTS[reason], style="bold"))


def _print_answer(out: Console, answer: Answer, manner: Manner) -> None:
    print_metadata(out, answer.metadata, manner.style)
    print_quotes(out, answer.quotes, manner.style)
    for part in answer.unanswered:
        out.print(Text(left_open(part), style="bold"))
    if not answer.hits:
        return  # nothing was searched
    sure, seconds = certainty_of_answer(answer.confidence), f"{answer.seconds * 1000:.0f} ms"
    out.print(Text(f"{sure} · {seconds}" if sure else seconds, style="dim"))


def _no_answer(absent: Sequence[str]) -> _Refusal:
    """Return the refusal of a question, `absent` being names of it that no document has."""
    if not absent:
        return _NO_ANSWER
    return replace(_NO_ANSWER, text=f"{NOT_ANSWERED} {not_named(absent)}")


def _print_refusal(
    out: Console, refusal: _Refusal, related: Sequence[Quote], manner: Manner
) -> None:
    """Print a refusal, and what comes nearest where that was asked for and there is any."""
    out.print(Text(refusal.text, style="bold"))
    if manner.nearest and related:
        out.print(Text(NEAREST, style="dim"))
        print_quotes(out, tuple(related[:_NEAREST]), manner.style)
    else:
        out.print(Text(refusal.second_line(related=bool(related)), style="dim"))


def print_metadata(out: Console, lines: tuple[MetadataLine, ...], style: Style) -> None:
    """Print what documents' metadata state, each with the document that it is of."""
    for line in lines:
        out.print()
        _say_marked(out, line.text, line.highlight)
        say(out, Text(f"— {FROM_METADATA} · {line.document.id}", style="cyan"), 2)
        say(out, Text(cite(line.document, style), style="dim"), 4)
        if address := line.document.metadata.url:
            out.print(Text(f"    {address}", style=f"dim link {address}"), soft_wrap=True)


def print_quotes(out: Console, quotes: tuple[Quote, ...], style: Style | None) -> None:
    """Print excerpts, each with its place; where a style is given, each source is cited once."""
    cited: set[str] = set()
    for quote, introduced in zip(quotes, introductions(quotes), strict=True):
        out.print()
        if above := quote.header or introduced:
            say(out, Text(above, style="dim"), 2)
        _say_quoted(out, quote)
        if goes_on(quote):
            say(out, Text(MORE_LISTED, style="dim"), 2)
        say(out, Text(_place_line(quote), style="cyan"), 2)
        if style is not None and quote.document.id not in cited:
            say(out, Text(cite(quote, style), style="dim"), 4)
            cited.add(quote.document.id)
        if link := link_of(quote):
            out.print(Text(f"    {link}", style=f"dim link {link}"), soft_wrap=True)
    out.print()


def _place_line(quote: Quote) -> str:
    """Return where an excerpt stands, and whose words it is."""
    section = f"{quote.section} · " if quote.section else ""
    speaker = " · quoted by the author" if quote.quoted_speaker else ""
    recognised = f" · {RECOGNISED}" if quote.recognised else ""
    return f"— {section}{short_place(quote)} · {quote.address}{speaker}{recognised}"


def _say_quoted(out: Console, quote: Quote) -> None:
    """Print an excerpt in quotation marks, between which nothing else stands."""
    highlight = quote.highlight
    within = highlight and Span(highlight.start - quote.start, highlight.end - quote.start)
    _say_marked(out, quote.text, within, marks="“”")


def _say_marked(out: Console, words: str, highlight: Span | None, marks: str = "") -> None:
    """Print words with those of a highlight bold; where nothing is bold, these stand below."""
    before, behind = marks[:1], marks[1:]
    text = Text(f"{before}{words}{behind}")
    if highlight:
        text.stylize("bold", len(before) + highlight.start, len(before) + highlight.end)
    say(out, text, 2)
    answering = words[highlight.start : highlight.end] if highlight else words
    if not out.is_terminal and answering != words:
        say(out, Text(f"{_ANSWERING} {answering}"), 2)


def print_brief(out: Console, brief: Brief | BriefAbstention, manner: Manner) -> None:
    """Print a brief, or in two lines that there is none.

    A brief has its points by section, who and when, and what to ask next.
    """
    if isinstance(brief, BriefAbstention):
        _print_refusal(out, _TOO_LITTLE, brief.related, manner)
        return
    for document, section, points in brief.groups:
        out.print()
        say(out, Text(section or document.title, style="bold underline"))
        for point in points:
            line = Text("• ").append(f"“{point.text}” ").append(f"[{point.address}]", style="cyan")
            say(out, line, 2)
    out.print()
    _print_names(out, brief)
    _print_dates(out, brief)
    if brief.questions:
        out.print(Text("Ask next:", style="bold"))
        for question in brief.questions:
            say(out, Text(question), 2)


def _print_names(out: Console, brief: Brief) -> None:
    if brief.names:
        names = ", ".join(f"{name.name} [{name.mentions[0].address}]" for name in brief.names)
        say(out, Text("Who and where: ", style="bold").append(Text(names, style="")))


def _print_dates(out: Console, brief: Brief) -> None:
    """Print what else is dated: a sentence among the points says itself when that was."""
    dated = by_sentence(date for date in brief.dates if not _is_shown(date.quote, brief.points))
    if dated:
        out.print(Text("When:", style="bold"))
    for statements in dated:
        quote = statements[0].quote
        labels = ", ".join(dict.fromkeys(map(date_label, statements)))
        line = Text(f"{labels}: ", style="bold").append(f"{quote.text} ", style="")
        say(out, line.append(f"[{quote.address}]", style="cyan"), 2)


def _is_shown(quote: Quote, points: Sequence[Quote]) -> bool:
    """Return whether the words of a quote stand in a point."""
    return any(p.document.id == quote.document.id and p.span.contains(quote.span) for p in points)


def print_support(out: Console, support: Support, manner: Manner) -> None:
    """Print the verdict on a claim: with its passages, or in two lines that it is not mentioned.

    How sure a verdict is stands beside it, not below passages and links. Only what supports a claim
    has citations, and those of a data format are not for people.
    """
    style = None if manner.style.is_data_format else manner.style
    match support.verdict:
        case ClaimVerdict.SUPPORTED:
            if not support.by_address:
                verdict = Text.assemble((f"{SUPPORTED}.", "bold green"))
                out.print(_with_certainty(verdict, support, "support"))
            print_quotes(out, support.passages, style)
        case ClaimVerdict.CONTRADICTED:
            out.print(_contradiction(support))
            print_quotes(out, support.passages, None)
        case ClaimVerdict.NOT_MENTIONED:
            _print_refusal(out, _UNMENTIONED, support.related, manner)


def _contradiction(support: Support) -> Text:
    """Return that a claim is contradicted, and how likely, or that it is not clear whether."""
    verdict, told = contradiction(support.confidence)
    if verdict != CONTRADICTED:
        return Text.assemble((f"{verdict}:", "bold yellow"), f" {told}")
    line = Text.assemble((f"{verdict}:", "bold red"), f" {told}")
    return _with_certainty(line, support, "a contradiction")


def _with_certainty(verdict: Text, support: Support, noun: str) -> Text:
    """Return a verdict that ends in a full stop with how sure it is of what, in its place."""
    sure = certainty(support.confidence, noun)
    if sure:
        verdict.right_crop(1)
        verdict.append(f" · {sure}", style="dim")
    return verdict


def print_verification(out: Console, verification: Verification, style: Style) -> None:
    """Print a verdict, what was changed, and where the words stand."""
    _print_verdict(out, verification)
    for warning in verification.warnings:
        line = Text(f"⚠ {warning_label(verification, warning)}: ", style="bold yellow")
        say(out, line.append(f"“{warning_words(verification, warning)}”", style=""))
    if place := _place(verification):
        print_quotes(out, (place,), style)
    if verification.joined:
        out.print(Text(JOINED, style="bold yellow"))
        print_quotes(out, verification.joined, style)
    for other in verification.also_in:
        out.print(Text(f"also in {other.address}", style="dim"))


def _print_verdict(out: Console, verification: Verification) -> None:
    match verification.verdict:
        case Verdict.EXACT:
            out.print(Text("Exact.", style="bold green"))
        case Verdict.ALTERED:
            out.print(Text("Altered.", style="bold yellow").append(" What was changed:", style=""))
            say(out, Text(stacked(verification.differences, out.width - 2)))
        case Verdict.NOT_FOUND:
            too_short = f"{TOO_SHORT} {GIVE_MORE}"
            absent = too_short if verification.too_short else f"{NOT_FOUND} in the documents."
            out.print(Text(absent, "bold red"))
            if verification.nearest:
                out.print(Text(NEAR_QUOTATION, style="dim"))


def _place(verification: Verification) -> Quote | None:
    """Return where the words stand, exact ones in their sentence, or what comes nearest."""
    quote = verification.quote
    if quote and verification.verdict is Verdict.EXACT:
        return surroundings(quote)
    return quote or verification.nearest


def print_document(out: Console, document: Document) -> None:
    """Print a document as it is quoted, paragraphs numbered."""
    _print_title(out, document)
    section: str | None = None
    for paragraph in document.paragraphs:
        if paragraph.section != section:
            section = paragraph.section
            out.print()
            say(out, Text(section or "", style="bold underline"))
        line = Text(f"{paragraph.number:>3}  ", style="cyan")
        say(out, line.append(document.text[paragraph.start : paragraph.end], style=""))


def print_repairs(out: Console, document: Document) -> None:
    """Print what was mended in a document, and where."""
    _print_title(out, document)
    for repair in document.repairs:
        undecided = " (left as it is)" if repair.before == repair.after else ""
        line = Text(f"{repair.start:>7}  {repair.kind.value:<15}", style="cyan")
        say(out, line.append(f"{repair.before!r} → {repair.after!r}{undecided}", style=""))


def print_left_out(out: Console, document: Document) -> None:
    """Print what of a file is no part of its text, and why."""
    _print_title(out, document)
    for omission in document.left_out:
        line = Text(f"{omission.kind.value:<23}", style="cyan")
        say(out, line.append(omission.text, style=""))
    if not document.left_out:
        out.print("Nothing was left out.")


def _print_title(out: Console, document: Document) -> None:
    names = "; ".join(name.display for name in document.metadata.author)
    say(out, Text(document.title, style="bold").append(f"  {names}", style="dim"))
