"""Growth is measured on documents of the size asked for, each stage does what it is named for."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from index.collection import Collection
from index.evaluation import draw_growth
from index.lab.growth.__main__ import exponent_of, lines_of, table_of
from index.lab.growth.costs import Costs, _timed, answered, costs_at
from index.lab.growth.material import DirectionEncoder, questions, text_of, write_documents
from index.settings import Settings


def test_documents_have_as_many_passages_as_asked_for_and_are_the_same_each_time(
    tmp_path: Path,
) -> None:
    write_documents(tmp_path / "knowledge", 80)
    assert [path.read_text("utf-8") for path in sorted((tmp_path / "knowledge").iterdir())] == [
        text_of(0),
        text_of(1),
    ]
    settings = Settings(reader="none")
    collection = Collection.open(
        tmp_path / "knowledge", tmp_path / "data", settings, encoder=DirectionEncoder()
    )
    assert (collection.report.documents, collection.report.passages) == (2, 80)
    assert not collection.report.faults


def test_a_question_is_of_the_words_of_a_document(tmp_path: Path) -> None:
    write_documents(tmp_path / "knowledge", 40)
    (question,) = questions(1, 1)
    asked = answered(tmp_path / "knowledge", tmp_path / "data", [question] * 2, "none")
    assert asked.search.n == asked.answer.n == 2
    assert asked.answer.median_ms > 0
    words = {word.strip(".").lower() for word in text_of(0).split()}
    assert set(question.removeprefix("What is the ").rstrip("?").split()) <= words


def test_what_takes_less_than_a_tick_of_the_clock_costs_something() -> None:
    with _timed() as cost:
        sum(range(20_000))  # about a millisecond
    assert cost.processor_s > 0


def test_every_stage_costs_something_and_is_shown_and_drawn(tmp_path: Path) -> None:
    costs = costs_at(40, tmp_path, 1, "none")
    assert costs.passages == 40
    assert costs.build.processor_s > 0
    assert costs.add.peak_mb > 0
    # Its passages' vectors with their sign codes, and their sentences'.
    assert costs.disk_mb > 40 * (384 * 2 + 48 + 5 * 384) / 1e6
    assert Costs.of_record(json.loads(json.dumps(asdict(costs)))) == costs
    lines = lines_of([costs])
    assert all(value > 0 for (value,) in lines.values())
    table = table_of([costs])
    assert all(name in table for name in lines)
    draw_growth([40], lines, tmp_path / "growth.svg")
    drawn = (tmp_path / "growth.svg").read_text("utf-8")
    assert all(name in drawn for name in lines)


@pytest.mark.parametrize("power", [0.0, 1.0, 2.0])
def test_the_exponent_is_the_power_of_the_size(power: float) -> None:
    sizes = (100, 1000, 10_000)
    assert exponent_of(sizes, [3 * size**power for size in sizes]) == pytest.approx(power)
