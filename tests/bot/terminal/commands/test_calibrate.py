"""`calibrate` and `doctor` in-process: what is printed, what is kept, and what is then in force."""

import json
from pathlib import Path

import pytest

from bot.terminal.arguments import run
from index import Settings
from index.calibration.thresholds import THRESHOLD_FILE
from index.lab.hashed_encoder import HashedEncoder
from index.storage.builds import home_of
from tests.support.documents.towns import towns

COUNT = ("--count", "30")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration that needs no model, and with the towns."""

    def encoder(_: Settings) -> HashedEncoder:
        return HashedEncoder()

    for module in ("index.collection.encoder_of", "bot.terminal.checkups.examination.encoder_of"):
        monkeypatch.setattr(module, encoder)
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    (tmp_path / "knowledge").mkdir()
    for document in towns():
        (tmp_path / "knowledge" / f"{document.id}.txt").write_text(document.text, "utf-8")
    configured(tmp_path, "")
    return tmp_path


def configured(place: Path, line: str) -> None:
    places = "knowledge: knowledge\ndata: data\n"
    (place / "config.yaml").write_text(f"{places}index:\n  reader: none\n{line}", "utf-8")


def told(place: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run([*arguments, "--config", str(place / "config.yaml")])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def threshold(place: Path, capsys: pytest.CaptureFixture[str]) -> tuple[bool, str]:
    _, out, _ = told(place, capsys, "doctor", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    return next((line["ok"], line["detail"]) for line in lines if line["check"] == "threshold")


def test_what_is_calibrated_is_told_kept_and_in_force(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert threshold(place, capsys) == (True, "0.68, the default")
    code, out, errors = told(place, capsys, "calibrate", "--error", "0.2", *COUNT, "--json")
    assert (code, errors) == (0, "")
    record = json.loads(out)
    assert (record["kept"], record["overruled"], record["fault"]) == (True, False, None)
    assert record["questions"]["answerable"] == record["questions"]["passage hidden"] == 30
    hidden = record["answered"]["passage hidden"]["calibrated"]
    assert hidden["low"] <= hidden["share"] <= hidden["high"]
    assert (hidden["share"] < 0.2, hidden["n"]) == (True, 30)
    expected = f"{record['threshold']:g}, calibrated on these documents"
    assert threshold(place, capsys) == (True, expected)

    configured(place, "  answer_threshold: 0.7\n")
    assert threshold(place, capsys) == (True, "0.7, set in the configuration")
    configured(place, "  answer_threshold: auto\n")
    assert threshold(place, capsys) == (True, expected)

    (place / "knowledge" / "third.txt").write_text("The quay was paved by Zoe.", "utf-8")
    good, detail = threshold(place, capsys)
    assert not good
    assert detail.startswith("0.68, the default; what was calibrated is not used, because")
    assert detail.endswith("run: briefing-bot calibrate")


def test_a_dry_run_keeps_nothing_and_the_report_is_for_people(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = told(place, capsys, "calibrate", "--error", "0.2", *COUNT, "--dry-run")
    assert code == 0
    assert out.startswith("Questions: 30 answerable, 30 passage hidden")
    assert "at most 20.0% are answered, with 95 % certainty" in out
    assert "Not kept: --dry-run." in out
    assert not (home_of(place / "data", place / "knowledge") / THRESHOLD_FILE).exists()


def test_a_configured_threshold_is_said_to_win(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configured(place, "  answer_threshold: 0.7\n")
    _, out, _ = told(place, capsys, "calibrate", "--error", "0.2", *COUNT)
    assert "answer_threshold in the configuration wins" in out


def test_an_error_that_cannot_be_shown_is_a_fault_that_keeps_the_present_threshold(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(place, capsys, "calibrate", "--error", "0.2", *COUNT)
    before = threshold(place, capsys)
    code, _, errors = told(place, capsys, "calibrate", "--error", "0.01", *COUNT)
    assert code == 1
    assert "needs at least 299 unanswerable questions" in errors
    assert errors.rstrip().endswith("stays.")
    assert threshold(place, capsys) == before


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"document": "gone"}, "question a names gone,"),
        ({"document": "gone", "answerable": True, "paragraphs": [1]}, "question a names gone,"),
        ({"answerable": True, "paragraphs": [999]}, "question a names first:999,"),
    ],
)
def test_graded_questions_on_what_there_is_not_are_named_and_nothing_is_kept(
    place: Path, capsys: pytest.CaptureFixture[str], fields: dict[str, object], named: str
) -> None:
    path = place / "graded.jsonl"
    line = {"id": "a", "question": "Who burnt Atlantis?", "answerable": False} | fields
    path.write_text(json.dumps(line), "utf-8")
    code, out, errors = told(place, capsys, "calibrate", "--questions", str(path), *COUNT)
    assert (code, out) == (2, "")
    assert f"graded.jsonl: {named} which is not among the documents" in errors
    assert not (home_of(place / "data", place / "knowledge") / THRESHOLD_FILE).exists()


def test_graded_questions_are_read_and_can_be_all(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [{"question": f"Who burnt Atlantis {n} times?", "answerable": False} for n in range(20)]
    lines += [
        {"question": "Who built the windmill of Arvale?", "answerable": True, "paragraphs": [1]}
    ]
    path = place / "graded.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    arguments = ("calibrate", "--questions", str(path), "--count", "0", "--error", "0.2", "--json")
    code, out, _ = told(place, capsys, *arguments)
    assert code == 0
    assert json.loads(out)["questions"] == {
        "answerable": 1,
        "passage hidden": 1,
        "graded as unanswerable": 20,
    }


@pytest.mark.parametrize(
    "arguments", [("--error", "0"), ("--error", "1.5"), ("--error", "nan"), ("--count", "-1")]
)
def test_values_out_of_range_are_wrong_usage(
    place: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, str]
) -> None:
    code, out, errors = told(place, capsys, "calibrate", *arguments)
    assert (code, out, errors.count("\n")) == (2, "", 1)


def test_its_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(["calibrate", "--help"])
    assert caught.value.code == 0
    assert "briefing-bot calibrate --error" in capsys.readouterr().out.split("example", 1)[1]


def test_doctor_names_each_file_that_cannot_be_read(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "knowledge" / "scan.pdf").write_bytes(b"no pdf at all")
    code, out, _ = told(place, capsys, "doctor")
    assert code == 1
    faulty = [line for line in out.splitlines() if line.startswith("FAIL")]
    assert len(faulty) == 1
    assert faulty[0].startswith("FAIL scan: scan.pdf ")
    assert "2 documents" in out


def test_doctor_tells_of_a_reader_that_cannot_be_loaded(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = told(place, capsys, "doctor")
    assert (code, "ok   reader: none, as configured" in out) == (0, True)
    config = place / "config.yaml"
    absent = str(place / "no-such-reader")
    config.write_text(config.read_text("utf-8").replace("reader: none", f"reader: {absent}"))
    code, out, _ = told(place, capsys, "doctor")
    faulty = [line for line in out.splitlines() if line.startswith("FAIL")]
    assert (code, len(faulty)) == (1, 1)
    assert faulty[0].startswith(f"FAIL reader: the reader '{absent}' cannot be loaded")
