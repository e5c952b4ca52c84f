"""A question is read as it was meant, and answered as it was typed."""

from collections.abc import Sequence
from pathlib import Path

from index.answers.answerer import Answerer
from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageReading, ReaderInput
from index.reading.source_folder import list_sources, read_source
from index.settings import Settings
from index.types import Abstention, Answer

TEXT = "The guild closed the mill because the river dried up. The keepers left before the flood."


class RecordingReader:
    """Finds the first sentence of each passage, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        self.asked.append(question)
        return [PassageReading(4.0, (3.0,) + (-5.0,) * (len(p.sentences) - 1)) for p in passages]


def answerer_on(folder: Path, reader: RecordingReader) -> Answerer:
    (folder / "mill.txt").write_text(TEXT, "utf-8")
    documents = [read_source(source, max_bytes=10**6) for source in list_sources(folder)]
    return answerer_of(documents, HashedEncoder(), Settings(answer_threshold=0.01), reader)


def test_what_is_read_has_neither_short_forms_nor_slips(tmp_path: Path) -> None:
    reader = RecordingReader()
    typed = "y did teh guidl close the mill b4 harvset"
    outcome = answerer_on(tmp_path, reader).answer(typed)
    assert outcome.question == typed
    assert set(reader.asked) == {"why did the guild close the mill before harvest?"}


def test_so_has_the_question_that_it_leans_on(tmp_path: Path) -> None:
    reader = RecordingReader()
    answerer_on(tmp_path, reader).answer("n when", ["y did the keeprs leave"])
    assert any("why did the keepers leave" in asked for asked in reader.asked)
    assert not any("keeprs" in asked for asked in reader.asked)


def test_what_is_asked_in_its_place_is_told_by_what_was_meant(tmp_path: Path) -> None:
    reader = RecordingReader()
    typed = "wat does the guidl get outta the mill"
    outcome = answerer_on(tmp_path, reader).answer(typed)
    assert "What's in it for the guild?" in reader.asked
    assert outcome.question == typed


def test_an_abbreviation_is_known_where_its_plural_alone_stands(tmp_path: Path) -> None:
    (tmp_path / "vans.txt").write_text("The guild rents LVKs and DGOs to millers.", "utf-8")
    asking = answerer_on(tmp_path, RecordingReader())
    for question in ("what is an LVK?", "what is an lvk", "who rents LVKs?", "who rents dgos"):
        assert isinstance(asking.answer(question), Answer)
    assert isinstance(asking.answer("what is an LVX?"), Abstention)


def test_the_year_in_which_its_only_text_appeared_is_not_read(tmp_path: Path) -> None:
    reader = RecordingReader()
    (tmp_path / "mill.yaml").write_text("title: The Mill\nissued: 2018-03-01\n", "utf-8")
    asking = answerer_on(tmp_path, reader)
    typed = "Why did the guild close the mill in 2018?"
    assert asking.answer(typed).question == typed
    asking.answer("Why did the guild close the mill in 2017?")
    assert reader.asked == [
        "Why did the guild close the mill?",
        "Why did the guild close the mill in 2017?",
    ]
