"""The command line in-process: every field of its JSON, its exit codes, its one-line faults."""

import argparse
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.terminal.arguments import run
from bot.terminal.commands import all_commands
from index import Document
from index.quotations.verification import MINIMUM_CHARACTERS
from tests.support.terminal import QUESTION, Told

Fields = dict[str, type | tuple[type, ...]]
TEXT = (str, type(None))
COUNT = (int, type(None))
POINT: Fields = {
    "text": str,
    "highlight": (list, type(None)),
    "document": str,
    "title": str,
    "section": TEXT,
    "paragraph": int,
    "locator": (dict, type(None)),
    "recognised": bool,
    "start": int,
    "end": int,
    "url": TEXT,
    "citation": str,
}
QUOTE: Fields = POINT | {"quoted_speaker": bool, "source": str}
HIT: Fields = {
    "text": str,
    "document": str,
    "paragraph": int,
    "start": int,
    "end": int,
    "score": float,
}

COMMANDS = all_commands()
# `doctor` tells of a missing folder as one finding of many, `eval` measures what it is given, and
# `library` asks of which server first; the others ask no documents.
_WITHOUT_DOCUMENTS = {*"doctor eval library keys backup restore database work".split()}
OPENING = [name for name in COMMANDS if name not in _WITHOUT_DOCUMENTS]


def takes_text(name: str) -> bool:
    """Whether a command may be given one text, as a question or the id of a document is."""
    parser = argparse.ArgumentParser(add_help=False)
    COMMANDS[name].declare(parser)
    texts = list(vars(parser.parse_known_args(["a text"])[0]).values())
    return "a text" in texts


_OWN_WORDS = {"library", "keys", "database"}  # what they are given is a word of theirs
TEXTUAL = [name for name in COMMANDS if takes_text(name) and name not in _OWN_WORDS]
ASKING = [name for name in TEXTUAL if name != "show"]  # which takes the id of a document


def records(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def check(record: dict[str, Any], fields: Fields) -> None:
    assert set(record) == set(fields)
    for name, kind in fields.items():
        assert isinstance(record[name], kind), name
        assert kind is not int or not isinstance(record[name], bool), name


def check_quotes(quotes: list[dict[str, Any]], fields: Fields, document: Document) -> None:
    for quote in quotes:
        check(quote, fields)
        assert quote["text"] == document.text[quote["start"] : quote["end"]]
        paragraph = document.paragraphs[quote["paragraph"] - 1]
        assert paragraph.start <= quote["start"] < quote["end"] <= paragraph.end
        assert quote["section"] == paragraph.section
        assert quote["citation"]
        if quote["highlight"] is not None:
            first, last = quote["highlight"]
            assert 0 <= first < last <= len(quote["text"])


def test_ask_prints_every_field_one_object_a_line_in_order(
    told: Callable[..., Told], essay: Document
) -> None:
    questions = [QUESTION, "What does the Taliban gain?", "Where do penguins nest?"]
    code, out, _ = told("ask", "--json", given="\n\n".join(questions))
    assert code == 0
    assert [record["question"] for record in records(out)] == questions
    for record in records(out):
        fields: Fields = {"question": str, "answered": bool, "confidence": float, "answer": list}
        check(record, fields | {"hits": list, "unanswered": list, "seconds": float})
        assert 0 <= record["confidence"] <= 1
        check_quotes(record["answer"], QUOTE, essay)
        assert 0 < sum(len(quote["text"]) for quote in record["answer"]) <= 600
        for hit in record["hits"]:
            check(hit, HIT)
            assert hit["text"] == essay.text[hit["start"] : hit["end"]]
        assert len({hit["paragraph"] for hit in record["hits"]}) == len(record["hits"]) == 10
        assert all(a["score"] >= b["score"] for a, b in pairwise(record["hits"]))


def test_a_line_may_carry_the_history_of_its_question(told: Callable[..., Told]) -> None:
    line = json.dumps({"question": "And why?", "history": [QUESTION]})
    _, out, _ = told("ask", "--json", given=f'\ufeff{line}\n{{"question": "And why?"}}\n')
    leaning, alone = records(out)
    assert leaning["question"] == alone["question"] == "And why?"
    assert leaning["answer"] != alone["answer"]


def test_brief_prints_points_in_reading_order_none_twice(
    told: Callable[..., Told], essay: Document
) -> None:
    code, out, _ = told("brief", "--json", given="Taliban funding\nthe alliance\n")
    assert code == 0
    assert [record["topic"] for record in records(out)] == ["Taliban funding", "the alliance"]
    for record in records(out):
        fields: Fields = {"topic": str, "answered": bool, "points": list, "seconds": float}
        check(record, fields)
        points = record["points"]
        check_quotes(points, POINT, essay)
        assert sum(len(point["text"]) for point in points) <= 1500
        assert not record["answered"] or all(a["end"] <= b["start"] for a, b in pairwise(points))


@pytest.mark.parametrize("claim", [QUESTION, "12", "deadly-cooperation:12"])
def test_cite_prints_passages_with_their_citation(
    told: Callable[..., Told], essay: Document, claim: str
) -> None:
    code, out, _ = told("cite", claim, "--style", "apa", "--json")
    assert code == 0
    (record,) = records(out)
    fields: Fields = {"claim": str, "verdict": str, "supported": bool}
    check(record, fields | {"confidence": float, "passages": list})
    assert record["supported"] is (record["verdict"] == "supported")
    check_quotes(record["passages"], QUOTE, essay)
    assert claim == QUESTION or record["passages"][0]["paragraph"] == 12
    assert "Bacon, T." in record["passages"][0]["citation"]


CLAIMS = {
    "It controls or contests at least 44 percent of Afghanistan’s districts": "supported",
    "It controls or contests at least 14 percent of Afghanistan’s districts": "contradicted",
    "A fish rides its bicycle": "not_mentioned",
}


def test_cite_prints_one_of_three_verdicts(told: Callable[..., Told], essay: Document) -> None:
    code, out, _ = told("cite", "--json", given="".join(f"{claim}\n" for claim in CLAIMS))
    assert code == 0
    assert {record["claim"]: record["verdict"] for record in records(out)} == CLAIMS
    for record in records(out):
        assert 0.0 <= record["confidence"] <= 1.0
        check_quotes(record["passages"], QUOTE, essay)
    assert "44 percent" in records(out)[1]["passages"][0]["text"]


@pytest.mark.parametrize(
    ("claim", "line", "cited"),
    [
        (next(iter(CLAIMS)), "Supported ·", True),
        (list(CLAIMS)[1], "Contradicted: the document says otherwise ·", False),
        (list(CLAIMS)[2], "Not mentioned in the documents.", False),
    ],
)
def test_cite_tells_the_verdict_and_cites_only_support(
    told: Callable[..., Told], claim: str, line: str, cited: bool
) -> None:
    code, out, _ = told("cite", claim, "--style", "apa")
    assert code == 0
    assert any(said.startswith(line) for said in out.splitlines())
    assert ("Bacon, T." in out) is cited


def test_verify_prints_a_verdict_with_its_differences(
    told: Callable[..., Told], essay: Document
) -> None:
    exact = "the alliance persisted"
    given = f"{exact}\nIn defiance of predictions, the alliance ended.\nA fish rides its bicycle.\n"
    code, out, _ = told("verify", "--json", given=given)
    assert code == 0
    assert [r["verdict"] for r in records(out)] == ["exact", "altered", "not_found"]
    for record in records(out):
        check_verdict(record, essay)


def check_verdict(record: dict[str, Any], document: Document) -> None:
    fields: Fields = {"quotation": str, "verdict": str, "document": TEXT, "text": TEXT}
    fields |= {"paragraph": COUNT, "start": COUNT, "end": COUNT}
    fields |= {"differences": list, "also_in": list, "warnings": list}
    check(record, fields | {"seconds": float})
    for warning in record["warnings"]:
        check(warning, {"kind": str, "text": str, "start": int, "end": int})
        assert warning["text"] == document.text[warning["start"] : warning["end"]]
    for part in record["differences"]:
        check(part, {"op": str, "quoted": str, "source": str})
    for other in record["also_in"]:
        check(other, {"document": str, "paragraph": int, "start": int, "end": int})
    if record["start"] is not None:
        assert record["text"] == document.text[record["start"] : record["end"]]
        assert record["text"] == "".join(part["source"] for part in record["differences"])


def test_show_prints_the_document_as_it_is_quoted(
    told: Callable[..., Told], essay: Document
) -> None:
    _, out, _ = told("show", "--json")
    (record,) = records(out)
    fields: Fields = {"document": str, "title": str, "author": TEXT, "paragraphs": list}
    check(record, fields | {"repairs": list, "left_out": list})
    assert {p["kind"] for p in record["paragraphs"]} == {"text"}
    (addresses,) = record["left_out"]
    assert addresses["kind"] == "addresses set apart"
    assert addresses["text"].startswith("https://warontherocks.com/author/tricia-bacon/ https:")
    assert [p["paragraph"] for p in record["paragraphs"]] == list(range(1, 28))
    for paragraph in record["paragraphs"]:
        assert paragraph["text"] == essay.text[paragraph["start"] : paragraph["end"]]
    for repair in record["repairs"]:
        check(repair, {"start": int, "end": int, "before": str, "after": str})
        assert essay.text[repair["start"] : repair["end"]] == repair["after"]


def test_index_says_what_was_read_and_what_was_not(
    told: Callable[..., Told], tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text("Ships wait in the harbour.\n", "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    code, out, _ = told("index", "--json", knowledge=tmp_path)
    assert code == 0
    (record,) = records(out)
    assert (record["documents"], record["passages"], record["sentences"]) == (1, 1, 1)
    assert list(record["faults"]) == ["empty"]
    code, out, errors = told("index", knowledge=tmp_path)
    assert "empty.txt" in out + errors


@pytest.mark.parametrize("command", OPENING)
def test_a_missing_folder_is_a_fault_of_one_line(
    told: Callable[..., Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    code, out, errors = told(command, given="a question?\n", knowledge=tmp_path / "gone")
    assert (code, out) == (1, "")
    assert "gone" in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize("arguments", [["show", "nothing"], ["cite", "deadly-cooperation:99"]])
def test_an_address_that_leads_nowhere_is_a_fault(
    told: Callable[..., Told], arguments: list[str]
) -> None:
    code, _, errors = told(*arguments)
    assert code == 1
    assert errors.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "what"),
    [("verify", "quotation"), ("cite", "claim or address"), ("ask", "question")],
)
@pytest.mark.parametrize("closed", [True, False])
def test_nothing_to_check_is_wrong_usage(
    told: Callable[..., Told],
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    what: str,
    closed: bool,
) -> None:
    if closed:
        monkeypatch.setattr("sys.stdin", None)
        code = run(["--config", str(place / "config.yaml"), command])
        out, errors = capsys.readouterr()
    else:
        code, out, errors = told(command, given="\n\n")
    assert (code, out) == (2, "")
    assert errors.startswith(f"briefing-bot: no {what} was given")
    assert errors.count("\n") == 1


@pytest.mark.parametrize("command", TEXTUAL)
def test_a_file_that_could_not_be_read_is_said_once_on_standard_error(
    told: Callable[..., Told], tmp_path: Path, command: str
) -> None:
    (tmp_path / "good.txt").write_text("Ships wait in the harbour.\n", "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    code, out, errors = told(command, "good", knowledge=tmp_path)
    assert code == 0
    assert "empty" not in out
    expected = "1 file could not be read: empty; `briefing-bot index` says why"
    assert errors == f"briefing-bot: {expected}\n"


def test_an_unknown_setting_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("index:\n  reader: none\n  answer_treshold: 0.3\n", "utf-8")
    assert run(["ask", "a question?", "--config", str(path)]) == 2
    errors = capsys.readouterr().err
    assert "line 3" in errors
    assert "did you mean answer_threshold?" in errors


@pytest.mark.parametrize(
    "hostile", ["a" * 4000, "🌊" * 50, "<script>[b]*", "\x1b[31mred?", "为什么"]
)
@pytest.mark.parametrize("command", ASKING)
def test_whatever_is_asked_is_answered_with_exit_0(
    told: Callable[..., Told], command: str, hostile: str
) -> None:
    for arguments in ([command], [command, "--json"]):
        code, out, errors = told(*arguments, given=f"{hostile}\n")
        assert code == 0, arguments
        assert out
        too_short = arguments == ["verify", "--json"] and len(hostile) < MINIMUM_CHARACTERS
        assert ("Too short to check" in errors) if too_short else errors == "", arguments


def test_a_port_out_of_range_is_wrong_usage(
    told: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    code, out, errors = told("run", "--no-browser", "--port", "99999")
    assert (code, out) == (2, "")
    assert "port must lie between 0 and 65535" in errors
    assert errors.count("\n") == 1


def test_piped_questions_are_answered_without_a_command(told: Callable[..., Told]) -> None:
    code, out, _ = told(given=f"{QUESTION}\n")
    assert code == 0
    assert QUESTION in out
    assert "¶" in out


def test_without_any_question_one_is_answered_as_an_example(told: Callable[..., Told]) -> None:
    code, out, _ = told(given="")
    assert code == 0
    assert "No question was given" in out
    assert "¶" in out


@pytest.fixture
def stopped(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[object, str]]:
    """Runs arguments that end the parser; gives the exit code and all that was printed."""

    def command(*arguments: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as caught:
            run(arguments)
        return caught.value.code, "".join(capsys.readouterr())

    return command


def test_the_help_has_examples(stopped: Callable[..., tuple[object, str]]) -> None:
    code, out = stopped("--help")
    assert code == 0
    assert "briefing-bot ask" in out.split("examples", 1)[1]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["aks", "What is gained?"], "there is no command 'aks'; did you mean ask?"),
        (["Verify"], "there is no command 'Verify'; did you mean verify?"),
        (["What", "is", "gained?"], "there is no command 'What'; there are index, ask, brief"),
        (["cite", "12", "--style", "aap"], "there is no style 'aap'; did you mean apa?"),
        (["show", "--jason\x1b[2J"], "unrecognized arguments: --jason␛[2J"),
        (["ask", "--style", "apa", "x"], "(`briefing-bot ask --help` explains)"),
    ],
)
def test_what_was_mistyped_is_wrong_usage_with_what_was_meant(
    stopped: Callable[..., tuple[object, str]], arguments: list[str], hint: str
) -> None:
    code, out = stopped(*arguments)
    assert (code, out.count("\n")) == (2, 1)
    assert hint in out


@pytest.mark.parametrize("command", ASKING)
def test_words_need_no_quotes(told: Callable[..., Told], command: str) -> None:
    for arguments in (["--json", *QUESTION.split()], [*QUESTION.split(), "--json"]):
        code, out, _ = told(command, *arguments)
        assert code == 0
        assert [QUESTION in record.values() for record in records(out)] == [True]
