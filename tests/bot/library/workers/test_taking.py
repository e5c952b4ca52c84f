"""A job done by a worker, and what happens meanwhile to who brought it."""

from dataclasses import replace

import pytest

from bot.config import Config
from bot.library import Brought, JobRequest, Scope, Shelves
from bot.library.files.editions import Editions
from bot.library.submissions.brought import arranged
from bot.library.tables.events import Naming
from bot.library.workers import taking
from index import Collection

GUILD, MEMBER, OTHER = 11, 77, 78
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."


def test_who_has_it_deleted_while_what_they_brought_is_read_is_not_named_at_its_end(
    shelves: Shelves, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Editions.open

    def meanwhile(*given: object, **named: object) -> object:
        shelves.events.forget(MEMBER)
        return opened(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Editions, "open", meanwhile)
    shelves.jobs.submit(GUILD, Brought("light.txt", LIGHT, by=MEMBER))
    assert taking.take_next(shelves.jobs, shelves, public, "me")
    (light,) = shelves.documents(GUILD)
    for member in (MEMBER, OTHER):
        request = JobRequest.of_description(light, {"title": f"{member}"})
        shelves.jobs.request(GUILD, replace(request, member=member))
        assert taking.take_next(shelves.jobs, shelves, public, "me")
    events = [(one.kind.value, one.member) for one in shelves.events.of(GUILD)]
    assert events == [("described", OTHER), ("described", None), ("added", None)]
    assert shelves.events.naming(MEMBER) == Naming()


def test_of_two_files_of_one_name_that_come_together_the_second_replaces_the_first() -> None:
    brought = [Brought("light.txt", LIGHT), Brought("light.txt", LIGHT + b"!")]
    changes = arranged(brought, (), Config(), Scope()).changes
    assert [(one.kind.value, one.what) for one in changes] == [
        ("added", "light.txt"),
        ("replaced", "light.txt"),
    ]
