"""Who changed what a server has, kept by any engine: in its transaction, and for a time."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.languages import Sentence
from bot.library import (
    Brought,
    Change,
    EventKind,
    JobKind,
    JobRequest,
    JobState,
    Named,
    Naming,
    Scope,
    ServerSettings,
)
from bot.library.ports import JobsPort, LibraryEngine
from bot.library.table_engine import TableEngine
from bot.library.tables.catalogue import ShelvedDocument
from bot.library.tables.events import KEPT_DAYS, MOST, OPERATOR, Events
from tests.support.engines.library_engines import Opening, Time

DAY_S = 86_400.0
MEMBER, OTHER = 2**62 + 77, 78
LIGHT = ShelvedDocument("light", "Light.TXT", "a" * 64, 5)


@pytest.fixture
def events(engine: LibraryEngine, time: Time) -> Events:
    assert isinstance(engine, TableEngine)
    return Events(lambda: engine.is_there, engine._database, time)


def told(engine: LibraryEngine, guild: int = 7) -> list[tuple[EventKind, str, int | None]]:
    return [(one.kind, one.what, one.member) for one in engine.events.of(guild)]


def test_before_anything_was_done_nothing_is_made(engine: LibraryEngine, tmp_path: Path) -> None:
    assert engine.events.of(7) == ()
    assert engine.events.naming(MEMBER) == Naming()
    engine.events.forget(MEMBER)
    engine.events.tidy()
    assert not engine.is_there
    assert not list(tmp_path.iterdir())


def test_what_was_done_is_told_the_newest_first_of_its_server_alone(
    events: Events, opening: Opening, time: Time
) -> None:
    time.now = 1_767_323_045.5
    events.note(7, Change(EventKind.ADDED, "a.txt", MEMBER))
    events.note(7, Change(EventKind.SETTINGS, "cooldown_s"))
    events.note(8, Change(EventKind.REMOVED, "b.txt", OTHER))
    kept = Events(lambda: True, events._opened, time).of(7)
    assert [(one.kind, one.what, one.member) for one in kept] == [
        (EventKind.SETTINGS, "cooldown_s", OPERATOR),
        (EventKind.ADDED, "a.txt", MEMBER),
    ]
    assert kept[0].moment == datetime.fromtimestamp(time.now, UTC)
    another = opening()
    assert isinstance(another, TableEngine)
    assert [one.what for one in Events(lambda: True, another._database, time).of(8)] == ["b.txt"]


def test_a_file_that_took_the_place_of_another_is_noted_with_both(engine: LibraryEngine) -> None:
    engine.events.note(7, Change(EventKind.REPLACED, "b.txt", MEMBER, "a.txt"))
    engine.events.note(7, Change(EventKind.REPLACED, 200 * "d", before=200 * "c"))
    long, short = engine.events.of(7)
    assert (short.what, short.before) == ("b.txt", "a.txt")
    assert (long.what, long.before) == (149 * "d", 149 * "c")
    assert [one.what for one in engine.events.naming(MEMBER).lines] == ["b.txt"]


def test_what_settings_are_and_who_may_see_since_is_noted_whole_or_not_at_all(
    engine: LibraryEngine,
) -> None:
    chosen = ServerSettings(gaps_channel=5, new_roles=frozenset({3, 4}))
    engine.events.note(7, chosen.noted({"new_roles", "gaps_channel", "opinions"}, MEMBER))
    many = ServerSettings(channels=frozenset(range(2**60, 2**60 + 9)))
    engine.events.note(7, many.noted({"channels"}))
    engine.documents.put_all(7, [LIGHT])
    scope = Scope(frozenset({5}), frozenset({8, 9}))
    engine.documents.limit(7, "light", scope)
    limited, too_many, told_all = engine.events.of(7)
    assert told_all.what == "gaps_channel, new_roles, opinions"
    assert told_all.after == {"gaps_channel": "5", "new_roles": "3,4", "opinions": "default"}
    assert (too_many.what, too_many.after) == ("channels", {})
    assert (limited.what, Scope.of_texts(limited.after)) == ("Light.TXT", scope)


def test_a_change_of_documents_is_noted_with_it(engine: LibraryEngine) -> None:
    engine.documents.put_all(7, [LIGHT])
    assert engine.documents.limit(7, "light", Scope(frozenset({5})), by=MEMBER)
    assert not engine.documents.limit(7, "none", Scope(), by=MEMBER)
    assert not engine.documents.remove(7, "light", "b", by=MEMBER)
    assert engine.documents.remove(7, "light", by=OTHER)
    assert told(engine) == [
        (EventKind.REMOVED, "Light.TXT", OTHER),
        (EventKind.LIMITED, "Light.TXT", MEMBER),
    ]


def test_what_is_undone_is_not_noted(
    engine: LibraryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.documents.put_all(7, [LIGHT])

    def broken(*_: object) -> None:
        raise ValueError("killed")

    with monkeypatch.context() as patched:
        patched.setattr("bot.library.tables.catalogue.noted_revisions.forget", broken)
        with pytest.raises(ValueError, match="killed"):
            engine.documents.remove(7, "light", by=MEMBER)
    assert told(engine) == []
    assert [one.name for one in engine.documents.documents(7)] == ["light"]


def test_who_brought_something_is_known_to_who_takes_it_in(
    jobs: JobsPort, engine: LibraryEngine
) -> None:
    number = jobs.submit(7, Brought("a.txt", b"a", by=MEMBER)).id
    job = jobs.take("me")
    assert job
    assert (job.id, job.member) == (number, MEMBER)
    engine.events.forget(MEMBER)
    again = jobs.job(number)
    assert again
    assert again.member is None


def test_what_a_member_brought_names_them_until_they_have_that_deleted(
    jobs: JobsPort, engine: LibraryEngine, time: Time
) -> None:
    time.now = 1_767_323_045.5
    failed = jobs.submit(7, Brought("a.pdf", b"a", by=MEMBER))
    jobs.submit(8, Brought("b.txt", b"b", by=MEMBER))
    jobs.submit(8, Brought("c.txt", b"c", by=OTHER))
    taken = jobs.take("me")
    assert taken == jobs.job(failed.id)
    assert taken
    jobs.fail(taken, "me", Sentence("it is broken"))
    moment = datetime.fromtimestamp(time.now, UTC)
    naming = engine.events.naming(MEMBER)
    assert naming.lines == ()
    assert naming.brought == (
        Named(8, moment, JobState.WAITING, "b.txt"),
        Named(7, moment, JobState.FAILED, "a.pdf"),
    )
    engine.events.forget(MEMBER)
    assert engine.events.naming(MEMBER) == Naming()
    assert [one.what for one in engine.events.naming(OTHER).brought] == ["c.txt"]


@pytest.mark.parametrize("by", [MEMBER, OPERATOR, None])
def test_who_has_it_deleted_while_it_is_read_is_not_to_be_named_at_its_end(
    jobs: JobsPort, engine: LibraryEngine, by: int | None
) -> None:
    named = []
    for forgotten in (False, True):
        jobs.submit(7, Brought(f"{forgotten}.txt", b"a", by=by))
        job = jobs.take("me")
        assert job
        if forgotten:
            engine.events.forget(MEMBER)
        with engine.database().alone(7) as connection:  # type: ignore[attr-defined]
            named.append(jobs.settle(connection, job, "me", documents=[LIGHT]))
    assert named == [by is not None, by == OPERATOR]


def test_an_archive_is_noted_as_it_is_brought(jobs: JobsPort, events: Events) -> None:
    request = JobRequest(JobKind.ARCHIVE, "all.zip", "b" * 64, 1, None, {"server": "7"},
                         brings={"a.txt": 1}, member=MEMBER)  # fmt: skip
    jobs.request(7, request)
    jobs.request(7, request)  # it waits already
    (event,) = events.of(7)
    assert (event.kind, event.what, event.member) == (EventKind.IMPORTED, "all.zip", MEMBER)


def test_a_line_is_kept_for_its_time_and_no_more_than_so_many(events: Events, time: Time) -> None:
    events.note(7, Change(EventKind.ADDED, "old.txt", MEMBER))
    events.note(8, Change(EventKind.ADDED, "older.txt", MEMBER))
    time.now += KEPT_DAYS * DAY_S + 1
    assert events.of(7) == ()
    events.note(7, Change(EventKind.ADDED, "new.txt", MEMBER))
    assert rows(events, 7) == ["new.txt"]
    assert rows(events, 8) == ["older.txt"]
    events.tidy()
    assert rows(events, 8) == []


def test_of_many_lines_the_newest_are_kept(events: Events, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.library.tables.events.MOST", 3)
    for number in range(5):
        events.note(7, Change(EventKind.ADDED, f"{number}.txt"))
    assert rows(events, 7) == ["2.txt", "3.txt", "4.txt"]
    assert [one.what for one in events.of(7)] == ["4.txt", "3.txt", "2.txt"]
    assert MOST > 3


def test_who_has_it_deleted_stands_in_no_line_and_the_lines_stay(engine: LibraryEngine) -> None:
    for guild in (7, 8):
        engine.events.note(guild, Change(EventKind.ADDED, "a.txt", MEMBER))
        engine.events.note(guild, Change(EventKind.ADDED, "b.txt", OTHER))
    for member, what in ((MEMBER, "a.txt"), (OTHER, "b.txt")):
        lines = engine.events.naming(member).lines
        assert sorted((one.guild, one.kind, one.what) for one in lines) == [
            (7, EventKind.ADDED, what),
            (8, EventKind.ADDED, what),
        ]
    engine.events.forget(MEMBER)
    assert engine.events.naming(MEMBER) == Naming()
    assert len(engine.events.naming(OTHER).lines) == 2
    for guild in (7, 8):
        assert told(engine, guild) == [
            (EventKind.ADDED, "b.txt", OTHER),
            (EventKind.ADDED, "a.txt", None),
        ]


def test_lines_go_with_their_server(engine: LibraryEngine) -> None:
    engine.events.note(7, Change(EventKind.ADDED, "a.txt", MEMBER))
    engine.presences.come(99, {7})
    engine.presences.go(99, frozenset(), datetime(2030, 1, 1, tzinfo=UTC))
    assert engine.presences.forget(7)
    assert told(engine) == []


def rows(events: Events, guild: int) -> Sequence[str]:
    """Return what lies in the table of a server, the oldest first."""
    select = "SELECT what FROM events WHERE guild = ? ORDER BY number"
    with events._opened().connected(guild) as connection:
        return [row[0] for row in connection.execute(select, (guild,)).fetchall()]
