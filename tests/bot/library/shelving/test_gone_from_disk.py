"""What is taken out of a library of several documents leaves nothing of it in the data folder."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from bot.config import Config
from bot.library import Shelves
from bot.library.files.places import UNFINISHED_COPY, library_folder
from index import AddressError, Collection, Document
from index.citations import digest_of_text
from index.citations.paragraph_digests import digests_of
from index.lab.hashed_encoder import HashedEncoder
from index.search.stores.row_codes import READ, SEARCHED, quantised, sign_codes
from tests.support.documents.deflated_texts import told_by
from tests.support.documents.lit_shores import ANYBODY, GUILD

FERRY = "\n\n".join(
    f"The ferry number {n} at Ebbing was launched in 19{n:02} by the shipwright Jorun Halvard."
    for n in range(10, 40)
).encode()
SECRET = (
    b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington.\n\n"
    b"Its vermilion lantern swayed above the breakers."
)
HALF = 16  # hexadecimal digits of a paragraph's digest, and of its sketch


@dataclass(frozen=True)
class Traces:
    """What tells of a document.

    Args:
        words: Of it alone, its title among them, and the digests of its file and wording.
        names: What it is called.
        digests: Of its paragraphs, and the sketches of them.
        kept: Vectors of its passages and sentences, as the encoder gave them.
        passages: Those of its passages, as a build has them.
        signs: Their sign codes, word by word.
        sentences: Those of its sentences, as a build has them.
    """

    words: list[bytes]
    names: list[bytes]
    digests: list[bytes]
    kept: list[bytes]
    passages: list[bytes]
    signs: list[bytes]
    sentences: list[bytes]

    def in_files(self, folder: Path) -> dict[str, list[str]]:
        """Return the files of a folder that have any of each kind."""
        files = [path for path in folder.rglob("*") if path.is_file()]
        contents = {path: told_by(path).lower() for path in files}
        return {
            kind.name: sorted(
                path.name
                for path, raw in contents.items()
                if any(trace in raw for trace in getattr(self, kind.name))
            )
            for kind in fields(self)
        }


def traces_of(document: Document, collection: Collection) -> Traces:
    words = [b"quarrington", b"vermilion", b"breakers", b"the secret title"]
    words += [document.sha256.encode(), digest_of_text(document.text).encode()]
    digests = [
        d[part].encode() for d in digests_of(document) for part in (slice(HALF), slice(HALF, None))
    ]
    index = collection._built.index
    own = [n for n, one in enumerate(index.passages) if one.document == document.id]
    given = [index.inputs[number] for number in own]
    passages, sentences = HashedEncoder().encode_passages(
        [one.text for one in given], [one.sentences for one in given]
    )
    searched = quantised(passages, SEARCHED)
    return Traces(
        words,
        [b"cape-dorn"],
        digests,
        kept=_bytes_of([*passages, *sentences]),
        passages=_bytes_of(searched),
        signs=_bytes_of(sign_codes(searched).ravel()),
        sentences=_bytes_of(quantised(sentences, READ)),
    )


def _bytes_of(rows: Iterable[npt.NDArray[np.generic]]) -> list[bytes]:
    return [row.tobytes().lower() for row in rows]


@pytest.fixture
def traces(shelves: Shelves, public: Collection) -> Traces:
    """What tells of a document that a library of two has."""
    shelves.add(GUILD, "cape-dorn.txt", SECRET, public, stated={"title": "The Secret Title"})
    shelves.add(GUILD, "ferry.txt", FERRY, public)  # so that both are in one file of vectors
    own = shelves.own(GUILD, public)
    assert own
    return traces_of(own.document("cape-dorn"), own)


def test_nothing_of_a_removed_document_is_in_any_file_but_its_name_in_what_was_changed(
    shelves: Shelves, config: Config, public: Collection, traces: Traces
) -> None:
    folder = library_folder(config.data)
    assert all(traces.in_files(folder).values())  # so that each would be seen
    assert shelves.remove(GUILD, "cape-dorn", public)
    left = traces.in_files(folder)
    assert {kind: files for kind, files in left.items() if files} == {
        "names": ["catalogue.sqlite3"]
    }
    assert "Halvard" in shelves.collection(ANYBODY, public).document("ferry").text


def test_nothing_but_digests_of_paragraphs_is_left_of_a_replaced_version(
    shelves: Shelves, config: Config, public: Collection, traces: Traces
) -> None:
    shelves.add(GUILD, "cape-dorn.txt", b"The cape was renamed.", public, stated={"title": "New"})
    left = traces.in_files(library_folder(config.data))
    assert not any(left[kind] for kind in ("kept", "passages", "signs", "sentences"))
    known_in = {"addresses.json", "catalogue.sqlite3"}
    assert set(left["digests"]) == known_in  # an answer that quoted it says so


def test_an_address_of_what_was_removed_leads_nowhere_though_its_name_comes_back(
    shelves: Shelves, public: Collection, traces: Traces
) -> None:
    del traces
    issued = datetime.now(UTC)
    shelves.remove(GUILD, "cape-dorn", public)
    with pytest.raises(AddressError):
        shelves.collection(ANYBODY, public).passage_at("cape-dorn:1", issued)
    shelves.add(GUILD, "cape-dorn.txt", b"Another text of this name.", public)
    collection = shelves.collection(ANYBODY, public)
    assert len(collection.revisions.of_document["cape-dorn"]) == 1
    assert collection.passage_at("cape-dorn:1", issued).text == "Another text of this name."


def test_a_copy_that_a_killed_backup_left_is_removed(shelves: Shelves, config: Config) -> None:
    left = library_folder(config.data) / f"{UNFINISHED_COPY}x"
    left.mkdir(parents=True)
    (left / "catalogue.sqlite3").write_bytes(b"The Secret Title")
    shelves.presences.come(1, {GUILD})
    shelves.sweep()
    assert not left.exists()
