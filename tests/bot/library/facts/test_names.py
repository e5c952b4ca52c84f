"""What documents are called tells nobody of others that they may not see."""

from collections.abc import Iterable

import pytest

from bot.config import Config
from bot.library import Brought, Readership, Scope, Shelves
from bot.library.submissions.placement import placed
from index import Collection

GUILD, HIDDEN = 11, Scope(roles=frozenset({7}))
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard."
ANYBODY, STAFF = Readership(GUILD), Readership(GUILD, roles=frozenset({7}))


def added(shelves: Shelves, filename: str, public: Collection, scope: Scope | None = None) -> str:
    return shelves.add(GUILD, filename, LIGHT, public, scope=scope).name


@pytest.mark.parametrize("hidden", [("report.md",), ("report.md", "REPORT.txt", "report.rst")])
def test_a_document_is_called_the_same_whether_a_hidden_one_is_there_or_not(
    shelves: Shelves, public: Collection, hidden: Iterable[str]
) -> None:
    theirs = [added(shelves, filename, public, HIDDEN) for filename in hidden]
    assert len(set(theirs)) == len(theirs)
    assert all(name.startswith("report-") for name in theirs)
    assert added(shelves, "report.txt", public) == "report"
    seen = shelves.collection(ANYBODY, public).documents
    assert list(seen) == ["harbour", "mill", "report"]
    assert set(shelves.collection(STAFF, public).documents) == {*seen, *theirs}


def test_a_hidden_name_is_of_its_file_alone_and_stays(shelves: Shelves, public: Collection) -> None:
    alone = placed("report.md", (), limited=True).name
    assert added(shelves, "report.txt", public) == "report"
    assert added(shelves, "report.md", public, HIDDEN) == alone
    shelves.limit(GUILD, alone, Scope())
    shelves.add(GUILD, "report.md", FERRY, public)
    assert {one.name for one in shelves.documents(GUILD)} == {"report", alone}


def test_of_those_that_all_may_see_the_second_is_told_by_its_ending(
    shelves: Shelves, public: Collection
) -> None:
    names = [added(shelves, f"report.{ending}", public) for ending in ("txt", "md", "rst")]
    assert names == ["report", "report-md", "report-rst"]


def test_names_that_are_alike_in_all_are_told_by_their_files(
    shelves: Shelves, public: Collection
) -> None:
    names = [
        added(shelves, filename, public) for filename in ("a b.md", "a-b.md", "a_b.md", "A b.md")
    ]
    assert names[:2] == ["a-b", "a-b-md"]
    assert len(set(names)) == len(names)
    assert all(name.startswith("a-b-") and len(name) == 10 for name in names[2:])


def test_a_long_name_with_something_behind_it_is_an_id() -> None:
    for limited in (False, True):
        taken = placed(f"{'a' * 90}.md", ()).name
        assert len(taken) == 48
        assert len(placed(f"{'a' * 91}.md", (), limited=limited).name) == 48


def test_a_name_that_is_given_is_kept_where_it_is_free(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    del config
    first = Brought("report.txt", LIGHT, scope=HIDDEN, name="light")
    second = Brought("light.txt", FERRY, scope=HIDDEN, name="light")
    taken = shelves.take_all(GUILD, [first, second], public).documents
    assert taken[0].name == "light"
    assert taken[1].name == placed("light.txt", (), limited=True).name
