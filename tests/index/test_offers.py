"""What is offered to be asked is answered: curated topics and questions, and examples."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from index.briefs import Brief
from index.briefs.topics import read_topics
from index.collection import Collection
from index.models import Purpose
from index.settings import Settings
from index.types import Answer, Embeddings
from tests.support.networks.counting_encoder import CountingEncoder

SHIPPED = Path(__file__).resolve().parents[2] / "knowledge"
SETTINGS = Settings(reader="none", answer_threshold=0.63)
HANDBOOK = """# Marlow Swim Club Handbook

The club was founded in 1974 by Nora Pike. A membership costs 40 pounds a year.

Training takes place on Tuesday and Thursday evenings in the Riverside Pool. The head coach is
Ivor Lane.

No one may swim alone. The first aid kit hangs beside the door of the lifeguards' room.
"""
CURATED = """
- title: Training in the Riverside Pool
  questions:
    - When does training take place in the Riverside Pool?
    - Who sank the frigate Zorbia?
- title: Frigates of Zorbia
  questions:
    - Who sank the frigate Zorbia?
"""


class Listening(CountingEncoder):
    """Remembers the questions and topics that it was asked to encode."""

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        before = list(self.seen)
        vectors = super().encode(texts, purpose)
        if purpose is not Purpose.QUERY:
            self.seen = before
        return vectors


@pytest.fixture
def club(tmp_path: Path) -> Path:
    """The knowledge folder of a swim club."""
    folder = tmp_path / "club"
    folder.mkdir()
    (folder / "handbook.md").write_text(HANDBOOK, "utf-8")
    return folder


def curate(folder: Path, topics: str) -> None:
    (folder / "topics.yaml").write_text(topics, "utf-8")


def opened(folder: Path, encoder: CountingEncoder | None = None) -> Collection:
    data = folder.parent / "data"
    return Collection.open(folder, data, SETTINGS, encoder=encoder or CountingEncoder())


def test_topics_of_a_document_that_is_there_are_offered_as_they_are_written(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    essay = Collection.open(SHIPPED, tmp_path, SETTINGS, encoder=encoder)
    curated = read_topics(SHIPPED / "topics.yaml")
    assert essay.topics[: len(curated)] == curated
    assert essay.nowhere == ()
    assert essay.examples[0] == "What does the Taliban gain?"


def test_topics_of_a_document_that_is_gone_are_not_offered(club: Path) -> None:
    curate(club, (SHIPPED / "topics.yaml").read_text("utf-8"))
    curated = [topic.title for topic in read_topics(SHIPPED / "topics.yaml")]
    collection = opened(club)
    assert not set(curated) & {topic.title for topic in collection.topics}
    assert list(collection.nowhere) == curated


def test_of_topics_that_name_no_document_those_are_offered_that_the_documents_answer(
    club: Path,
) -> None:
    curate(club, CURATED)
    collection = opened(club)
    first, second = collection.topics[:2]
    assert first.title == "Training in the Riverside Pool"
    assert first.questions == ("When does training take place in the Riverside Pool?",)
    assert second.title != "Frigates of Zorbia"
    assert collection.nowhere == ("Who sank the frigate Zorbia?", "Frigates of Zorbia")


def test_a_topic_of_an_older_file_without_documents_goes_with_what_it_was_about(
    club: Path,
) -> None:
    shipped = (SHIPPED / "topics.yaml").read_text("utf-8")
    curate(club, shipped.replace("  document: deadly-cooperation\n", ""))
    collection = opened(club)
    curated = {topic.title for topic in read_topics(SHIPPED / "topics.yaml")}
    assert not curated & {topic.title for topic in collection.topics}


def test_where_no_curated_question_is_left_the_examples_are_made_of_the_documents(
    club: Path,
) -> None:
    curate(club, (SHIPPED / "topics.yaml").read_text("utf-8"))
    collection = opened(club)
    assert collection.examples
    for question in collection.examples:
        assert isinstance(collection.ask(question), Answer)


def test_the_documents_are_asked_once_for_a_build(club: Path) -> None:
    curate(club, CURATED)
    opened(club).warm()
    again = Listening()
    collection = opened(club, again)
    again.encoded()
    assert collection.nowhere
    assert collection.examples
    assert again.encoded() == []


def test_what_briefs_offer_to_ask_is_asked_once_for_a_build(club: Path) -> None:
    curate(club, CURATED.replace("questions:", "document: handbook\n  questions:"))
    before = opened(club)
    assert len(list(before.look_ahead())) == 2
    offered = questions_of(before)
    again = Listening()
    collection = opened(club, again)
    again.encoded()
    assert len(list(collection.look_ahead())) == 2
    assert again.encoded() == []
    assert questions_of(collection) == offered
    assert offered == ("When does training take place in the Riverside Pool?",)


def questions_of(collection: Collection) -> tuple[str, ...]:
    """What the brief on the curated topic offers to ask."""
    brief = collection.brief("Training in the Riverside Pool")
    return brief.questions if isinstance(brief, Brief) else ()


def with_another_question(folder: Path) -> None:
    curate(folder, CURATED.replace("Who sank the frigate Zorbia?", "Who is the head coach?"))


def with_another_document(folder: Path) -> None:
    (folder / "frigates.txt").write_text(
        "The frigate Zorbia was sunk by Odo Marsh, who sank all frigates of Zorbia.", "utf-8"
    )


@pytest.mark.parametrize("change", [with_another_question, with_another_document])
def test_what_was_found_out_does_not_outlive_what_it_was_found_out_of(
    club: Path, change: Callable[[Path], None]
) -> None:
    curate(club, CURATED)
    before = opened(club).nowhere
    change(club)
    assert opened(club).nowhere != before


@pytest.mark.parametrize("damaged", [b"", b"[]", b'{"state": 1}', b"\xff", b'{"found": []}'])
def test_where_what_was_found_out_is_damaged_it_is_found_out_again(
    club: Path, damaged: bytes
) -> None:
    curate(club, CURATED)
    before = opened(club).nowhere
    (kept,) = (club.parent / "data").rglob("offers.json")
    kept.write_bytes(damaged)
    assert opened(club).nowhere == before


def test_where_it_cannot_be_kept_it_is_found_out_all_the_same(
    club: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.errors import UnwritableError

    def refuse(*_: object, **__: object) -> None:
        raise UnwritableError("the disk is full")

    curate(club, CURATED)
    monkeypatch.setattr("index.offers.write_whole", refuse)
    assert opened(club).nowhere == ("Who sank the frigate Zorbia?", "Frigates of Zorbia")
