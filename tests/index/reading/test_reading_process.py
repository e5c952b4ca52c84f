"""Files are read in a process of their own: what each may take, and that one costs only itself."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from index.errors import SourceError
from index.fault_reasons import FaultKind
from index.lab.hostile.damaged_files import sound_files
from index.lab.hostile.portable_documents import nested_forms
from index.reading import reading_process
from index.reading.file_kinds import FILE_KINDS, kind_of
from index.reading.reading_process import ReadingProcess
from index.reading.reading_versions import ReadingLimits
from index.reading.source_folder import Fault, SourceFile, attempt, list_sources, source_digest
from index.types import Document
from tests.support.documents.pdfs import FIRST_LINES, pdf
from tests.support.documents.samples import MARKDOWN, PAGE

memory_is_bounded = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="only Linux bounds memory"
)
PARAGRAPH = "The council agreed on the plan for the bridge after a long debate in the old hall."
GERMAN = "Der Rat trat am Dienstag in der alten Halle zusammen und beschloss nach langem Streit. "
# What the program depends on, as far as reading files or answering questions takes it.
LIBRARIES = frozenset(
    "bs4 discord docutils docx lxml markdown_it mdit_py_plugins numpy onnxruntime py3langid "
    "pypdfium2 sentencex tokenizers webvtt wordfreq yaml".split()
)
_BOOTSTRAP = reading_process._COMMAND[-1]
_MAIN = "main()"


def put(folder: Path, name: str, content: str | bytes = PARAGRAPH) -> SourceFile:
    """Write a file and return it as a source."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return SourceFile(path.stem, path)


def where_pages_are_read_by(statement: str) -> tuple[str, ...]:
    """The command of a process in which a statement is run whenever a web page is read."""
    assert _BOOTSTRAP.endswith(_MAIN)
    patch = (
        "import os; from index.reading.formats import html; "
        "from index.reading.structure.extract import Extract; "
        f"html.read = lambda *_: ({statement}, Extract({PARAGRAPH!r}))[1]; "
    )
    return (*reading_process._COMMAND[:-1], _BOOTSTRAP.removesuffix(_MAIN) + patch + _MAIN)


def loaded_to_read(source: SourceFile) -> frozenset[str]:
    """The top modules that are loaded in a process that has read a file."""
    tell = "; sys.stderr.write(json.dumps(sorted(sys.modules)))"
    given = (sys.path, asdict(ReadingLimits()), reading_process._request(source))
    done = subprocess.run(
        [sys.executable, *reading_process._COMMAND[:-1], _BOOTSTRAP + tell],
        input="".join(f"{json.dumps(message)}\n" for message in given),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "document" in json.loads(done.stdout.splitlines()[-1])
    return frozenset(name.partition(".")[0] for name in json.loads(done.stderr))


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that were started, by their ids."""
    ids: list[int] = []

    class Counted(reading_process._Worker):
        def __init__(self, limits: ReadingLimits) -> None:
            super().__init__(limits)
            ids.append(self._process.pid)

    monkeypatch.setattr(reading_process, "_Worker", Counted)
    return ids


def test_one_process_gives_of_every_format_what_is_read_here(
    tmp_path: Path, starts: list[int]
) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "b.md", MARKDOWN)
    put(tmp_path, "c.html", PAGE)
    put(tmp_path, "d.pdf", pdf([FIRST_LINES]))
    put(tmp_path, "e.txt", b"\0\1\2")
    put(tmp_path, "f\udcff \N{WATER WAVE}.txt", PARAGRAPH + " \u2028 \N{WATER WAVE}")
    (tmp_path / "a.yaml").write_text("title: The bridge\nissued: 2018-09-11\n", "utf-8")
    for name, content in sound_files(f"{PARAGRAPH}\n\n{PARAGRAPH.upper()}"):
        put(tmp_path, name, content)
    sources = list_sources(tmp_path)
    with ReadingProcess() as process:
        outcomes = [process.attempt(source) for source in sources]
    assert outcomes == [attempt(source) for source in sources]
    read = [outcome for outcome in outcomes if isinstance(outcome, Document)]
    assert len(read) == len(sources) - 1
    assert {kind_of(source.path.suffix) for source in sources} == set(FILE_KINDS)
    assert ".zip" in {source.archive.suffix for source in sources if source.archive}
    assert len(starts) == 1


def test_nothing_is_started_where_nothing_is_read(tmp_path: Path, starts: list[int]) -> None:
    refused = FaultKind.LINK_OUT.of(name="a.txt")
    source = SourceFile("a", tmp_path / "a.txt", refused=refused)
    with ReadingProcess() as process:
        assert process.attempt(source) == Fault(source.path, refused)
    assert starts == []


@pytest.mark.parametrize(
    ("name", "content", "loaded"),
    [
        ("a.txt", PARAGRAPH, ""),
        ("a.txt", f"{PARAGRAPH}\n\n" * 10, ""),
        ("a.txt", GERMAN * 10, "numpy py3langid"),
        ("a.csv", "mill,harbour\nArvale,Tarn\n", ""),
        ("a.md", f"# The bridge\n\n{PARAGRAPH}\n", "markdown_it mdit_py_plugins"),
        ("a.md", MARKDOWN, "markdown_it mdit_py_plugins yaml"),  # of its front matter
        ("a.html", PAGE, "bs4 lxml"),
        ("a.pdf", pdf([FIRST_LINES]), "pypdfium2 wordfreq"),
    ],
)
def test_only_the_libraries_of_the_kind_of_file_that_is_read_are_imported(
    tmp_path: Path, name: str, content: str | bytes, loaded: str
) -> None:
    source = put(tmp_path, name, content)
    assert loaded_to_read(source) & LIBRARIES == set(loaded.split())


def test_the_process_ends_with_the_block(tmp_path: Path, starts: list[int]) -> None:
    with ReadingProcess() as process:
        process.attempt(put(tmp_path, "a.txt"))
    with pytest.raises(ProcessLookupError):
        os.kill(starts[0], 0)


def test_a_file_that_takes_for_ever_is_told_and_the_next_one_read(
    tmp_path: Path, starts: list[int]
) -> None:
    with ReadingProcess(ReadingLimits(max_seconds=1)) as process:
        outcome = process.attempt(put(tmp_path, "a.pdf", nested_forms(20, 30)))
        process._limits = ReadingLimits()  # the next one takes a busy machine more than a second
        following = process.attempt(put(tmp_path, "b.txt"))
    assert isinstance(following, Document)
    assert following.text == PARAGRAPH
    assert len(starts) == 2
    assert isinstance(outcome, Fault)
    assert outcome.message == (
        "a.pdf takes longer than 1 s to read: save it again, split it, or raise max_file_seconds "
        "in config.yaml"
    )


@memory_is_bounded
def test_a_text_without_a_space_is_read_within_the_least_memory_that_can_be_set(
    tmp_path: Path,
) -> None:
    least = ReadingLimits(max_seconds=7200, max_memory_bytes=256_000_000)
    content = b"x" * 5_000_000  # of 60 bytes for each, as it once took, there are not enough
    with ReadingProcess(least) as process:
        outcome = process.attempt(put(tmp_path, "a.txt", content))
    assert isinstance(outcome, Document)
    assert outcome.text == content.decode()


@memory_is_bounded
def test_what_a_file_has_imported_counts_for_none_of_the_memory_that_it_may_take(
    tmp_path: Path, starts: list[int]
) -> None:
    least = ReadingLimits(max_seconds=7200, max_memory_bytes=256_000_000)
    with ReadingProcess(least) as process:
        first, second = (
            process.attempt(put(tmp_path, name, GERMAN * 10)) for name in ("a.txt", "b.txt")
        )
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.metadata.language, second.metadata.language) == ("de", "de")
    assert len(starts) == 1  # no more than half of it is in use


@memory_is_bounded
def test_a_file_that_takes_too_much_memory_is_told_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        reading_process, "_COMMAND", where_pages_are_read_by("bytearray(600_000_000)")
    )
    large, small = put(tmp_path, "a.html"), put(tmp_path, "b.txt")
    with ReadingProcess(ReadingLimits(max_memory_bytes=500_000_000)) as process:
        outcome, following = process.attempt(large), process.attempt(small)
    with ReadingProcess(ReadingLimits(max_memory_bytes=1_000_000_000)) as process:
        allowed = process.attempt(large)
    assert isinstance(outcome, Fault)
    assert outcome.message == (
        "a.html takes more memory to read than it may: split it, or raise "
        "max_file_memory_megabytes in config.yaml"
    )
    assert isinstance(following, Document)
    assert isinstance(allowed, Document)


@pytest.mark.parametrize("error", ["MemoryError", "ValueError"])
def test_behind_a_file_that_may_have_left_a_library_imported_by_half_another_process_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, starts: list[int], error: str
) -> None:
    raised = f"(_ for _ in ()).throw({error})"
    monkeypatch.setattr(reading_process, "_COMMAND", where_pages_are_read_by(raised))
    with ReadingProcess() as process:
        outcome = process.attempt(put(tmp_path, "a.html"))
        following = process.attempt(put(tmp_path, "b.txt"))
    assert isinstance(outcome, Fault)
    assert isinstance(following, Document)
    assert len(starts) == 2


@pytest.mark.parametrize(
    ("statement", "cause"),
    [
        ("os.kill(os.getpid(), 11)", "SIGSEGV"),
        ("os._exit(3)", "exit code 3"),
        ("os.write(3, b'x')", "what it answers is no "),
    ],
)
def test_a_file_that_takes_the_process_with_it_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, starts: list[int], statement: str, cause: str
) -> None:
    monkeypatch.setattr(reading_process, "_COMMAND", where_pages_are_read_by(statement))
    sources = [put(tmp_path, name) for name in ("a.txt", "b.html", "c.txt", "d.txt")]
    with ReadingProcess() as process:
        before, outcome, *after = (process.attempt(source) for source in sources)
    assert isinstance(outcome, Fault)
    assert outcome.message.startswith(f"b.html brings its parser down ({cause}")
    assert [type(document) for document in (before, *after)] == [Document] * 3
    assert len(starts) == 2


@pytest.mark.parametrize("statement", ["print('noise')", "os.kill(os.getpid(), 2)"])
def test_what_a_parser_prints_and_an_interruption_do_not_disturb_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.setattr(reading_process, "_COMMAND", where_pages_are_read_by(statement))
    with ReadingProcess() as process:
        outcome = process.attempt(put(tmp_path, "a.html"))
    assert isinstance(outcome, Document)
    assert outcome.text == PARAGRAPH


def test_a_process_that_somebody_else_ended_is_started_again(
    tmp_path: Path, starts: list[int]
) -> None:
    source = put(tmp_path, "a.txt")
    with ReadingProcess() as process:
        first = process.attempt(source)
        os.kill(starts[0], 9)
        os.waitid(os.P_PID, starts[0], os.WEXITED | os.WNOWAIT)
        assert process.attempt(source) == first
    assert len(starts) == 2


def test_an_interpreter_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with ReadingProcess() as process, pytest.raises(SourceError, match="does not start"):
        process.attempt(put(tmp_path, "a.txt"))


def test_a_process_that_ends_before_it_reads_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_process, "_COMMAND", ("-c", "raise SystemExit(7)"))
    with ReadingProcess() as process, pytest.raises(SourceError, match=r"start \(exit code 7\)"):
        process.attempt(put(tmp_path, "a.txt"))


def test_of_a_file_over_the_limit_only_the_size_is_looked_at(tmp_path: Path) -> None:
    source = put(tmp_path, "a.txt")
    os.truncate(source.path, 200_000_000_000)
    digest = source_digest(source)
    os.truncate(source.path, 200_000_000_001)
    assert source_digest(source) != digest
    outcome = attempt(source)
    assert isinstance(outcome, Fault)
    assert "larger than 50 MB" in outcome.message


def test_what_metadata_states_counts_however_low_the_limit_of_documents(tmp_path: Path) -> None:
    metadata = tmp_path / "a.yaml"
    source = SourceFile("a", put(tmp_path, "a.txt").path, metadata)
    metadata.write_text("title: The bridge\n", "utf-8")
    digest = source_digest(source, max_bytes=10)
    metadata.write_text("title: The castle\n", "utf-8")
    assert source_digest(source, max_bytes=10) != digest


def test_of_what_would_be_too_much_to_hand_over_only_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = "__import__('sys').modules['index.reading.reading_worker']"
    statement = f"setattr({worker}, 'MOST_ANSWERED', 100)"
    monkeypatch.setattr(reading_process, "_COMMAND", where_pages_are_read_by(statement))
    with ReadingProcess() as process:
        outcome = process.attempt(put(tmp_path, "a.html"))
        following = process.attempt(put(tmp_path, "b.txt", "1"))
    assert isinstance(outcome, Fault)
    assert outcome.reason == FaultKind.TOO_MUCH_KEPT.of(name="a.html", most=0)
    assert isinstance(following, Fault)


def test_an_answer_without_end_is_read_up_to_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, starts: list[int]
) -> None:
    monkeypatch.setattr(reading_process, "MOST_ANSWERED", 0)
    long, short = put(tmp_path, "a.txt", PARAGRAPH * 40), put(tmp_path, "b.txt", b"\0")
    with ReadingProcess() as process:
        outcome, following = process.attempt(long), process.attempt(short)
    assert isinstance(outcome, Fault)
    assert outcome.message.startswith("a.txt brings its parser down")
    assert isinstance(following, Fault)
    assert following.reason == FaultKind.BINARY.of(name="b.txt")
    assert len(starts) == 2
