"""What members chose for replies to them, kept by any engine."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.library import CITATION_STYLE, FORM, PREFERENCES_FILE
from bot.library.ports import PreferencesPort
from tests.support.engines.library_engines import Opening

ANNA, BRUNO, ONE, TWO = 1, 2, 11, 22


@pytest.fixture
def reopened(opening: Opening) -> Callable[[], PreferencesPort]:
    """Opens what is kept anew, as another process would."""
    return lambda: opening().preferences


def test_who_chose_nothing_has_nothing(reopened: Callable[[], PreferencesPort]) -> None:
    chosen = reopened().of(ANNA, ONE)
    assert (dict(chosen.of_member), dict(chosen.of_server)) == ({}, {})
    assert dict(reopened().forget(ANNA)) == {}


def test_a_choice_is_its_members_and_is_there_after_a_restart(
    reopened: Callable[[], PreferencesPort],
) -> None:
    reopened().keep(ANNA, CITATION_STYLE, "apa")
    reopened().keep(ANNA, CITATION_STYLE, "mla")
    reopened().keep(ANNA, FORM, "plain text")
    again = reopened()
    assert dict(again.of(ANNA, ONE).of_member) == {CITATION_STYLE: "mla", FORM: "plain text"}
    assert dict(again.of(BRUNO, ONE).of_member) == {}


def test_a_servers_choice_is_for_its_members_alone(
    reopened: Callable[[], PreferencesPort],
) -> None:
    reopened().keep_for_server(ONE, FORM, "plain text")
    again = reopened()
    seen = [dict(again.of(BRUNO, guild).of_server) for guild in (ONE, TWO, None)]
    assert seen == [{FORM: "plain text"}, {}, {}]
    again.forget_server(TWO)
    assert dict(reopened().of(BRUNO, ONE).of_server) == {FORM: "plain text"}
    again.forget_server(ONE)
    assert dict(reopened().of(BRUNO, ONE).of_server) == {}


def test_a_member_and_a_server_of_one_number_are_two(
    reopened: Callable[[], PreferencesPort],
) -> None:
    reopened().keep_for_server(ONE, FORM, "plain text")
    reopened().keep(ONE, FORM, "cards")
    assert dict(reopened().forget(ONE)) == {FORM: "cards"}
    chosen = reopened().of(ONE, ONE)
    assert (dict(chosen.of_member), dict(chosen.of_server)) == ({}, {FORM: "plain text"})


def test_what_is_deleted_is_gone_for_good_and_nothing_else_is(
    reopened: Callable[[], PreferencesPort],
) -> None:
    for member in (ANNA, BRUNO):
        reopened().keep(member, CITATION_STYLE, "apa")
    reopened().keep_for_server(ONE, FORM, "plain text")
    assert dict(reopened().forget(ANNA)) == {CITATION_STYLE: "apa"}
    again = reopened()
    assert dict(again.of(ANNA, ONE).of_member) == {}
    assert dict(again.of(BRUNO, ONE).of_member) == {CITATION_STYLE: "apa"}
    assert dict(again.of(ANNA, ONE).of_server) == {FORM: "plain text"}


def test_members_who_choose_at_once_all_have_their_way(
    reopened: Callable[[], PreferencesPort],
) -> None:
    kept = reopened()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda member: kept.keep(member, FORM, "cards"), range(1, 33)))
    again = reopened()
    assert all(dict(again.of(member, None).of_member) == {FORM: "cards"} for member in range(1, 33))


def test_what_lies_in_the_data_folder_holds(
    reopened: Callable[[], PreferencesPort], tmp_path: Path
) -> None:
    (tmp_path / PREFERENCES_FILE).write_text('{"1": "apa", "server:11:form": "cards"}', "utf-8")
    chosen = reopened().of(ANNA, ONE)
    assert dict(chosen.of_member) == {CITATION_STYLE: "apa"}
    assert dict(chosen.of_server) == {FORM: "cards"}
