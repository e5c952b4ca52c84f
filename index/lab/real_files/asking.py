"""Questions on real files, asked of collections that are made of them.

Written by readers of the files who had not seen the program; what leads an answer is judged as in
`index.lab.member_answers`. The slices that answer are a few words each.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from index.collection import Collection
from index.lab.member_answers import JudgedCase, case_of, judged
from index.models import Encoder
from index.settings import Settings

_QUESTIONS = Path(__file__).with_name("questions.jsonl")
_SETS = Path(__file__).with_name("question_sets.json")


def question_sets(path: Path = _SETS) -> Mapping[str, Sequence[str]]:
    """Return for each set of questions the places of the files that it is asked of."""
    sets: Mapping[str, Sequence[str]] = json.loads(path.read_text(encoding="utf-8"))["sets"]
    return sets


def asked(folder: Path, name: str, encoder: Encoder) -> Iterator[JudgedCase]:
    """Yield what comes of every question of a set.

    Args:
        folder: Where the files have been fetched to.
        name: Of the set.
        encoder: Makes the vectors.

    Raises:
        FileNotFoundError: A file of the set is missing.
    """
    with tempfile.TemporaryDirectory() as place:
        knowledge = Path(place, "knowledge")
        knowledge.mkdir()
        for file in question_sets()[name]:
            shutil.copy(folder / file, knowledge)
        collection = Collection.open(knowledge, Path(place, "data"), Settings(), encoder=encoder)
        for line in _QUESTIONS.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record["set"] == name:
                yield judged(case_of(record), collection)
