"""A threshold chosen end to end on a small collection, kept beside it, and used where it fits."""

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from index.answers.judgement import confidence
from index.calibration.calibrate import AskedProbe, Calibration, CalibrationOptions
from index.calibration.error_bound import upper_bound
from index.calibration.probes import Probe, ProbeKind
from index.calibration.thresholds import THRESHOLD_FILE, Origin
from index.collection import Collection
from index.errors import CollectionError, SettingsError
from index.lab.hashed_encoder import HashedEncoder
from index.settings import DEFAULT_THRESHOLD, Settings
from index.storage.builds import home_of
from index.types import Answer
from tests.support.documents.towns import graded, towns

AUTOMATIC = Settings(reader="none")
LOOSE = CalibrationOptions(error=0.2, count=40)


def knowledge_of(folder: Path, n: int = 24) -> Path:
    knowledge = folder / "knowledge"
    knowledge.mkdir()
    for document in towns(n):
        (knowledge / f"{document.id}.txt").write_text(document.text, "utf-8")
    return knowledge


def opened(knowledge: Path, settings: Settings = AUTOMATIC) -> Collection:
    data = knowledge.parent / "data"
    return Collection.open(knowledge, data, settings, encoder=HashedEncoder())


@pytest.fixture(scope="module")
def calibration(tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    return opened(knowledge_of(tmp_path_factory.mktemp("c"))).calibrate(LOOSE)


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    return knowledge_of(tmp_path)


def calibration_of(hidden: list[float], answerable: list[float], error: float) -> Calibration:
    kinds = [(ProbeKind.HIDDEN, c) for c in hidden] + [
        (ProbeKind.ANSWERABLE, c) for c in answerable
    ]
    asked = tuple(AskedProbe(Probe(f"{k} {c}?", k), c) for k, c in kinds)
    return Calibration(CalibrationOptions(error=error), asked, present=0.3)


def test_the_threshold_keeps_the_stated_error_on_the_hidden_and_answers_most_others(
    calibration: Calibration,
) -> None:
    threshold = calibration.threshold
    assert threshold is not None
    hidden = calibration.share_answered(ProbeKind.HIDDEN, threshold)
    assert hidden.n == calibration.controlled == 40
    assert upper_bound(round(hidden.value * hidden.n), hidden.n) <= 0.2
    answerable = calibration.share_answered(ProbeKind.ANSWERABLE, threshold)
    assert (answerable.n, answerable.value > 0.8) == (40, True)
    everything = calibration.share_answered(ProbeKind.HIDDEN, 0.0)
    assert (calibration.present, everything.value) == (DEFAULT_THRESHOLD, 1.0)


def test_the_same_documents_give_the_same_calibration(
    calibration: Calibration, knowledge: Path
) -> None:
    assert opened(knowledge).calibrate(LOOSE) == calibration


def test_the_worst_are_shown_first_and_only_wrong_ones() -> None:
    made = calibration_of([0.9, 0.5, 0.2], [0.1, 0.25, 0.8], error=0.5)
    assert [one.confidence for one in made.wrong(ProbeKind.HIDDEN, 0.3)] == [0.9, 0.5]
    assert [one.confidence for one in made.wrong(ProbeKind.ANSWERABLE, 0.3)] == [0.1, 0.25]
    assert len(made.wrong(ProbeKind.HIDDEN, 0.0, n=1)) == 1


def test_details_exchanged_are_reported_and_do_not_count() -> None:
    made = calibration_of([0.1] * 40, [0.9] * 40, error=0.1)
    exchanged = tuple(AskedProbe(Probe("?", ProbeKind.EXCHANGED), 0.95) for _ in range(40))
    with_them = replace(made, asked=made.asked + exchanged)
    assert made.threshold == with_them.threshold == 0.101
    assert with_them.share_answered(ProbeKind.EXCHANGED, 0.101).value == 1.0


def test_graded_unanswerable_questions_count() -> None:
    made = calibration_of([0.1] * 40, [0.9] * 40, error=0.1)
    real = tuple(AskedProbe(Probe("?", ProbeKind.UNANSWERABLE), 0.6) for _ in range(20))
    assert replace(made, asked=made.asked + real).threshold == 0.601


def test_too_little_text_is_said_with_what_to_do(tmp_path: Path) -> None:
    made = opened(knowledge_of(tmp_path, 4)).calibrate(CalibrationOptions(error=0.1))
    assert made.threshold is None
    assert made.fault is not None
    assert "needs at least 29 unanswerable questions" in made.fault
    assert "add documents" in made.fault


def test_an_error_that_only_silence_keeps_is_no_threshold() -> None:
    made = calibration_of([0.99] * 60, [0.5] * 60, error=0.1)
    assert made.threshold is None
    assert made.fault is not None
    assert "state a larger --error" in made.fault


@pytest.mark.parametrize("error", [0.0, 0.95, -1.0, float("nan")])
def test_an_error_that_is_no_share_is_refused(error: float) -> None:
    with pytest.raises(SettingsError, match="error must lie between"):
        CalibrationOptions(error=error)


def test_a_kept_threshold_is_in_force_when_the_collection_is_next_opened(
    knowledge: Path, calibration: Calibration
) -> None:
    first = opened(knowledge)
    question = "Who built the windmill of Arvale?"
    before = first.ask(question)
    assert isinstance(before, Answer)
    strict = replace(
        calibration,
        asked=tuple(
            replace(one, confidence=0.99 if one.probe.kind is ProbeKind.HIDDEN else 1.0)
            for one in calibration.asked
        ),
    )
    first.keep(strict)
    assert first.threshold.origin is Origin.DEFAULT
    again = opened(knowledge)
    assert (again.threshold.value, again.threshold.origin) == (0.991, Origin.CALIBRATED)
    assert again.threshold.warning is None
    assert not isinstance(again.ask(question), Answer)
    assert not again.support(question).supported


def test_a_configured_threshold_wins(knowledge: Path, calibration: Calibration) -> None:
    opened(knowledge).keep(calibration)
    threshold = opened(knowledge, replace(AUTOMATIC, answer_threshold=0.42)).threshold
    assert (threshold.value, threshold.origin) == (0.42, Origin.CONFIGURED)
    assert threshold.warning is None


def change_documents(knowledge: Path) -> None:
    (knowledge / "third.txt").write_text("The quay of Zennor was paved in 1901 by Zoe.", "utf-8")


def change_metadata(knowledge: Path) -> None:
    (knowledge / "first.yaml").write_text("title: The gazetteer\n", "utf-8")


@pytest.mark.parametrize("change", [change_documents, change_metadata])
def test_what_was_calibrated_on_other_documents_is_not_used_and_said_so(
    knowledge: Path,
    calibration: Calibration,
    change: object,
    caplog: pytest.LogCaptureFixture,
) -> None:
    opened(knowledge).keep(calibration)
    assert callable(change)
    change(knowledge)
    with caplog.at_level(logging.WARNING):
        threshold = opened(knowledge).threshold
    assert (threshold.value, threshold.origin) == (DEFAULT_THRESHOLD, Origin.DEFAULT)
    assert threshold.warning == (
        "what was calibrated is not used, because the documents changed since; "
        "run: briefing-bot calibrate"
    )
    assert threshold.warning in caplog.text


def test_another_encoder_reader_or_confidence_model_needs_calibrating_anew(
    knowledge: Path, calibration: Calibration, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(knowledge).keep(calibration)

    class Other(HashedEncoder):
        identity = "other words"

    data = knowledge.parent / "data"
    other = Collection.open(knowledge, data, AUTOMATIC, encoder=Other()).threshold
    assert "the encoder changed" in str(other.warning)
    built_in = opened(knowledge, Settings()).threshold
    assert "the reader changed" in str(built_in.warning)
    weights = replace(confidence.UNREAD, bias=-1.0)
    monkeypatch.setattr(confidence, "UNREAD", weights)
    assert "the confidence model changed" in str(opened(knowledge).threshold.warning)
    monkeypatch.undo()
    assert opened(knowledge).threshold.origin is Origin.CALIBRATED


def test_it_outlives_a_build_that_changes_nothing(
    knowledge: Path, calibration: Calibration
) -> None:
    first = opened(knowledge)
    first.keep(calibration)
    home = home_of(knowledge.parent / "data", knowledge)
    (home / "current").unlink()
    assert opened(knowledge).report.rebuilt
    assert opened(knowledge).threshold.origin is Origin.CALIBRATED


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"value": 0.5}', '{"value": 7, "error": 0.1, "schema": 1}', "\x00"]
)
def test_a_damaged_file_is_not_used_and_said_so(knowledge: Path, content: str) -> None:
    opened(knowledge)
    home = home_of(knowledge.parent / "data", knowledge)
    (home / THRESHOLD_FILE).write_text(content, "utf-8")
    threshold = opened(knowledge).threshold
    assert (threshold.value, threshold.origin) == (DEFAULT_THRESHOLD, Origin.DEFAULT)
    assert "is damaged; run: briefing-bot calibrate" in str(threshold.warning)


def test_an_interrupted_write_leaves_the_old_threshold(
    knowledge: Path, calibration: Calibration, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = opened(knowledge)
    collection.keep(calibration)
    home = home_of(knowledge.parent / "data", knowledge)
    before = (home / THRESHOLD_FILE).read_bytes()

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CollectionError, match="cannot be written: no space is left"):
        collection.keep(calibration)
    assert (home / THRESHOLD_FILE).read_bytes() == before
    assert [path.name for path in home.glob(f"*{THRESHOLD_FILE}*")] == [THRESHOLD_FILE]
    monkeypatch.undo()
    # A process that is killed leaves a file of this name: the next build sweeps it.
    (home / f".unfinished-{THRESHOLD_FILE}").write_text("{", "utf-8")
    change_documents(knowledge)
    opened(knowledge)
    assert not (home / f".unfinished-{THRESHOLD_FILE}").exists()


def test_the_file_says_what_it_was_measured_with(knowledge: Path, calibration: Calibration) -> None:
    opened(knowledge).keep(calibration)
    home = home_of(knowledge.parent / "data", knowledge)
    record = json.loads((home / THRESHOLD_FILE).read_text("utf-8"))
    assert (record["value"], record["error"]) == (calibration.threshold, 0.2)
    assert record["questions"] == 40
    assert record["conditions"]["encoder"] == "hashed words"
    assert record["conditions"]["reader"] == "none"


def test_without_a_threshold_there_is_nothing_to_keep(knowledge: Path) -> None:
    with pytest.raises(CollectionError, match="no threshold to keep"):
        opened(knowledge).keep(calibration_of([0.1], [0.9], error=0.1))


def test_graded_questions_alone_can_calibrate(knowledge: Path) -> None:
    made = opened(knowledge).calibrate(CalibrationOptions(count=0), graded())
    assert made.counts == {
        ProbeKind.ANSWERABLE: 1,
        ProbeKind.HIDDEN: 1,
        ProbeKind.UNANSWERABLE: 1,
    }
