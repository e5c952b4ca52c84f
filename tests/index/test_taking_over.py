"""What a collection that was never built takes over from others."""

from pathlib import Path

from index.building import BuildPlan
from index.citations.revisions import Revisions
from index.collection import Collection
from index.lab.hashed_encoder import HashedEncoder
from index.settings import Settings
from index.storage.builds import home_of

SETTINGS = Settings(reader="none")
HARBOUR = "Ships wait in the harbour at dawn. The harbour master counts the ships.\n"


def opened(knowledge: Path, data: Path, before: tuple[Path, ...] = ()) -> Collection:
    knowledge.mkdir(exist_ok=True)
    (knowledge / "harbour.txt").write_text(HARBOUR, "utf-8")
    return Collection.open(
        knowledge, data, SETTINGS, encoder=HashedEncoder(), plan=BuildPlan(before)
    )


def revisions(knowledge: Path, data: Path) -> Revisions:
    return Revisions.read(home_of(data, knowledge) / "addresses.json")


def test_vectors_and_revisions_of_the_first_whole_build_are_taken_over(tmp_path: Path) -> None:
    first, second = (tmp_path / "first", tmp_path / "a"), (tmp_path / "second", tmp_path / "b")
    opened(*first)
    damaged = tmp_path / "damaged"
    (damaged / "harbour-0123456789").mkdir(parents=True)
    made = opened(*second, before=(tmp_path / "none", damaged, first[1]))
    assert (made.report.rebuilt, made.report.encoded) == (True, 0)
    assert revisions(*second).of_document == revisions(*first).of_document


def test_where_there_is_nothing_to_take_over_all_is_made(tmp_path: Path) -> None:
    made = opened(tmp_path / "first", tmp_path / "a", before=(tmp_path / "none",))
    assert (made.report.rebuilt, made.report.reused) == (True, 0)
