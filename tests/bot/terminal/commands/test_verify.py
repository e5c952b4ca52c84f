"""`verify`: several quotations in one text, blocks of standard input, and all of a file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.terminal import Told

EXACT = "it controls or contests at least 44 percent of Afghanistan’s districts"
ALTERED = EXACT.replace("44", "14")
FOREIGN = "The committee adjourned until the following Wednesday afternoon"
SAID = f"He said “{EXACT}” and later “{ALTERED}”, never “{FOREIGN}”."
VERDICTS = ["Exact.", "Altered. What was changed:", "Not found in the documents."]
DRAFT = f"""\
# A draft

He said “{EXACT}”.

> {ALTERED[:30]}
> {ALTERED[30:].strip()}

They spoke of “a so-called” matter, and “{FOREIGN}”.
"""


def records(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, "utf-8")
    return path


def test_each_quotation_of_an_argument_has_a_verdict_of_its_own(told: Callable[..., Told]) -> None:
    code, out, _ = told("verify", SAID)
    assert code == 0
    verdicts = [line for line in out.splitlines() if line in VERDICTS]
    assert verdicts == VERDICTS
    assert "He said" not in out


def test_a_pasted_quotation_may_have_many_lines(told: Callable[..., Told]) -> None:
    lines = EXACT.replace(" or ", "\nor ").replace(" of ", "\nof ")
    code, out, _ = told("verify", given=f"{lines}\n\n \n{FOREIGN}\n")
    assert code == 0
    assert (out.count("Exact."), out.count("Not found"), out.count("Altered")) == (1, 1, 0)


def test_each_quotation_of_several_stands_above_its_verdict(told: Callable[..., Told]) -> None:
    _, out, _ = told("verify", given=f"{EXACT}\n\n{FOREIGN}\n")
    lines = out.splitlines()
    exact, absent = lines.index(VERDICTS[0]), lines.index(VERDICTS[2])
    assert lines[absent - 1] == f"“{FOREIGN}”"
    assert lines[exact - 1] == f"“{EXACT}”"


def test_a_block_that_is_too_long_is_told_by_its_first_line(told: Callable[..., Told]) -> None:
    long = "\n".join([f"{EXACT} and"] * 200)
    code, out, errors = told("verify", given=f"{EXACT}\n\n{long}\n\n{EXACT}\n")
    assert code == 1
    assert out.count("Exact.") == 2
    assert errors.startswith("briefing-bot: line 3: the quotation has ")


def test_a_line_for_programs_stays_one_object_and_says_on_standard_error_what_it_holds(
    told: Callable[..., Told],
) -> None:
    code, out, errors = told("verify", "--json", given=f"{SAID}\n{EXACT}\nthe Taliban\n")
    assert code == 0
    quotations = [record["quotation"] for record in records(out)]
    assert quotations == [SAID, EXACT, "the Taliban"]
    several, short = errors.splitlines()
    assert several.startswith("briefing-bot: 3 quotations were checked as one")
    assert short == "briefing-bot: the Taliban: Too short to check: give at least 12 characters."


def test_every_quotation_of_a_file_is_told_with_its_line(
    told: Callable[..., Told], draft: Path
) -> None:
    code, out, _ = told("verify", "--file", str(draft))
    assert code == 0
    places = [line.split(": ")[0] for line in out.splitlines() if line.startswith("line ")]
    assert places == ["line 3", "line 5", "line 8", "line 8"]
    summary = "4 marked quotations: 1 exact, 1 altered, 1 not found, 1 too short to check"
    assert out.endswith(f"\n{summary}\n")


def test_every_quotation_of_a_file_is_a_line_of_json(
    told: Callable[..., Told], draft: Path
) -> None:
    code, out, _ = told("verify", "--file", str(draft), "--json")
    assert code == 0
    assert [(one["line"], one["verdict"], one["too_short"]) for one in records(out)] == [
        (3, "exact", False), (5, "altered", False), (8, "not_found", True),
        (8, "not_found", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"“{EXACT}”", 0),
        (f"“{EXACT}”\n“{ALTERED}”", 1),
        (f"“{FOREIGN}”", 1),
        ("no mark", 0),
        (f"a “fair” word, “{EXACT}”", 0),
    ],
)
def test_strict_is_content_with_exact_quotations_alone(
    told: Callable[..., Told], tmp_path: Path, text: str, expected: int
) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(text, "utf-8")
    assert told("verify", "--file", str(path), "--strict")[0] == expected
    assert told("verify", "--file", str(path), "--strict", "--json")[0] == expected


@pytest.mark.parametrize(("quotation", "expected"), [(EXACT, 0), (ALTERED, 1), (SAID, 1)])
def test_strict_holds_for_an_argument_too(
    told: Callable[..., Told], quotation: str, expected: int
) -> None:
    assert told("verify", quotation, "--strict")[0] == expected
    assert told("verify", quotation)[0] == 0


@pytest.mark.parametrize(
    ("raw", "why"), [(None, "cannot be read: No such file"), (b"\xff\xfe\xfa", "no text in UTF-8")]
)
def test_a_file_that_is_no_text_is_wrong_usage(
    told: Callable[..., Told], tmp_path: Path, raw: bytes | None, why: str
) -> None:
    path = tmp_path / "draft.md"
    if raw is not None:
        path.write_bytes(raw)
    code, out, errors = told("verify", "--file", str(path))
    assert (code, out) == (2, "")
    assert why in errors
    assert errors.count("\n") == 1


def test_a_quotation_beside_a_file_is_wrong_usage(told: Callable[..., Told], draft: Path) -> None:
    code, _, errors = told("verify", EXACT, "--file", str(draft))
    assert (code, errors.count("\n")) == (2, 1)
