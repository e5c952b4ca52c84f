"""The command measures files that lie in a folder, each with what it cost."""

from pathlib import Path

import pytest

from index.fault_reasons import FaultKind
from index.lab.real_files import __main__ as command
from index.lab.real_files.graded_files import GradedFile, Wording
from index.lab.real_files.readings import Reading, reading, readings
from index.lab.real_files.real_file import Package, RealFile, Registry
from index.lab.real_files.tables import cost_table, refusals
from index.reading import Fault, ReadingLimits
from index.types import Document, Locator, LocatorKind, Metadata, Paragraph

PACKAGE = Package(Registry.NPM, "bridges", "1.2.0")
PLACES = ("md/bridge.md", "md/toll.md", "man/bridge.1")
TOLD = "".join(f"Arch {n} stands.\n\n" for n in range(5))
TEXT = f"# The bridge\n\n## Costs\n\nIt cost three million.\n\n{TOLD}Prev | Next\n\n{TOLD}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for place, text in zip(PLACES, (TEXT, "", ".TH bridge 1"), strict=True):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_file_is_read_with_its_seconds_and_its_memory(folder: Path) -> None:
    (done,) = readings(folder, ["md/bridge.md"], ReadingLimits())
    assert done.document is not None
    assert done.document.title == "The bridge"
    assert 0 <= done.seconds < 60
    assert 0 <= done.again_s < 60
    assert 5 < done.peak_mb < 500


def test_why_a_file_is_refused_is_told(folder: Path) -> None:
    done = reading(folder, "man/bridge.1", ReadingLimits())
    assert done.document is None
    assert refusals([done]).startswith("refused man/bridge.1: bridge.1 holds no text")


def test_the_table_of_costs_has_medians_and_the_worst() -> None:
    seconds, megabytes = (1.0, 2.0, 9.0), (40.0, 50.0, 900.0)
    fault = Fault(Path("a"), FaultKind.TOLD.of(told="a is empty"))
    costs = zip(seconds, megabytes, strict=True)
    done = [Reading("pdf/a", fault, one, 0.0, other) for one, other in costs]
    *_, last = cost_table(done).splitlines()
    assert last == "| all | 3 | 0 | 3 | 2.00 | 9.00 | 50 | 900 | 0 | - | - |"


def of_pages(count: int, again_s: float, peak_mb: float, *, printed: bool) -> Reading:
    """A reading of a text of so many pages, that have numbers or are only as long."""
    text = "a" * 3000 * count
    pages = [Locator(3000 * n, LocatorKind.PAGE, "", f"page={n}") for n in range(count)]
    whole = (Paragraph(1, 0, len(text), None),)
    locators = tuple(pages) if printed else ()
    document = Document("a", text, whole, Metadata("A"), locators=locators)
    return Reading("pdf/a", document, 1.0, again_s, peak_mb)


@pytest.mark.parametrize("printed", [True, False])
def test_what_a_page_costs_is_told_of_all_pages_together(printed: bool) -> None:
    long, short = of_pages(20, 0.3, 60.0, printed=printed), of_pages(5, 0.2, 50.0, printed=printed)
    *_, last = cost_table([long, short]).splitlines()
    assert last.endswith("| 25 | 20.0 | 500 |")
    *_, last = cost_table([short]).splitlines()
    assert last.endswith("| 5 | 40.0 | - |")


def test_what_is_measured_is_printed_with_the_misses(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [RealFile(PACKAGE, place, "0" * 64, place) for place in (*PLACES, "pdf/gone.pdf")]
    paragraph = Wording.of("It cost 3 million.")
    graded = GradedFile("md/bridge.md", "The bridge", None, ("Costs",), (paragraph,))
    monkeypatch.setattr(command, "real_files", lambda: files)
    monkeypatch.setattr(command, "graded_files", lambda: (graded,))
    assert command.main(["measure", str(folder), "--misses"]) == 1
    told = capsys.readouterr().out
    assert "| md | 1 | 1/1 | 1/1 | 1/1 | 0/1 | - | - |" in told
    assert "md/bridge.md: paragraph: It cost 3 million. …\n" in told
    assert "refused md/toll.md" in told
    assert "way through: md/bridge.md: Prev | Next\n" in told
    assert "1 files of the list are missing" in told


def test_only_some_formats_are_fetched_where_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fetch(files: list[RealFile], folder: Path) -> list[str]:
        return [f"{file.place} to {folder.name}" for file in files]

    files = [RealFile(PACKAGE, place, "0" * 64, place) for place in PLACES]
    monkeypatch.setattr(command, "real_files", lambda: files)
    monkeypatch.setattr(command, "fetch", fetch)
    assert command.main(["fetch", str(tmp_path / "wild"), "--formats", "man"]) == 1
    assert capsys.readouterr().out == "man/bridge.1 to wild\n"
    assert command.main(["fetch", str(tmp_path), "--formats", "epub"]) == 0
