"""A knowledge folder that changes, and what its collection must be: what a build made afresh is."""

import hashlib
import os
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.collection import Collection
from index.errors import BriefingError
from index.lab.hashed_encoder import HashedEncoder
from index.search import SegmentedVectors, VectorKind
from index.settings import Settings
from index.storage import (
    current_build,
    document_line,
    facts_of,
    home_of,
    read_manifest,
    read_stored,
)

SETTINGS = Settings(reader="none")  # storage is what is tried: no model reads
SET_ASIDE = "addresses.json.damaged-*"
_BESIDE = {
    "addresses.json",
    "checked.json",
    "current",
    "lock",
    "recorded.json",
    "sources.json",
}
_MOST_DOCUMENTS = 5
_PARAGRAPHS = (2, 6)  # of a document, at least and at most


@dataclass(frozen=True, slots=True)
class Scene:
    """The folders of a trial.

    Args:
        folder: Where they lie; it belongs to the trials.
        paragraphs: What documents are made of.
        chance: Decides what changes.
    """

    folder: Path
    paragraphs: Sequence[str]
    chance: random.Random

    @property
    def knowledge(self) -> Path:
        """The documents."""
        return self.folder / "knowledge"

    @property
    def data(self) -> Path:
        """Where they are built."""
        return self.folder / "data"

    @property
    def home(self) -> Path:
        """Where the builds of the documents lie."""
        return home_of(self.data, self.knowledge)

    def change(self) -> None:
        """Write a document, change one or take one away; at least one is left."""
        self.knowledge.mkdir(parents=True, exist_ok=True)
        there = sorted(self.knowledge.iterdir())
        if len(there) > 1 and self.chance.random() < len(there) / (2 * _MOST_DOCUMENTS):
            self.chance.choice(there).unlink()
            return
        name = f"document-{self.chance.randrange(_MOST_DOCUMENTS)}.txt"
        count = self.chance.randint(*_PARAGRAPHS)
        text = "\n\n".join(self.chance.sample(self.paragraphs, count))
        (self.knowledge / name).write_text(text, encoding="utf-8")

    def open(self) -> Collection:
        """Return the collection, built where it has to be."""
        return Collection.open(self.knowledge, self.data, SETTINGS, encoder=HashedEncoder())

    def fault(self) -> str:
        """Return what is wrong with the collection as it opens; "" where nothing is.

        It is held against a build made afresh, file by file; so is what each document says at its
        first address. Leftovers of killed builders are wrong, too; a record of addresses that was
        damaged is set aside, and is not.

        Raises:
            BriefingError: It does not open.
        """
        collection = self.open()
        afresh = Scene(self.folder / "afresh", self.paragraphs, self.chance)
        shutil.rmtree(afresh.folder, ignore_errors=True)
        shutil.copytree(self.knowledge, afresh.knowledge)
        expected = afresh.open()
        if self._files() != afresh._files():  # of another scene
            return "its files are not those of a build made afresh"
        for name, document in expected.documents.items():
            said = collection.passage_at(f"{name}:1").text
            if said != expected.passage_at(f"{name}:1").text or said not in document.text:
                return f"{name}:1 says something else"
        left = {path.name for path in self.home.iterdir() if not path.match(SET_ASIDE)}
        build = current_build(self.home)
        whole = _BESIDE | {build.name if build else ""}
        return f"left over: {left - whole}" if left - whole else ""

    def _files(self) -> dict[str, str]:
        """Return the digest of each file of the build in use; of vectors and documents, of all.

        In which files those lie depends on what came when, and so does what is known of the word
        that comes behind the nearest ones.
        """
        build = current_build(self.home)
        if build is None:
            return {}
        manifest = read_manifest(build)
        files = {name: digest for name, digest in manifest.files.items() if _is_fixed(name)}
        documents = [
            f"{document_line(one)} {facts_of(one)}" for one in read_stored(build / "documents")
        ]
        files["documents"] = hashlib.sha256("\n".join(documents).encode()).hexdigest()
        for kind in VectorKind:
            stored = SegmentedVectors.open(build / "vectors" / kind, manifest.dim)
            rows = stored.vectors(np.arange(len(stored), dtype=np.int64))
            files[kind] = hashlib.sha256(rows.tobytes()).hexdigest()
        return files


def _is_fixed(name: str) -> bool:
    return not name.startswith(("documents/", "vectors/")) and name != "related/beyond.npy"


def in_child(task: Callable[[], str], note: Path) -> tuple[int, str]:
    """Return the exit status of a child that does `task`, and what it said.

    Negative: the signal that ended it. 0: it returned; 1: it ended with an error of the library;
    2: with another.

    Args:
        task: Done in the child, which has the modules of this process.
        note: A file for what it says.
    """
    note.write_text("", encoding="utf-8")
    child = os.fork()
    if child:
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return status, note.read_text(encoding="utf-8")
    status, said = 2, ""
    try:
        status, said = 0, task()
    except BriefingError as error:
        status, said = 1, str(error)
    except BaseException as error:  # noqa: BLE001  # told by the child's status
        said = repr(error)
    finally:
        # Whatever happens here: a child that went on would be a second parent.
        try:
            note.write_text(said, encoding="utf-8", errors="backslashreplace")
        finally:
            os._exit(status)
