"""A build that grew, document by document, is the one that is made of all of them at once."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.collection import Collection
from index.lab.hashed_encoder import HashedEncoder
from index.search import RelatedTerms, SegmentedVectors, VectorKind
from index.settings import Settings
from index.storage import current_build, facts_of, home_of
from index.storage.stored_documents import StoredDocument
from index.types import Answer, Outcome

SETTINGS = Settings(reader="none", answer_threshold=0.0)
WORDS = (
    "harbour ship ships keeper lighthouse mill mills miller bridge ferry stone stones quarry mason "
    "river rivers town towns market bread grain storm storms winter captain sailor crew anchor "
    "rope ropes wheel wheels water flood repair repairs built build burnt burn owner owners"
).split()
CHANGES = 9
COMPARED = 3  # after so many changes it is compared with one that is made at once


class SameDirections(HashedEncoder):
    """Words have vectors that are near others', so that there are related ones to keep up."""

    dim = 8

    def _direction(self, word: str) -> np.ndarray:
        seed = sum(map(ord, word.rstrip("s"))) % 23
        return np.random.default_rng(seed).standard_normal(self.dim).astype(np.float32)


class Shelf:
    """A folder whose documents come, change and go by chance."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.knowledge = folder / "knowledge"
        self.knowledge.mkdir(parents=True)
        self.chance = random.Random(seed)
        self.change()

    def change(self) -> None:
        """Add, replace or remove one document; the last one stays."""
        there = sorted(self.knowledge.iterdir())
        deed = self.chance.choice(("add", "add", "replace", "remove")) if there else "add"
        path = self.chance.choice(there) if there else self.knowledge
        if deed == "remove" and len(there) > 1:
            path.unlink()
        elif deed == "replace":
            path.write_text(self._changed(path.read_text("utf-8")), "utf-8")
        else:
            name = f"{self.chance.choice('abcdefgh')}-{self.chance.randrange(10_000)}.txt"
            (self.knowledge / name).write_text(self._text(), "utf-8")

    def _text(self) -> str:
        return "\n\n".join(self._paragraph() for _ in range(self.chance.randrange(1, 6))) + "\n"

    def _paragraph(self) -> str:
        counts = [self.chance.randrange(4, 11) for _ in range(self.chance.randrange(1, 5))]
        lines = (" ".join(self.chance.choices(WORDS, k=count)) for count in counts)
        return " ".join(f"The {line}." for line in lines)

    def _changed(self, text: str) -> str:
        paragraphs = text.strip().split("\n\n")
        paragraphs[self.chance.randrange(len(paragraphs))] = self._paragraph()
        return "\n\n".join(paragraphs) + "\n"

    def grown(self) -> Collection:
        return self._opened("grown")

    def fresh(self, step: int) -> Collection:
        return self._opened(f"fresh-{step}")

    def _opened(self, data: str) -> Collection:
        return Collection.open(
            self.knowledge, self.folder / data, SETTINGS, encoder=SameDirections()
        )

    def segments(self) -> list[Path]:
        build = current_build(home_of(self.folder / "grown", self.knowledge))
        assert build
        return sorted((build / "vectors" / VectorKind.SENTENCES).glob("[0-9a-f]*.npy"))


def questions(chance: random.Random) -> list[str]:
    return [f"Where is the {' '.join(chance.sample(WORDS, 3))}?" for _ in range(6)]


def shown(outcome: Outcome) -> list[tuple[str, str]]:
    quotes = outcome.quotes if isinstance(outcome, Answer) else outcome.nearest
    return [(quote.address, quote.text) for quote in quotes]


def same_answers(ours: Collection, theirs: Collection, asked: Sequence[str]) -> None:
    for question in asked:
        one, other = ours._retriever.search(question), theirs._retriever.search(question)
        assert one == other  # passages, scores, features and cosines, to the last bit
        assert shown(ours.ask(question)) == shown(theirs.ask(question))


def same_index(ours: Collection, theirs: Collection) -> None:
    one, other = ours._built.index, theirs._built.index
    assert tuple(one.passages) == tuple(other.passages)
    assert tuple(one.contexts) == tuple(other.contexts)
    assert dict(one.lexical.vocabulary) == dict(other.lexical.vocabulary)
    assert dict(one.lexical.word_forms) == dict(other.lexical.word_forms)
    assert one.lexical.words() == other.lexical.words()
    assert isinstance(one.related_terms, RelatedTerms)
    assert isinstance(other.related_terms, RelatedTerms)
    assert np.array_equal(one.related_terms.neighbours, other.related_terms.neighbours)
    assert np.array_equal(one.related_terms.strengths, other.related_terms.strengths)
    for mine, its in (
        (one.passage_store, other.passage_store),
        (one.sentence_store, other.sentence_store),
        (one.word_store, other.word_store),
    ):
        rows = np.arange(len(its), dtype=np.int64)
        assert np.array_equal(mine.vectors(rows), its.vectors(rows))


def same_verdicts(ours: Collection, theirs: Collection, chance: random.Random) -> None:
    document = chance.choice(list(theirs.documents.values()))
    words = document.text.split()
    for quotation in (" ".join(words[:7]), " ".join([*words[:3], "zeppelin", *words[3:8]])):
        one, other = ours.verify(quotation), theirs.verify(quotation)
        assert (one.verdict, one.quote, one.differences) == (
            other.verdict,
            other.quote,
            other.differences,
        )


@pytest.mark.parametrize("seed", range(3))
def test_what_grew_is_to_the_last_bit_what_is_made_at_once(tmp_path: Path, seed: int) -> None:
    shelf = Shelf(tmp_path, seed)
    most = 0
    for step in range(1, CHANGES + 1):
        shelf.change()
        grown = shelf.grown()
        most = max(most, len(shelf.segments()))
        if step % COMPARED:
            continue
        fresh = shelf.fresh(step)
        assert (grown.report.documents, grown.report.sentences) == (
            fresh.report.documents,
            fresh.report.sentences,
        )
        assert grown.report.alike == fresh.report.alike
        assert list(grown.documents.values()) == list(fresh.documents.values())
        same_index(grown, fresh)
        same_answers(grown, fresh, questions(shelf.chance))
        same_verdicts(grown, fresh, shelf.chance)
    assert most > 1  # else this says nothing of segments


def files_of(collection: Collection) -> dict[str, bytes]:
    """Return the files of a build whose content follows from its documents alone."""
    folder = collection._built.folder
    assert folder
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.*")}
    # Segments and parts are as they came about, and of what comes next only a bound is kept.
    left_out = ("vectors/", "documents/", "manifest.json", "related/beyond.npy")
    return {
        name: path.read_bytes() for name, path in files.items() if not name.startswith(left_out)
    }


def test_a_build_that_grew_has_the_files_of_one_that_is_made_at_once(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, seed=4)
    for number in range(40):
        (shelf.knowledge / f"report-{number:02}.txt").write_text(shelf._text(), "utf-8")
    grown = shelf.grown()
    replaced, removed = shelf.knowledge / "report-11.txt", shelf.knowledge / "report-29.txt"
    added, more = shelf.knowledge / "report-20-more.txt", "The zeppelin. A ship."
    changes: dict[str, Callable[[], object]] = {
        "added": lambda: added.write_text(f"{replaced.read_text('utf-8')}\n{more}", "utf-8"),
        "replaced": lambda: replaced.write_text(shelf._text(), "utf-8"),
        "removed": removed.unlink,
    }
    for name, change in changes.items():
        change()
        grown = shelf.grown()
        fresh = shelf._opened(name)
        ours, theirs = files_of(grown), files_of(fresh)
        assert ours.keys() == theirs.keys(), name
        mine, its = grown._built.documents, fresh._built.documents
        assert (mine, list(map(facts_of, mine))) == (its, list(map(facts_of, its)))
        assert [file for file in ours if ours[file] != theirs[file]] == [], name


def test_what_stays_is_linked_and_not_written_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, seed=0)
    (shelf.knowledge / "long.txt").write_text("\n\n".join(shelf._text() for _ in range(9)), "utf-8")
    shelf.grown()
    before = {path.name: path.stat().st_ino for path in shelf.segments()}
    (shelf.knowledge / "a-new.txt").write_text("The miller built a bridge.\n", "utf-8")
    report = shelf.grown().report
    after = {path.name: path.stat().st_ino for path in shelf.segments()}
    assert before.items() < after.items()
    assert report.encoded <= 5  # the passage, its sentence, and words that no document had


def test_of_documents_that_stay_neither_heads_nor_texts_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path, seed=4)
    for number in range(9):
        (shelf.knowledge / f"report-{number}.txt").write_text(shelf._text(), "utf-8")
    shelf.grown()
    read: set[str] = set()
    for name in ("_read_head", "_read_text"):
        reading = getattr(StoredDocument, name)

        def noted(document: StoredDocument, reading: Callable[..., None] = reading) -> None:
            read.add(document.id)
            reading(document)

        monkeypatch.setattr(StoredDocument, name, noted)
    (shelf.knowledge / "mill.txt").write_text(shelf._text(), "utf-8")
    (shelf.knowledge / "report-3.txt").write_text(shelf._text(), "utf-8")
    (shelf.knowledge / "report-7.txt").unlink()
    documents = shelf.grown()._built.documents
    assert read == {"mill", "report-3", "report-7"}  # what is new, and what goes
    assert list(documents) == list(shelf.fresh(0).documents.values())


def test_rows_that_nobody_has_any_more_are_let_go(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, seed=0)
    (shelf.knowledge / "long.txt").write_text("\n\n".join(shelf._text() for _ in range(9)), "utf-8")
    shelf.grown()
    (shelf.knowledge / "long.txt").unlink()
    stored = shelf.grown()._built.index.sentence_store
    assert isinstance(stored, SegmentedVectors)
    assert int(stored.begins[-1]) < 2 * len(stored)
