"""The command converts the texts that come with it, reads them all, and says how they agree."""

import io
import shutil
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from index.lab.conversions import __main__ as command
from index.lab.conversions import converting
from index.lab.conversions.converting import FORMATS, ConversionError, convert_with_pandoc
from index.reading import readable_suffixes
from index.reading.documents import read_document
from index.types import BlockKind

TEXT = "# The mill\n\nIt was built in 1702.\n\n- It ground barley.\n"
EVALUATION = Path(__file__).parents[4] / "EVALUATION.md"
PAGE = "<h1>The mill</h1><p>It was built in 1702.</p><p>It ground barley.</p><p>Home</p>"


class Figures(NamedTuple):
    """Of one format: paragraphs with the same text, kind, heading; of how many; and more."""

    texts: int
    kinds: int
    headings: int
    of: int
    more: int


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mill.md").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(command, "_TEXTS", tmp_path)
    return tmp_path


def to_page(source: Path, target: Path) -> None:
    """Converts to HTML alone, and makes mistakes."""
    if target.suffix != ".html":
        msg = f"no {target.suffix} of {source.name}"
        raise ConversionError(msg)
    target.write_text(PAGE, encoding="utf-8")


def test_every_text_is_converted_and_held_against_itself(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "made" / "here"
    assert command.main([str(folder), "--formats", "html", "--misses"], convert=to_page) == 0
    assert capsys.readouterr().out == (
        "| format | same text | same kind | same heading | of | more |\n"
        "|---|---|---|---|---|---|\n"
        "| html | 2 | 1 | 2 | 2 | 1 |\n"
        "mill.html: kind list item, read text: It ground barley.\n"
        "mill.html: more: Home\n"
    )
    assert (folder / "mill.html").read_text(encoding="utf-8") == PAGE


def test_what_cannot_be_converted_is_told_and_costs_itself_alone(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(tmp_path / "made"), "--formats", "docx", "html"]
    assert command.main(arguments, convert=to_page) == 1
    told = capsys.readouterr()
    assert told.err == "no .docx of mill.md\n"
    assert [line.split(" | ")[0] for line in told.out.splitlines()[2:]] == ["| html"]


def test_what_cannot_be_read_is_told(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def to_nothing(source: Path, target: Path) -> None:
        target.write_bytes(b"")

    assert command.main([str(tmp_path / "made"), "--formats", "html"], convert=to_nothing) == 1
    assert capsys.readouterr().err.startswith("mill.html")


def test_without_pandoc_one_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    assert command.main([str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert told.err == "pandoc is not installed: install it (Debian: apt-get install pandoc)\n"
    assert told.out == ""


def test_a_converter_that_fails_is_told_with_what_it_says(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting, "_demand", lambda program, package: None)
    failing = tmp_path / "pandoc"
    failing.write_text("#!/bin/sh\necho 'no such\nformat' >&2\nexit 3\n", encoding="utf-8")
    failing.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(ConversionError, match=r"pandoc cannot convert mill\.md: no such format"):
        convert_with_pandoc(texts / "mill.md", tmp_path / "mill.rtf")


def test_the_texts_have_a_paragraph_of_every_kind() -> None:
    documents = [read_document(path) for path in sorted(command._TEXTS.glob("*.md"))]
    counts = Counter(one.kind for document in documents for one in document.paragraphs)
    assert set(counts) == set(BlockKind)
    levels = {section.level for document in documents for section in document.sections}
    assert levels >= {1, 2, 3, 4}


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Figures]:
    """The figures of each format, as the command of EVALUATION.md prints them here."""
    missing = [name for name in ("pandoc", "gropdf") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed (Debian: apt-get install pandoc groff)")
    with pytest.MonkeyPatch.context() as patch:
        printed = io.StringIO()
        patch.setattr("sys.stdout", printed)
        assert command.main([str(tmp_path_factory.mktemp("made"))]) == 0
    return figures_in(printed.getvalue())


def figures_in(text: str) -> dict[str, Figures]:
    """The rows of the table of conversions in a text, by format."""
    table = text.split(command._HEADS)[1].split("\n\n", maxsplit=1)[0]
    rows = (line.strip("| ").split(" | ") for line in table.splitlines())
    return {name: Figures(*map(int, figures)) for name, *figures in rows}


PUBLISHED = figures_in(EVALUATION.read_text(encoding="utf-8"))


def test_a_figure_is_published_of_every_format() -> None:
    assert set(PUBLISHED) == set(FORMATS)


@pytest.mark.parametrize("format_", FORMATS)
def test_no_format_is_read_worse_than_is_published(
    format_: str, measured: dict[str, Figures]
) -> None:
    here, published = measured[format_], PUBLISHED[format_]
    assert here.of == published.of
    assert here.texts >= published.texts
    assert here.kinds >= published.kinds
    assert here.headings >= published.headings
    assert here.more <= published.more


@pytest.mark.parametrize("format_", ["html", "epub", "rst"])
def test_formats_that_lose_no_words_have_every_paragraph(
    format_: str, measured: dict[str, Figures]
) -> None:
    here = measured[format_]
    assert here.texts == here.kinds == here.of


def test_every_format_is_one_that_is_read() -> None:
    assert {f".{format_}" for format_ in FORMATS} <= readable_suffixes()
