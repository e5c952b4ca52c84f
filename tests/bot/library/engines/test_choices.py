"""What servers chose, kept by any engine."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from bot.library import DEFAULT, Scope, ServerSettings
from index import SettingsError
from tests.support.engines.library_engines import Opening
from tests.support.stand_in.server_choices import CHOSEN


def test_what_was_chosen_is_there_after_a_restart_and_for_this_server_alone(
    opening: Opening,
) -> None:
    assert opening().choices.change(1, lambda _: CHOSEN) == CHOSEN
    again = opening().choices
    assert again.settings(1) == CHOSEN
    assert (again.settings(2), again.settings(None)) == (ServerSettings(), ServerSettings())
    again.change(1, lambda _: ServerSettings())
    assert opening().choices.settings(1) == ServerSettings()


def test_nothing_is_made_for_who_chose_nothing(opening: Opening) -> None:
    assert opening().choices.settings(1) == ServerSettings()
    assert opening().choices.gaps(1) == ()
    assert not opening().is_there


def test_who_sees_what_is_new_is_known_to_every_process_and_of_this_server_alone(
    opening: Opening,
) -> None:
    assert opening().choices.new_scope(1) == Scope()
    opening().choices.change(1, lambda _: CHOSEN)
    scopes = opening().choices
    assert scopes.new_scope(1) == Scope(frozenset({11, 12}), frozenset({13}))
    assert scopes.new_scope(2) == Scope()
    scopes.change(1, lambda one: one.changed("new_roles", DEFAULT))
    assert opening().choices.new_scope(1) == Scope(frozenset({11, 12}))


def test_two_who_change_different_things_at_once_both_have_their_way(opening: Opening) -> None:
    several = [opening().choices for _ in range(2)]

    def add(channel: int) -> None:
        several[channel % 2].change(1, lambda one: replace(one, channels=one.channels | {channel}))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(1, 33)))
    assert several[0].settings(1).channels == frozenset(range(1, 33))


def test_what_is_refused_changes_nothing(opening: Opening) -> None:
    kept = opening().choices
    kept.change(1, lambda _: CHOSEN)
    with pytest.raises(SettingsError):
        kept.change(1, lambda one: one.changed("cooldown_s", "-1"))
    assert kept.settings(1) == CHOSEN


def test_gaps_are_counted_by_server_and_day(opening: Opening) -> None:
    counting = opening().choices
    days = [date(2026, 1, day) for day in range(1, 32)]
    for day in (*days, days[-1]):
        counting.count_gap(1, day)
    counting.count_gap(2, days[0])
    told = opening().choices.gaps(1)
    assert told[0] == (days[-1], 2)
    assert [day for day, _ in told] == days[:0:-1]
    assert opening().choices.gaps(2) == ((days[0], 1),)
