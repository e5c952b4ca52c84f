"""The two questions that the program was made for, in ten wordings each, by all that ships."""

from pathlib import Path

import pytest

from index.lab.member_answers import LeadKind, judge_files
from index.settings import Settings

_KNOWLEDGE = Path("knowledge")


@pytest.mark.model
def test_every_wording_is_led_by_a_reason_or_by_a_gain_of_the_taliban() -> None:
    asked = list(judge_files([_KNOWLEDGE / "questions/mission.jsonl"], _KNOWLEDGE, Settings()))
    assert len(asked) == 20
    assert [one.case.turns[-1] for one in asked if one.lead is not LeadKind.RIGHT] == []
