"""Whether answers helped, kept by any engine."""

from datetime import date

import pytest

from bot.library.ports import OpinionsPort
from bot.library.tables.opinion_counts import Opinions, RatedText
from tests.support.engines.library_engines import Opening

DAY, NEXT = date(2026, 3, 1), date(2026, 3, 2)
OURS, THEIRS = RatedText(True, "light", "aa"), RatedText(False, "essay", "bb")


@pytest.fixture
def opinions(opening: Opening) -> OpinionsPort:
    return opening().choices.opinions


def test_they_are_counted_by_server_document_and_wording_over_the_days(
    opinions: OpinionsPort, opening: Opening
) -> None:
    opinions.count(7, [OURS, THEIRS], DAY, helpful=True)
    opinions.count(7, [OURS], DAY, helpful=True)
    opinions.count(7, [OURS], NEXT, helpful=False)
    opinions.count(8, [THEIRS], DAY, helpful=False)
    again = opening().choices.opinions
    assert again.of(7) == (Opinions(THEIRS, 1, 0), Opinions(OURS, 2, 1))
    assert again.of(8) == (Opinions(THEIRS, 0, 1),)


def test_nothing_is_made_for_who_has_none(opinions: OpinionsPort, opening: Opening) -> None:
    assert opinions.of(7) == ()
    opinions.keep(["essay"])
    assert not opening().is_there


def test_what_is_of_an_operators_document_that_is_gone_is_deleted(opinions: OpinionsPort) -> None:
    opinions.count(7, [OURS, THEIRS], DAY, helpful=True)
    opinions.keep(["essay"])
    assert len(opinions.of(7)) == 2
    opinions.keep(["another", "light"])
    assert opinions.of(7) == (Opinions(OURS, 1, 0),)
