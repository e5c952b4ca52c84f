"""Documents of servers, kept by any engine."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.library.tables.catalogue import Scope, ShelvedDocument
from index import MAX_REVISIONS, Revision, Revisions, UnwritableError
from tests.support.engines.library_engines import Opening

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
ONE = ShelvedDocument("one", "One.TXT", "a" * 64, 10, {"title": "One"}, Scope(frozenset({5})))
TWO = ShelvedDocument("two", "two.pdf", "b" * 64, 20)


def test_what_is_put_in_is_there_after_a_restart(opening: Opening) -> None:
    documents = opening().documents
    documents.put_all(1, [TWO])
    documents.put_all(1, [ONE])
    assert opening().documents.documents(1) == (ONE, TWO)


def test_servers_do_not_see_each_others_documents(opening: Opening) -> None:
    documents = opening().documents
    documents.put_all(1, [ONE])
    documents.put_all(2, [TWO])
    assert (documents.documents(1), documents.documents(2)) == ((ONE,), (TWO,))
    assert documents.documents(3) == ()
    assert not documents.remove(2, "one")
    swept: list[frozenset[str]] = []
    documents.sweep(swept.append)
    assert swept == [frozenset({"a" * 64, "b" * 64})]


def test_a_name_is_put_in_the_place_of_the_one_before(opening: Opening) -> None:
    documents = opening().documents
    documents.put_all(1, [ONE])
    changed = ShelvedDocument("one", "one.pdf", "c" * 64, 11, added=ONE.added)
    documents.put_all(1, [changed])
    assert documents.documents(1) == (changed,)


def test_every_change_of_a_server_is_another_generation(opening: Opening) -> None:
    documents = opening().documents
    seen = [documents.generation(1)]
    changes: tuple[Callable[[], bool], ...] = (
        lambda: documents.put_all(1, [ONE]),
        lambda: documents.put_all(1, [TWO]),
        lambda: documents.remove(1, "one"),
    )
    for change in changes:
        assert change()
        seen.append(documents.generation(1))
    documents.put_all(2, [ONE])
    assert (seen, documents.generation(1)) == ([0, 1, 2, 3], 3)


def test_a_document_is_removed_only_in_the_revision_that_was_meant(opening: Opening) -> None:
    documents = opening().documents
    documents.put_all(1, [ONE])
    documents.put_all(2, [ONE])
    before = documents.generation(1)
    for revision in ("b" * 16, "a" * 63 + "b", "%b"):
        assert not documents.remove(1, "one", revision)
    assert (documents.documents(1), documents.generation(1)) == ((ONE,), before)
    assert documents.remove(1, "one", "a" * 16)
    assert (documents.documents(1), documents.documents(2)) == ((), (ONE,))


def test_who_may_see_a_document_is_changed_and_nothing_else_of_it(opening: Opening) -> None:
    documents = opening().documents
    for guild in (1, 2):
        documents.put_all(guild, [ONE, TWO], revisions=Revisions({"one": (state("a"),)}))
    scope = Scope(frozenset({7, 3}), frozenset({9}))
    assert documents.limit(1, "one", scope)
    assert opening().documents.documents(1) == (replace(ONE, scope=scope), TWO)
    assert (documents.documents(2), documents.generation(2)) == ((ONE, TWO), 1)
    assert (documents.generation(1), documents.limits()[1]) == (2, scope.channels)
    assert documents.revisions(1).of_document == {"one": (state("a"),)}
    assert documents.limit(1, "one", Scope())
    assert documents.documents(1) == (replace(ONE, scope=Scope()), TWO)


def test_who_may_see_a_document_that_is_not_there_is_no_change(opening: Opening) -> None:
    documents = opening().documents
    documents.put_all(1, [ONE])
    assert documents.remove(1, "one")
    before = documents.generation(1)
    assert not documents.limit(1, "one", Scope(frozenset({7})))
    assert not documents.limit(2, "one", Scope())
    assert (documents.documents(1), documents.generation(1)) == ((), before)
    assert (documents.documents(2), documents.generation(2)) == ((), 0)


def test_another_process_sees_a_change_at_once(opening: Opening) -> None:
    ours, theirs = opening().documents, opening().documents
    theirs.put_all(1, [ONE])
    assert ours.generation(1) == 1
    assert ours.documents(1) == (ONE,)


def test_many_may_open_it_for_the_first_time_at_once(opening: Opening) -> None:
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: opening().documents, range(16)))
    assert all(one.documents(1) == () for one in opened)


def test_what_was_meant_for_an_earlier_generation_changes_nothing(opening: Opening) -> None:
    documents = opening().documents
    assert documents.put_all(1, [ONE], as_of=0)
    assert not documents.put_all(1, [TWO], as_of=0)
    assert (documents.documents(1), documents.generation(1)) == ((ONE,), 1)


def test_what_cannot_be_kept_is_not_catalogued(opening: Opening) -> None:
    documents = opening().documents

    def keep() -> None:
        raise UnwritableError("no space")

    with pytest.raises(UnwritableError, match="no space"):
        documents.put_all(1, [ONE], keep)
    assert (documents.documents(1), documents.generation(1)) == ((), 0)


def state(digit: str, hours: int = 0) -> Revision:
    """A state of a document of one paragraph."""
    return Revision(digit * 64, NOON + timedelta(hours=hours), (digit * 32,))


def test_what_a_document_was_is_noted_with_what_it_is(opening: Opening) -> None:
    documents = opening().documents
    documents.put_all(1, [ONE, TWO], revisions=Revisions({"one": (state("a"),)}))
    documents.put_all(1, [ONE], revisions=Revisions({"one": (state("a"),)}))
    later = Revisions({"one": (state("a"), state("b", 1))})
    documents.put_all(1, [ONE], revisions=later)
    documents.put_all(2, [ONE], revisions=Revisions({"one": (state("c"),)}))
    again = opening().documents
    assert again.revisions(1) == later
    assert again.revisions(2).of_document == {"one": (state("c"),)}
    assert again.revisions(3) == Revisions()
    assert again.remove(1, "one")
    assert (again.revisions(1), len(again.revisions(2).of_document)) == (Revisions(), 1)


def test_what_is_meant_for_an_earlier_generation_notes_nothing(opening: Opening) -> None:
    documents = opening().documents
    documents.put_all(1, [ONE], revisions=Revisions({"one": (state("a"),)}))
    changed = Revisions({"one": (state("a"), state("b", 1))})
    assert not documents.put_all(1, [TWO], as_of=0, revisions=changed)
    documents.note_revisions(1, changed, as_of=0)
    assert documents.revisions(1).of_document == {"one": (state("a"),)}
    generation = documents.generation(1)
    documents.note_revisions(1, changed, as_of=generation)
    documents.note_revisions(1, Revisions({"one": (state("b", 2),)}), as_of=generation)
    assert documents.revisions(1) == changed
    assert documents.generation(1) == generation


def test_so_many_states_are_known_of_a_document(opening: Opening) -> None:
    documents = opening().documents
    for hour in range(MAX_REVISIONS + 3):
        known = Revisions({"one": (state("ab"[hour % 2], hour),)})
        documents.put_all(1, [ONE], revisions=known)
    (states,) = documents.revisions(1).of_document.values()
    assert [one.since.hour for one in states[:2]] == [15, 16]
    assert len(states) == MAX_REVISIONS
