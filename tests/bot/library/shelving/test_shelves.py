"""Servers' own documents: in, out, for whom, and what is left after a kill."""

import os
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.config import Config, LibrarySettings
from bot.library import NotShelvedError, Readership, Scope, Shelves
from bot.library.sqlite.database import Database
from index import Answer, Collection
from tests.support.documents.deflated_texts import told_by
from tests.support.documents.lit_shores import (
    ANYBODY,
    FERRY,
    GUILD,
    LIGHT,
    LIGHT_ANEW,
    OTHER,
    names,
    text_of,
)
from tests.support.patience import WAIT_S


def test_without_documents_of_its_own_a_server_has_the_operators_and_nothing_is_made(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    assert shelves.collection(ANYBODY, public) is public
    assert shelves.documents(GUILD) == ()
    assert not shelves.remove(GUILD, "light", public)
    assert not (config.data / "library").exists()


def test_a_document_is_answered_from_in_its_server_and_nowhere_else(
    shelves: Shelves, public: Collection
) -> None:
    shelves.add(GUILD, "The Light.TXT", LIGHT, public)
    collection = shelves.collection(ANYBODY, public)
    outcome = collection.ask("Who lit the lighthouse?")
    assert isinstance(outcome, Answer)
    assert outcome.quotes[0].document.id == "the-light"
    assert names(collection) == ["harbour", "mill", "the-light"]
    assert shelves.collection(Readership(OTHER), public) is public
    assert shelves.collection(Readership(None), public) is public


def test_what_is_kept_of_servers_is_for_the_programs_user_alone(
    shelves: Shelves, public: Collection, config: Config
) -> None:
    before = os.umask(0)
    try:
        shelves.add(GUILD, "light.txt", LIGHT, public)
        shelves.servers.change(GUILD, lambda one: replace(one, cooldown_s=7.0))
        shelves.collection(ANYBODY, public)
    finally:
        os.umask(before)
    modes = {
        str(path.relative_to(config.data)): oct(path.stat().st_mode & 0o777)
        for path in (config.data / "library").rglob("*")
    }
    folders = {str(p.relative_to(config.data)) for p in config.data.rglob("*") if p.is_dir()}
    assert len(modes) > 5
    assert {n: m for n, m in modes.items() if m != ("0o700" if n in folders else "0o600")} == {}


def test_an_opened_view_stays_open(shelves: Shelves, public: Collection) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    first = shelves.collection(ANYBODY, public)
    assert shelves.collection(Readership(GUILD, frozenset({1})), public) is first


def test_a_name_that_is_taken_is_a_new_revision_with_its_scope(
    shelves: Shelves, public: Collection
) -> None:
    scope = Scope(frozenset({5}))
    shelves.add(GUILD, "light.txt", LIGHT, public, stated={"title": "Light"}, scope=scope)
    shelves.add(GUILD, "light.txt", LIGHT_ANEW, public)
    (document,) = shelves.documents(GUILD)
    assert (document.scope, document.stated) == (scope, {"title": "Light"})
    collection = shelves.collection(Readership(GUILD, frozenset({5})), public)
    assert "Vossberg" in text_of(collection)
    assert "Quarrington" not in text_of(collection)


def test_what_is_stated_is_cited(shelves: Shelves, public: Collection) -> None:
    stated = {"title": 'The "Light": a history', "URL": "https://example.org/light"}
    shelves.add(GUILD, "light.txt", LIGHT, public, stated=stated)
    metadata = shelves.collection(ANYBODY, public).document("light").metadata
    assert (metadata.title, metadata.url) == (stated["title"], stated["URL"])


def test_a_removed_document_is_gone_from_answers_and_from_the_disk(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    assert shelves.remove(GUILD, "light", public)
    assert shelves.collection(ANYBODY, public) is public
    left = [path for path in (config.data / "library").rglob("*") if path.is_file()]
    assert not [path for path in left if b"Quarrington" in told_by(path)]


def test_bytes_that_another_server_has_too_stay(shelves: Shelves, public: Collection) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    kept = shelves.add(OTHER, "light.txt", LIGHT, public)
    shelves.remove(GUILD, "light", public)
    assert shelves.original(kept).read_bytes() == LIGHT
    assert "Quarrington" in text_of(shelves.collection(Readership(OTHER), public))


@pytest.mark.parametrize(
    ("filename", "raw", "why"),
    [
        ("light.exe", LIGHT, "not read: save it as .pdf, .docx, .md, .txt$"),
        ("light.jpg", LIGHT, "^.jpg is of a kind that is not read: save it as .pdf$"),
        ("light.PPTX", LIGHT, "^.pptx is of a kind that is not read: save it as .pdf$"),
        ("light", LIGHT, "a file without an ending"),
        ("light.zip", LIGHT, "^.zip is packed: unpack it, and add the files in it$"),
        ("light.pdf", LIGHT, "^it is damaged or no PDF: export it again$"),
        ("Old_light.pdf", LIGHT, "^it is damaged"),
        ("light.txt", b"", "it is empty"),
    ],
)
def test_what_cannot_be_read_is_not_kept(
    shelves: Shelves, config: Config, public: Collection, filename: str, raw: bytes, why: str
) -> None:
    with pytest.raises(NotShelvedError, match=why):
        shelves.add(GUILD, filename, raw, public)
    assert shelves.documents(GUILD) == ()
    originals = config.data / "library" / "originals"
    assert [path for path in originals.rglob("*") if path.is_file()] == []


def test_a_new_revision_that_cannot_be_read_leaves_the_one_before(
    shelves: Shelves, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    with pytest.raises(NotShelvedError, match=r"^it "):
        shelves.add(GUILD, "light.txt", b" ", public)
    assert [one.file for one in shelves.documents(GUILD)] == ["light.txt"]
    assert "Quarrington" in text_of(shelves.collection(ANYBODY, public))


def test_one_unreadable_document_does_not_take_the_others_with_it(
    shelves: Shelves, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    with pytest.raises(NotShelvedError):
        shelves.add(GUILD, "ferry.pdf", b"no pdf", public)
    assert names(shelves.collection(ANYBODY, public)) == ["harbour", "mill", "light"]


def test_a_library_is_bounded(shelves: Shelves, config: Config, public: Collection) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    one = Shelves(replace(config, library=LibrarySettings(documents=1)))
    with pytest.raises(NotShelvedError, match="has 1 documents, as many as may be"):
        one.check(GUILD, "ferry.txt", 10)
    one.check(GUILD, "light.txt", 10)  # in the place of the one that is there
    small = Shelves(replace(config, library=LibrarySettings(megabytes=1.0)))
    with pytest.raises(NotShelvedError, match="over 1 MB"):
        small.check(GUILD, "ferry.txt", 999_990)
    with pytest.raises(NotShelvedError, match="split it"):
        small.check(GUILD, "light.txt", 51_000_000)


def test_a_readme_is_a_document_like_any_other(shelves: Shelves, public: Collection) -> None:
    shelves.add(GUILD, "README.md", LIGHT, public)
    assert "readme-md" in names(shelves.collection(ANYBODY, public))


def test_names_in_other_scripts_do_not_take_each_others_place(
    shelves: Shelves, public: Collection
) -> None:
    for name in ("маяк.txt", "паром.txt", "Отчёт 2024.txt", "План 2024.txt", f"{'a' * 90}1.txt"):
        shelves.add(GUILD, name, LIGHT + name.encode(), public)
    shelves.add(GUILD, f"{'a' * 90}2.txt", FERRY, public)
    assert len(shelves.documents(GUILD)) == 6
    assert len(shelves.collection(ANYBODY, public).documents) == 8


def test_a_name_of_the_operators_is_no_hindrance(shelves: Shelves, public: Collection) -> None:
    shelves.add(GUILD, "mill.txt", LIGHT, public)
    collection = shelves.collection(ANYBODY, public)
    assert names(collection) == ["harbour", "mill", "mill-2"]
    assert "Quarrington" in collection.document("mill-2").text


def test_a_limit_holds_from_the_next_question_on(shelves: Shelves, public: Collection) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    assert shelves.limit(GUILD, "light", Scope(roles=frozenset({7})))
    assert not shelves.limit(GUILD, "none", Scope())
    assert shelves.collection(ANYBODY, public) is public
    member = Readership(GUILD, roles=frozenset({7}))
    assert "light" in names(shelves.collection(member, public))


@pytest.mark.parametrize("raw", [LIGHT_ANEW, None], ids=["replaced", "removed"])
def test_a_limit_undoes_nothing_of_what_another_process_does_just_before_it(
    shelves: Shelves, config: Config, public: Collection, monkeypatch: pytest.MonkeyPatch, *,
    raw: bytes | None,
) -> None:  # fmt: skip
    shelves.add(GUILD, "light.txt", LIGHT, public)
    theirs, begun = Shelves(config), Database.alone

    def after_theirs(database: Database, guild: int) -> Any:  # noqa: ANN401  # a transaction
        monkeypatch.setattr(Database, "alone", begun)
        if raw is None:
            theirs.remove(GUILD, "light", public)
        else:
            theirs.add(GUILD, "light.txt", raw, public)
        return begun(database, guild)

    monkeypatch.setattr(Database, "alone", after_theirs)
    roles = Scope(roles=frozenset({7}))
    assert shelves.limit(GUILD, "light", roles) == (raw is not None)
    rows = [(shelves.original(one).read_bytes(), one.scope) for one in shelves.documents(GUILD)]
    assert rows == ([] if raw is None else [(raw, roles)])


def test_a_change_by_another_process_is_seen_by_the_next_question(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    shelves.collection(ANYBODY, public)
    theirs = Shelves(config)
    theirs.add(GUILD, "ferry.txt", FERRY, public)
    assert names(shelves.collection(ANYBODY, public)) == ["harbour", "mill", "ferry", "light"]
    theirs.remove(GUILD, "light", public)
    assert names(shelves.collection(ANYBODY, public)) == ["harbour", "mill", "ferry"]


def being_taken_in(
    shelves: Shelves, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> tuple[threading.Thread, threading.Event]:
    """Return a thread that is building the ferry's document, and what lets it end."""
    building, go_on = threading.Event(), threading.Event()
    open_ = Collection.beside

    def slow(collection: Collection, *places: Path, **given: Any) -> Collection:  # noqa: ANN401
        building.set()
        assert go_on.wait(WAIT_S)
        return open_(collection, *places, **given)

    monkeypatch.setattr(Collection, "beside", slow)
    taking_in = threading.Thread(target=shelves.add, args=(GUILD, "ferry.txt", FERRY, public))
    taking_in.start()
    assert building.wait(WAIT_S)
    return taking_in, go_on


def test_what_changes_while_a_document_is_built_is_not_undone_by_it(
    shelves: Shelves, config: Config, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    theirs = Shelves(config)
    with monkeypatch.context() as patch:
        taking_in, go_on = being_taken_in(shelves, public, patch)
    theirs.remove(GUILD, "light", public)
    go_on.set()
    taking_in.join(WAIT_S)
    assert names(shelves.collection(ANYBODY, public)) == ["harbour", "mill", "ferry"]
    assert names(theirs.collection(ANYBODY, public)) == ["harbour", "mill", "ferry"]


def test_a_process_that_does_not_answer_leaves_the_one_that_does_what_it_has_open(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    (before,) = built(config)
    Shelves(config, answers=False).add(GUILD, "ferry.txt", FERRY, public)
    (after,) = built(config) - {before}
    assert names(shelves.collection(ANYBODY, public)) == ["harbour", "mill", "ferry", "light"]
    assert built(config) == {after}


def built(config: Config) -> set[Path]:
    """Return the folders in which the server's documents are built."""
    folder = config.data / "library" / "servers" / str(GUILD)
    return {path for path in folder.iterdir() if path.is_dir()}


def test_what_was_encoded_is_not_encoded_again_for_another_set_of_documents(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    shelves.add(GUILD, "ferry.txt", FERRY, public)
    shelves.remove(GUILD, "light", public)
    own = shelves.own(GUILD, public)
    assert own
    assert own.report.rebuilt
    assert own.report.encoded < 3  # words that were in every document; nothing of the text
    (kept,) = built(config)
    assert names(Shelves(config).collection(ANYBODY, public)) == ["harbour", "mill", "ferry"]
    assert built(config) == {kept}


def test_an_address_leads_to_its_words_after_other_documents_came(
    shelves: Shelves, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT + b"\n\nIts lamp was of brass.", public)
    issued = datetime.now(UTC)
    shelves.add(GUILD, "ferry.txt", FERRY, public)
    shelves.add(GUILD, "light.txt", b"A new beginning.\n\n" + LIGHT, public)
    quote = shelves.collection(ANYBODY, public).passage_at("light:1", issued)
    assert "Quarrington" in quote.text


def test_questions_are_answered_while_a_document_is_being_taken_in(
    shelves: Shelves, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    taking_in, go_on = being_taken_in(shelves, public, monkeypatch)
    assert names(shelves.collection(ANYBODY, public)) == ["harbour", "mill", "light"]
    shelves._catalogue.remove(GUILD, "light")  # by another process, say
    assert "light" not in names(shelves.collection(ANYBODY, public))
    go_on.set()
    taking_in.join(WAIT_S)
    assert "ferry" in names(shelves.collection(ANYBODY, public))


def test_a_new_text_with_a_wider_scope_does_not_open_the_old_one(
    shelves: Shelves, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = Scope(roles=frozenset({7}))
    shelves.add(GUILD, "plan.txt", LIGHT, public, scope=limited)
    shelves.add(GUILD, "ferry.txt", FERRY, public)
    told: list[str] = []
    open_ = Collection.beside

    def asked_meanwhile(collection: Collection, *places: Path, **given: Any) -> Collection:  # noqa: ANN401
        thread = threading.Thread(
            target=lambda: told.append(text_of(shelves.collection(ANYBODY, public)))
        )
        thread.start()
        thread.join(WAIT_S)
        return open_(collection, *places, **given)

    with monkeypatch.context() as patched:
        patched.setattr(Collection, "beside", asked_meanwhile)
        shelves.add(GUILD, "plan.txt", LIGHT_ANEW, public, scope=Scope())
    assert told
    assert "Halvard" in told[0]
    assert "Quarrington" not in told[0]
    assert "Vossberg" in text_of(shelves.collection(ANYBODY, public))


def test_the_first_document_does_not_hold_questions_up(
    shelves: Shelves, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking_in, go_on = being_taken_in(shelves, public, monkeypatch)
    assert shelves.collection(ANYBODY, public) is public  # at once, though it is not built
    go_on.set()
    taking_in.join(WAIT_S)
    assert "ferry" in names(shelves.collection(ANYBODY, public))


def test_the_bytes_of_an_earlier_version_do_not_stay(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    shelves.add(GUILD, "light.txt", LIGHT_ANEW, public)
    kept = [p for p in (config.data / "library" / "originals").rglob("*") if p.is_file()]
    assert [path.read_bytes() for path in kept] == [LIGHT_ANEW]


def test_everything_is_for_this_user_alone(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public, stated={"title": "Light"})
    made = [config.data / "library", *(config.data / "library").rglob("*")]
    assert [path for path in made if path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize(
    ("title", "kept"),
    [("Light 😀", "Light 😀"), ('"Light": a\tstory', '"Light": a story'), ("a\u2028b\x07", "a b")],
)
def test_a_title_may_have_any_characters(
    shelves: Shelves, public: Collection, title: str, kept: str
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public, stated={"title": title})
    assert shelves.collection(ANYBODY, public).document("light").title == kept


def test_collections_of_the_operator_as_they_were_are_not_kept(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    shelves.collection(ANYBODY, public)
    for _ in range(3):
        public = public.refreshed()
        shelves.collection(ANYBODY, public)
    assert [key[0] for key in shelves._showing._views._open.order] == [public]
