"""A broken connection is tried again soon, however many have broken before."""

from collections.abc import Callable

import discord.client
import pytest

from bot.chat.gateway.reconnecting import ReconnectPause, reconnect_soon


class Hours:
    """A clock that is moved, and dice that fall where they are told to."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def pauses(self, drawn: Callable[[float, float], float]) -> ReconnectPause:
        return ReconnectPause(lambda: self.now_s, drawn)


def longest(low: float, high: float) -> float:
    assert low == 0
    return high


def test_pauses_double_while_nothing_answers_and_never_pass_ten_seconds() -> None:
    hours = Hours()
    pauses = hours.pauses(longest)
    seen = []
    for _ in range(8):
        seen.append(pauses.delay())
        hours.now_s += seen[-1] + 0.1  # the try that fails at once
    assert seen == [1, 2, 4, 8, 10, 10, 10, 10]


def test_short_outages_with_a_connection_between_them_do_not_add_up() -> None:
    hours = Hours()
    pauses = hours.pauses(longest)
    for _ in range(40):
        assert pauses.delay() == 1
        hours.now_s += 1 + 3


def test_pauses_are_drawn_so_that_clients_do_not_come_back_together() -> None:
    pauses = ReconnectPause()
    drawn = {pauses.delay() for _ in range(4)}
    assert len(drawn) == 4
    assert all(0 <= pause_s <= 8 for pause_s in drawn)


def test_discord_py_asks_for_these_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.client, "ExponentialBackoff", None)
    reconnect_soon()
    assert isinstance(vars(discord.client)["ExponentialBackoff"](), ReconnectPause)
