"""`cite` for importers: nothing but records on standard output, and bibliographies."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Document, Style, bibliography, cite
from tests.support.terminal import Told

SUPPORTED = "It controls or contests at least 44 percent of Afghanistan’s districts"
FORMATS = [style for style in Style if style.is_data_format]


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A folder of two documents."""
    for name, title in (("mill", "The Mill"), ("ferry", "A Ferry")):
        (tmp_path / f"{name}.txt").write_text(f"The {name} was built in 1702.", "utf-8")
        stated = f"title: {title}\nauthor:\n  - family: Marlow\n    given: Ada\n"
        (tmp_path / f"{name}.yaml").write_text(stated, "utf-8")
    return tmp_path


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("claim", ["12", SUPPORTED])
def test_a_record_stands_on_standard_output_as_it_is_and_alone(
    told: Callable[..., Told], essay: Document, style: Style, claim: str
) -> None:
    code, out, errors = told("cite", claim, "--style", style.value)
    assert code == 0
    quote_line, *_ = [line for line in errors.splitlines() if line.strip()]
    assert quote_line not in out
    plain = cite(essay, style)
    if style is Style.CSL_JSON:
        (item,) = json.loads(out)
        assert item.pop("note").startswith("Paragraph ")
        assert [item] == json.loads(plain)
    else:
        lines = out.splitlines()
        assert [line for line in plain.splitlines() if line not in lines] == []
        assert len(lines) == len(plain.splitlines()) + 1  # the place


@pytest.mark.parametrize("style", FORMATS)
def test_what_supports_nothing_leaves_standard_output_empty(
    told: Callable[..., Told], style: Style
) -> None:
    code, out, errors = told("cite", "A fish rides its bicycle", "--style", style.value)
    assert (code, out) == (0, "")
    assert "Not mentioned in the documents." in errors


def test_each_claim_of_several_stands_above_its_verdict(told: Callable[..., Told]) -> None:
    foreign = "A fish [rides] its bicycle"
    code, out, _ = told("cite", given=f"{SUPPORTED}\n{foreign}\n")
    assert code == 0
    lines = out.splitlines()
    ruled = [place for place, line in enumerate(lines) if line.startswith("──")]
    assert [lines[place].strip("─ ") for place in ruled] == [SUPPORTED, foreign]
    below = [lines[place + 1] for place in ruled]
    assert below[0].startswith("Supported")
    assert below[1] == "Not mentioned in the documents."
    assert "──" not in told("cite", SUPPORTED)[1]


@pytest.mark.parametrize("style", Style)
def test_a_bibliography_has_an_entry_of_every_document(
    told: Callable[..., Told], knowledge: Path, style: Style
) -> None:
    code, out, _ = told("cite", "--bibliography", "--style", style.value, knowledge=knowledge)
    assert code == 0
    if style is Style.CSL_JSON:
        assert [item["title"] for item in json.loads(out)] == ["A Ferry", "The Mill"]
    elif style.is_data_format:
        starts = [entry.splitlines()[0][:2] for entry in out.strip().split("\n\n")]
        assert starts == (["TY", "TY"] if style is Style.RIS else ["@m", "@m"])
    else:
        first, second = out.splitlines()
        assert "Ferry" in first
        assert "Mill" in second


def test_a_bibliography_may_be_of_the_documents_that_are_named(
    told: Callable[..., Told], knowledge: Path
) -> None:
    code, out, _ = told("cite", "--bibliography", "MILL", "--style", "apa", knowledge=knowledge)
    assert code == 0
    assert len(out.splitlines()) == 1
    assert "mill" in out.lower()
    code, out, errors = told("cite", "--bibliography", "mil", knowledge=knowledge)
    assert (code, out) == (1, "")
    assert "did you mean mill?" in errors


def test_a_bibliography_of_the_essay_is_what_the_library_makes(
    told: Callable[..., Told], essay: Document
) -> None:
    _, out, _ = told("cite", "--bibliography", "--style", "mla")
    assert out.splitlines() == bibliography([essay], Style.MLA)
    _, out, _ = told("cite", "--bibliography", "--json")
    assert [json.loads(line)["document"] for line in out.splitlines()] == [essay.id]


def test_a_claim_beside_a_bibliography_is_wrong_usage(told: Callable[..., Told]) -> None:
    code, out, errors = told("cite", SUPPORTED, "--bibliography")
    assert (code, out, errors.count("\n")) == (2, "", 1)


def test_a_document_is_shown_in_whatever_case_its_id_is_written(
    told: Callable[..., Told], essay: Document
) -> None:
    code, out, _ = told("show", essay.id.title(), "--json")
    assert code == 0
    assert json.loads(out)["document"] == essay.id
    code, _, errors = told("show", essay.id[:-3])
    assert code == 1
    assert f"did you mean {essay.id}?" in errors


def test_a_brief_on_everything_needs_no_input_of_who_types(
    told: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.terminal.given.at_a_terminal", lambda: True)
    code, out, _ = told("brief", "--json", given="not read\n")
    assert code == 0
    assert json.loads(out)["topic"] == ""
