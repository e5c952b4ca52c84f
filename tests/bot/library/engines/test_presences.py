"""Where the bot is and was, kept by any engine; and what goes with a server."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.library import Brought, ServerSettings
from bot.library.files.originals import Originals
from bot.library.ports import JobsPort, LibraryEngine, PresencesPort
from bot.library.tables.catalogue import ShelvedDocument
from tests.support.engines.library_engines import Opening

BOT, SANDBOX = 900, 901
ONE, TWO, ELSEWHERE = 11, 22, 33
NOW = datetime(2030, 5, 1, tzinfo=UTC)
DAY = timedelta(days=1)
DOCUMENT = ShelvedDocument("a", "a.txt", "a" * 64, 1)


@pytest.fixture
def presences(engine: LibraryEngine) -> PresencesPort:
    """Two servers with a document each, and the bot in both and in a third without any."""
    for guild in (ONE, TWO):
        engine.documents.put_all(guild, [DOCUMENT])
    assert engine.presences.come(BOT, {ONE, TWO, ELSEWHERE}) == ()
    return engine.presences


def test_nothing_is_made_where_no_server_has_anything(engine: LibraryEngine) -> None:
    assert not engine.presences.begun()
    assert not engine.is_there


def test_a_server_that_is_left_is_told_once_and_is_gone_until_the_bot_is_back(
    presences: PresencesPort, opening: Opening
) -> None:
    assert presences.go(BOT, {TWO}, NOW) == (ONE,)
    assert presences.go(BOT, {TWO}, NOW + DAY) == ()
    again = opening().presences
    assert (again.is_gone(ONE), again.is_gone(TWO), again.is_gone(ELSEWHERE)) == (
        True,
        False,
        False,
    )
    assert again.come(BOT, {ONE, TWO}) == (ONE,)
    assert again.come(BOT, {ONE, TWO}) == ()
    assert not again.is_gone(ONE)


def test_of_a_server_without_anything_nothing_is_noted(presences: PresencesPort) -> None:
    assert presences.go(BOT, set(), NOW) == (ONE, TWO)
    assert presences.gone(BOT, NOW) == (ONE, TWO)


def test_a_server_that_cannot_be_told_of_is_not_noted_as_left(presences: PresencesPort) -> None:
    assert presences.go(BOT, set(), NOW, lambda guild: guild == TWO) == (TWO,)
    assert not presences.is_gone(ONE)


def test_it_counts_from_the_moment_at_which_it_was_left(presences: PresencesPort) -> None:
    presences.go(BOT, {TWO}, NOW)
    presences.go(BOT, {TWO}, NOW + DAY)
    assert presences.gone(BOT, NOW - DAY) == ()
    assert presences.gone(BOT, NOW) == (ONE,)


def test_an_account_that_was_never_there_leaves_no_server(presences: PresencesPort) -> None:
    assert presences.go(SANDBOX, set(), NOW) == ()
    presences.go(BOT, {TWO}, NOW)
    assert presences.gone(SANDBOX, NOW) == ()


def test_everything_of_a_server_that_was_left_goes_and_nothing_of_another(
    presences: PresencesPort, engine: LibraryEngine, jobs: JobsPort, originals: Originals
) -> None:
    for guild in (ONE, TWO):
        engine.choices.change(guild, lambda _: ServerSettings(cooldown_s=3.0))
        engine.choices.count_gap(guild, date(2030, 4, 1))
        jobs.submit(guild, Brought("b.txt", b"b"))
    assert not presences.forget(ONE)  # the bot is there
    presences.go(BOT, {TWO}, NOW)
    assert presences.forget(ONE)
    assert not presences.forget(ONE)
    kept = [_of(engine, jobs, guild) for guild in (ONE, TWO)]
    assert kept[0] == ((), 0, ServerSettings(), (), 0, False)
    assert kept[1] == ((DOCUMENT,), 1, ServerSettings(cooldown_s=3.0), (1,), 1, False)


def _of(engine: LibraryEngine, jobs: JobsPort, guild: int) -> tuple[object, ...]:
    """Return everything that is kept of a server."""
    documents, choices = engine.documents, engine.choices
    return (
        documents.documents(guild),
        documents.generation(guild),
        choices.settings(guild),
        tuple(told for _, told in choices.gaps(guild)),
        len(jobs.unfinished(guild)),
        engine.presences.is_gone(guild),
    )
