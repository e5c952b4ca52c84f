"""A build that was interrupted: the next one encodes what is left, and nothing stays behind."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.building.builder import JOURNAL
from index.collection import Collection
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageVectors
from index.settings import Settings
from index.storage import current_build, home_of
from index.types import Span

SETTINGS = Settings(reader="none", answer_threshold=0.0)
DOCUMENTS = 12
AT_ONCE = 64  # passages that are encoded between two interruptions, at most
PASSAGES = 20  # of each document


class InterruptedEncoder(HashedEncoder):
    """Is interrupted, as by Ctrl-C, when it has encoded so many batches of passages."""

    def __init__(self, batches: int) -> None:
        self.left = batches
        self.encoded = 0

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        self.encoded += len(texts)
        return super().encode_passages(texts, sentences)


class Shelf:
    """Documents whose passages are encoded in several batches, and where they are built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.knowledge = folder / "knowledge"
        self.knowledge.mkdir()
        for number in range(DOCUMENTS):
            self.put(number, "It was a quiet year")

    def put(self, number: int, told: str) -> None:
        paragraphs = [f"{told} in the {place}th {number}nd mill." for place in range(PASSAGES)]
        (self.knowledge / f"{number}.txt").write_text("\n\n".join(paragraphs), "utf-8")

    def open(self, batches: int, data: str = "data") -> tuple[Collection, int]:
        """Return the collection, and how many passages were encoded for it."""
        encoder = InterruptedEncoder(batches)
        opened = Collection.open(self.knowledge, self.folder / data, SETTINGS, encoder=encoder)
        return opened, encoder.encoded

    def interrupt(self, batches: int) -> None:
        with pytest.raises(KeyboardInterrupt):
            self.open(batches)

    def home(self, data: str = "data") -> Path:
        return home_of(self.folder / data, self.knowledge)

    def vectors(self, data: str = "data") -> list[bytes]:
        folder = current_build(self.home(data))
        assert folder is not None
        named = (path for path in folder.rglob("vectors/*/*.npy"))
        return sorted(path.read_bytes() for path in named)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_what_was_encoded_before_an_interruption_is_not_encoded_again(shelf: Shelf) -> None:
    _, every = shelf.open(99, "undisturbed")
    assert every > 3 * AT_ONCE
    shelf.interrupt(2)
    shelf.interrupt(1)
    _, left = shelf.open(99)
    assert left == every - 3 * AT_ONCE
    assert shelf.vectors() == shelf.vectors("undisturbed")


def test_nothing_stays_of_it_once_the_collection_is_built(shelf: Shelf) -> None:
    shelf.interrupt(1)
    assert (shelf.home() / JOURNAL).exists()
    shelf.open(99)
    assert not (shelf.home() / JOURNAL).exists()


def test_documents_that_changed_meanwhile_are_encoded_as_they_are_now(shelf: Shelf) -> None:
    shelf.interrupt(2)
    shelf.put(0, "A flood came")
    opened, left = shelf.open(99)
    _, every = shelf.open(99, "undisturbed")
    assert left == every - 2 * AT_ONCE + PASSAGES
    assert shelf.vectors() == shelf.vectors("undisturbed")
    assert opened.document("0").text.startswith("A flood came")


def test_an_interrupted_build_of_what_is_as_before_again_leaves_nothing(shelf: Shelf) -> None:
    shelf.open(99)
    shelf.put(0, "A flood came")
    for number in range(1, DOCUMENTS):
        shelf.put(number, "Rain came")
    shelf.interrupt(1)
    assert (shelf.home() / JOURNAL).exists()
    for number in range(DOCUMENTS):
        shelf.put(number, "It was a quiet year")
    _, encoded = shelf.open(0)
    assert not encoded
    assert not (shelf.home() / JOURNAL).exists()
