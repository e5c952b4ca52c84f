"""Why a file cannot be used: a kind with its values, kept and read again as it was."""

import json
import re
from string import Formatter

import pytest

from index.fault_reasons import FaultKind, FaultReason, Value

WORDS: dict[str, Value] = {"count": 1_200, "most": 3, "why": FaultKind.EMPTY.of(name="a.yaml")}


def said(kind: FaultKind) -> FaultReason:
    """A kind with something in the place of each name."""
    names = {name for _, name, _, _ in Formatter().parse(kind.value) if name}
    return kind.of(**{name: WORDS.get(name, f"the {name}") for name in names})


@pytest.mark.parametrize("kind", FaultKind)
def test_a_reason_is_the_same_after_it_was_kept(kind: FaultKind) -> None:
    reason = said(kind)
    kept = json.loads(json.dumps(reason.record))
    assert FaultReason.of_record(kept) == reason
    assert not re.search(r"\{\w+\}", str(reason))


def test_a_number_is_written_as_english_does_it() -> None:
    reason = FaultKind.TOO_MANY_ROWS.of(name="a.csv", most=10_000)
    assert str(reason) == "a.csv has more than 10,000 rows: split it, or keep what is asked for"


def test_a_reason_may_name_another() -> None:
    reason = FaultKind.BESIDE.of(name="a.txt", why=FaultKind.LINK_OUT.of(name="a.yaml"))
    assert str(reason) == (
        "a.txt is not read for the metadata file beside it: "
        "a.yaml is a link out of the folder: put the file itself there"
    )
    assert FaultReason.of_record(reason.record) == reason


def test_what_earlier_builds_kept_is_said_as_it_stands() -> None:
    assert str(FaultReason.of_record("a.txt is {odd}")) == "a.txt is {odd}"


@pytest.mark.parametrize(
    "record",
    [
        None,
        7,
        {},
        {"kind": "EMPTY"},
        {"kind": "NEVER", "values": {}},
        {"kind": "EMPTY", "values": {}},
        {"kind": "EMPTY", "values": {"name": "a", "more": "b"}},
        {"kind": "EMPTY", "values": {"name": None}},
        {"kind": "EMPTY", "values": {"name": 1.5}},
        {"kind": "BESIDE", "values": {"name": "a", "why": {}}},
    ],
)
def test_a_damaged_record_is_none(record: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        FaultReason.of_record(record)
