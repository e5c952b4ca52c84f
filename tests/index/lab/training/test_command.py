"""The command's shares: how much of each part of the material an epoch reads."""

import argparse

import pytest

from index.lab.training.__main__ import _share


def test_a_share_names_its_part() -> None:
    assert _share("manuals=2.5") == ("manuals", 2.5)


@pytest.mark.parametrize("text", ["manual=1", "manuals", "manuals=", "manuals=0", "manuals=nan"])
def test_another_part_or_no_share_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is no PART=SHARE"):
        _share(text)
