"""Shards as they are written, and the servers that are theirs."""

import pytest

from bot.shards import Shards


@pytest.mark.parametrize(
    ("text", "shards", "written"),
    [
        ("0-3/8", Shards(0, 3, 8), "0-3/8"),
        ("7/8", Shards(7, 7, 8), "7/8"),
        ("2-2/8", Shards(2, 2, 8), "2/8"),
        (" 0-0/1 ", Shards(0, 0, 1), "0/1"),
    ],
)
def test_a_range_is_read_as_it_is_written(text: str, shards: Shards, written: str) -> None:
    assert Shards.parse(text) == shards
    assert str(shards) == written
    assert Shards.parse(written) == shards


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "must name shards, not ''"),
        ("8", "must name shards, not '8'"),
        ("0-3", "must name shards, not '0-3'"),
        ("0..3/8", "must name shards"),
        ("-1-3/8", "must name shards"),
        ("0-3/8/9", "must name shards"),
        ("٠/٨", "must name shards"),
        ("9" * 400 + "/8", "must name shards"),
        ("0/0", "must be of one shard at least"),
        ("0-8/8", "must end with 7 at most, the last of 8 shards"),
        ("3-0/8", "must begin with the lower number"),
    ],
)
def test_what_names_none_is_told_with_what_to_write(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match="such as 0-3/8, or A/N for one") as caught:
        Shards.parse(text)
    assert fault in str(caught.value)
    assert len(str(caught.value)) < 160


def test_each_server_is_of_one_shard_by_the_published_formula() -> None:
    halves = Shards(0, 3, 8), Shards(4, 7, 8)
    for number in range(100):
        guild_id = (number << 22) + 12345
        served = [half.serve(guild_id) for half in halves]
        assert served == [number % 8 < 4, number % 8 >= 4]


def test_it_is_known_whether_other_processes_serve_the_rest() -> None:
    assert Shards(0, 7, 8).are_all
    assert not Shards(0, 6, 8).are_all
    assert [*Shards(4, 7, 8).numbers] == [4, 5, 6, 7]
