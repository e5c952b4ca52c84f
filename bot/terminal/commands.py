"""What each command of the command line does."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Any

from bot.config import Config, read_config, token
from bot.library import open_collection
from bot.terminal import json_records, printing
from index import Brief, Collection, SettingsError, Style, to_html, to_markdown

_PROMPT = "\nask> "
_EXPORTS = {"md": to_markdown, "html": to_html}


def _config(chosen: Namespace) -> Config:
    config = read_config(getattr(chosen, "config", None))
    places = {
        name: getattr(chosen, name) for name in ("knowledge", "data") if hasattr(chosen, name)
    }
    return replace(config, **places)


def _open(config: Config, *, quietly: bool = False) -> Collection:
    """Return the collection; say which files it lacks, unless the caller says so itself."""
    with printing.progress() as report:
        collection = open_collection(config, report)
    if not quietly:
        printing.print_unread(collection.report)
    return collection


def _emit(record: json_records.Record) -> None:
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _lines() -> Iterator[str]:
    """Give each non-empty line of standard input; nothing where it is closed.

    Yields:
        The line without the white space around it.
    """
    if sys.stdin is None or sys.stdin.closed:
        return
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin:
        if text := line.strip().removeprefix("\ufeff"):
            yield text


def _given(argument: str | None) -> Iterator[str]:
    return iter((argument,)) if argument is not None else _lines()


def _required(argument: str | None, what: str) -> Iterator[str]:
    """Return what was given.

    Raises:
        SettingsError: Nothing was.
    """
    given = _given(argument)
    first = next(given, None)
    if first is None:
        raise SettingsError(
            f"no {what} was given: write it behind the command, or one a line on standard input"
        )
    return chain((first,), given)


def command_main(chosen: Namespace) -> None:
    """Do the main job: `run` on a terminal; with questions piped in, answer them and end."""
    if sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty():
        chosen.port, chosen.no_browser = None, False
        command_run(chosen)
        return
    chosen.question, chosen.json = None, False
    lines = _lines()
    first = next(lines, None)
    if first is None:
        collection = _open(_config(chosen))
        example = next((q for topic in collection.topics for q in topic.questions), None)
        sys.stdout.write('No question was given. Ask with: briefing-bot ask "…"\n')
        if example is None:
            return
        sys.stdout.write(f"For example: {example}\n")
        first = example
    _answer_lines(chain((first,), lines), chosen)


def command_index(chosen: Namespace) -> None:
    """Build or refresh the collection."""
    report = _open(_config(chosen), quietly=True).report
    if chosen.json:
        _emit(json_records.build_record(report))
    else:
        printing.print_report(printing.console(), report)


def command_ask(chosen: Namespace) -> None:
    """Answer one question, or one a line."""
    interactive = chosen.question is None and sys.stdin is not None and sys.stdin.isatty()
    if interactive and not chosen.json:
        _converse(chosen)
    else:
        _answer_lines(_given(chosen.question), chosen)


def _answer_lines(lines: Iterator[str], chosen: Namespace) -> None:
    config = _config(chosen)
    style = Style(config.index.citation_style)
    collection = _open(config)
    documents = dict(collection.documents)
    out = printing.console()
    for line in lines:
        question, history = _question(line)
        outcome = collection.ask(question, history)
        if chosen.json:
            _emit(json_records.outcome_record(outcome, documents, style))
        else:
            out.rule(out.render_str(question, markup=False, emoji=False), style="dim")
            printing.print_outcome(out, outcome, style)


def _question(line: str) -> tuple[str, list[str]]:
    """Return the question and history of a line, which is plain or a JSON object.

    Raises:
        SettingsError: A line that starts with `{` is not such an object.
    """
    if not line.startswith("{"):
        return line, []
    try:
        record: Any = json.loads(line)
        question, history = record["question"], record.get("history") or []
    except (ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f'a line that starts with {{ must be {{"question": …, "history": […]}}: {line[:80]}'
        ) from error
    texts = isinstance(history, list) and all(isinstance(turn, str) for turn in history)
    if not isinstance(question, str) or not texts:
        raise SettingsError(f"question must be text and history a list of texts: {line[:80]}")
    return question, list(history)


def _converse(chosen: Namespace) -> None:
    """Answer at a prompt; each question may lean on the ones before it."""
    config = _config(chosen)
    collection = _open(config)
    out = printing.console()
    title = collection.document().title
    out.print(f"Ask about “{title}”. An empty line or Ctrl-D ends.")
    history: list[str] = []
    while True:
        try:
            question = input(_PROMPT).strip()
        except EOFError:
            question = ""
        if not question:
            return
        outcome = collection.ask(question, history)
        printing.print_outcome(out, outcome, Style(config.index.citation_style))
        history.append(question)


def command_show(chosen: Namespace) -> None:
    """Show a document as it is quoted."""
    document = _open(_config(chosen)).document(chosen.document)
    if chosen.json:
        _emit(json_records.document_record(document))
    else:
        printing.print_document(printing.console(), document, repairs=chosen.repairs)


def command_verify(chosen: Namespace) -> None:
    """Hold quotations against the sources."""
    quotations = _required(chosen.quotation, "quotation")
    config = _config(chosen)
    collection = _open(config)
    out = printing.console()
    for quotation in quotations:
        verification = collection.verify(quotation)
        if chosen.json:
            _emit(json_records.verification_record(verification))
        else:
            printing.print_verification(out, verification, Style(config.index.citation_style))


def command_brief(chosen: Namespace) -> None:
    """Brief on a topic."""
    config = _config(chosen)
    collection = _open(config)
    style = Style(config.index.citation_style)
    topics = _given(chosen.topic) if chosen.json else iter((chosen.topic,))
    for topic in topics:
        brief = collection.brief(topic)
        if chosen.json or chosen.format == "json":
            _emit(json_records.brief_record(brief, style))
        elif isinstance(brief, Brief) and chosen.format in _EXPORTS:
            sys.stdout.write(_EXPORTS[chosen.format](brief, style))
        else:
            printing.print_brief(printing.console(), brief, style)


def command_cite(chosen: Namespace) -> None:
    """Find support for a claim, or cite an address."""
    claims = _required(chosen.claim, "claim or address")
    config = _config(chosen)
    collection = _open(config)
    style = Style(chosen.style or config.index.citation_style)
    out = printing.console()
    for text in claims:
        support = collection.support(text)
        if chosen.json:
            _emit(json_records.support_record(support, style))
        else:
            printing.print_support(out, support, style)


def command_eval(chosen: Namespace) -> None:
    """Measure on graded questions."""
    from bot.terminal.eval_command import evaluate

    config = _config(chosen)
    # Public sets bring their own documents: the collection is opened for questions on it alone.
    evaluate(config, cache(lambda: _open(config)), chosen)


def command_calibrate(chosen: Namespace) -> int:
    """Choose the threshold for a stated error.

    Returns:
        0 where one was found, 1 otherwise.
    """
    from bot.terminal.calibrate_command import calibrate

    config = _config(chosen)
    return calibrate(_open(config), config, chosen)


def command_run(chosen: Namespace) -> None:
    """Run the bot on Discord, or in the sandbox where there is no token."""
    config = _config(chosen)
    from bot.chat import serving

    serving.start_logging()
    if secret := token():
        serving.run_on_discord(config, secret, _open(config, quietly=True))
    else:
        port = config.sandbox.port if chosen.port is None else chosen.port
        replace(config.sandbox, port=port)  # holds it against its range
        browser = config.sandbox.open_browser and not chosen.no_browser
        serving.run_in_sandbox(config, port, _open(config, quietly=True), open_browser=browser)


def command_doctor(chosen: Namespace) -> int:
    """Check what the bot needs, one line each.

    Returns:
        0 where everything is well, 1 otherwise.
    """
    from bot.terminal.doctor import examine

    return examine(chosen)
