"""A collection whose folder cannot be written: opened where it is current, and told where not."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.config import ROOT
from index.collection import Collection
from index.lab.hashed_encoder import HashedEncoder
from index.settings import Settings
from index.storage.builds import home_of

SETTINGS = Settings(reader="none", answer_threshold=0.0)
HARBOUR = "Ships wait in the harbour at dawn. The harbour master counts the ships.\n"
LIGHT = "A lighthouse guides vessels at night. The keeper climbs two hundred stairs.\n"
# Opens a collection where nothing can be written, and asks it.
PROGRAM = """
import json, sys
from pathlib import Path
from index.collection import Collection
from index.errors import BriefingError
from index.lab.hashed_encoder import HashedEncoder
from index.settings import Settings
from tests.support.processes.read_only import refuse_writing

class Counting(HashedEncoder):
    seen = []

    def encode(self, texts, *purpose):
        self.seen += texts
        return super().encode(texts, *purpose)

knowledge, data = map(Path, sys.argv[1:])
refuse_writing(data)
settings = Settings(reader="none", answer_threshold=0.0)
try:
    collection = Collection.open(knowledge, data, settings, encoder=Counting())
except BriefingError as error:
    print(json.dumps({"error": type(error).__name__, "message": str(error)}))
else:
    encoded = list(Counting.seen)
    passage = collection.ask("Who counts the ships?").hits[0].passage
    text = collection.documents[passage.document].text[passage.start : passage.end]
    print(json.dumps({"rebuilt": collection.report.rebuilt, "encoded": encoded, "best": text}))
"""


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A folder of documents, and `data` beside it, where it is built."""
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "harbour.txt").write_text(HARBOUR, "utf-8")
    opened = Collection.open(folder, tmp_path / "data", SETTINGS, encoder=HashedEncoder())
    assert opened.report.rebuilt
    return folder


def told_where_nothing_can_be_written(knowledge: Path) -> dict[str, Any]:
    """What comes of opening and asking; whoever writes nevertheless fails the test."""
    data = knowledge.parent / "data"
    before = everything_in(data)
    command = [sys.executable, "-c", PROGRAM, str(knowledge), str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert everything_in(data) == before
    return dict(json.loads(done.stdout))


def everything_in(folder: Path) -> dict[str, tuple[int, int, int, bytes]]:
    """What a folder holds, by the paths: mode, size, time of the last change, and content."""
    found = {}
    for path in sorted(folder.rglob("*")):
        stat = path.stat()
        content = path.read_bytes() if path.is_file() else b""
        found[str(path)] = (stat.st_mode, stat.st_size, stat.st_mtime_ns, content)
    return found


@pytest.mark.parametrize("addresses", ["kept", "missing", "damaged"])
def test_a_current_collection_opens_where_nothing_can_be_written(
    knowledge: Path, addresses: str
) -> None:
    path = home_of(knowledge.parent / "data", knowledge) / "addresses.json"
    if addresses == "missing":
        path.unlink()
    elif addresses == "damaged":
        path.write_text("{", "utf-8")
    told = told_where_nothing_can_be_written(knowledge)
    assert told == {"rebuilt": False, "encoded": [], "best": HARBOUR.strip()}


def test_a_stale_collection_where_nothing_can_be_written_is_told(knowledge: Path) -> None:
    (knowledge / "light.txt").write_text(LIGHT, "utf-8")
    told = told_where_nothing_can_be_written(knowledge)
    assert told["error"] == "UnwritableError"
    assert "it is read-only; make it writable" in told["message"]
