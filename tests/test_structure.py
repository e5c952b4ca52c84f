"""The house rules that no linter knows."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.processes.loaded import HEAVY, loaded_by_command

ROOT = Path(__file__).resolve().parent.parent
WALL = 400
# One module per heavy library: a change of engine touches one file.
SOLE_IMPORTERS = {
    "faiss": {"index/search/stores/faiss.py", "index/lab/peers/contenders.py"},
    "sentence_transformers": {"index/models/sentence_encoder.py", "index/models/cross_encoder.py"},
    "huggingface_hub": {"index/models/model_hub.py"},
    "bm25s": {"index/evaluation/baselines.py"},
    "Stemmer": {"index/language/terms.py"},
    "safetensors": {"index/models/onnx_encoder.py", "index/lab/encoder_graph.py"},
    "onnxruntime": {
        "index/models/onnx_sessions.py",
        "index/lab/carried_models.py",
        "index/lab/training/export.py",
    },
    "pypdfium2": {"index/reading/formats/pdf.py"},
    "citeproc": {"index/citations/csl.py"},
    "matplotlib": {"index/briefs/canvas.py", "index/evaluation/curves.py"},
    "PIL": {"index/briefs/canvas.py"},
    "wordfreq": {"index/language/word_frequencies.py"},
    "py3langid": {"index/language/detection.py"},
    "sentencex": {"index/language/segments.py"},
    "bs4": {"index/reading/markup/tree.py"},
    "webvtt": {"index/reading/formats/subtitles.py"},
    "markdown_it": {"index/reading/formats/markdown.py", "index/reading/marked/markdown_words.py"},
    "docutils": {"index/reading/formats/rst.py", "index/reading/marked/sphinx_markup.py"},
    "mdit_py_plugins": {"index/reading/formats/markdown.py"},
    "lxml": {"index/reading/formats/odt.py"},
    "docx": {"index/reading/formats/docx.py"},
    "sqlite3": {"bot/library/sqlite/database.py"},
    "babel": {
        "bot/languages/catalogues.py",
        "bot/languages/formats.py",
        "bot/lab/catalogues.py",
    },
    "psycopg": {"bot/library/postgres/connections.py"},
    "filelock": {"index/storage/locks.py"},
    "watchfiles": {"bot/following.py"},
    "feedparser": {"bot/web_sources/feeds.py"},
    "prometheus_client": {"bot/chat/observability/metrics.py"},
    "opentelemetry": {"bot/chat/observability/traces.py"},
    "protego": {"bot/web_sources/robots.py"},
    "mcp": {"bot/doors/protocol.py"},
    "uvicorn": {"bot/doors/protocol.py"},
    "starlette": {"bot/doors/protocol.py"},
    "yaml": {"index/reading/bounded_yaml.py", "index/lab/written_essays.py"},
    "sumy": {"index/lab/briefs/summarizers.py"},
}


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache  # thirty tests ask of every file
def imported(path: Path) -> frozenset[str]:
    return frozenset(_imported(ast.parse(path.read_text(encoding="utf-8"))))


def _imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def neighbours(path: Path) -> frozenset[str]:
    """The modules that a file names by where it stands itself, from the first dot on."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    relative = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.level]
    named = {f".{node.module}" for node in relative if node.module}
    return frozenset(named | {f".{name.name}" for node in relative for name in node.names})


@pytest.mark.parametrize("path", sources("bot", "index", "tests"), ids=str)
def test_no_file_is_longer_than_the_wall(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= WALL


@pytest.mark.parametrize("library", SOLE_IMPORTERS)
def test_a_heavy_library_is_imported_in_one_place(library: str) -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in sources("bot", "index")
        if any(name == library or name.startswith(f"{library}.") for name in imported(path))
    }
    assert found <= SOLE_IMPORTERS[library]


def test_the_environment_is_read_in_one_module_of_the_program() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in sources("bot", "index")
        if "os.environ" in path.read_text(encoding="utf-8")
        or "getenv" in path.read_text(encoding="utf-8")
    }
    # The others tell, by the only way there is, onnxruntime to send nothing and numpy to have one
    # thread.
    told = {"index/__init__.py", "index/reading/reading_worker.py"}
    assert readers <= {"bot/config.py"} | told


@pytest.mark.parametrize("command", [["--help"], ["ask", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(command: list[str]) -> None:
    slow = {"faiss", "discord", "rich", "numpy", "bm25s", "onnxruntime", "psycopg", "asyncio"}
    heavy = slow | HEAVY
    assert not loaded_by_command(*command) & heavy


def test_a_question_on_a_current_collection_loads_nothing_that_reads_files(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge/bridge.txt").write_text("The bridge was built in 1894.\n", "utf-8")
    asked = (
        *("--knowledge", str(tmp_path / "knowledge"), "--data", str(tmp_path / "data")),
        *("ask", "When was the bridge built?"),
    )
    loaded_by_command(*asked)
    loaded = loaded_by_command(*asked)
    readers = {name for name in loaded if name.startswith("index.reading.formats")}
    assert not readers | (loaded & {"index.reading.documents", "bot.library.queue.jobs", "asyncio"})


def defined(node: ast.stmt) -> list[str]:
    """Return the names that a statement gives to a class or a value."""
    if isinstance(node, ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign):
        targets = [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def public_names(path: Path) -> Iterator[str]:
    """The classes and type aliases of a file: capitalised names at its top that are no constants.

    Yields:
        Each name.
    """
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        yield from (name for name in defined(node) if name[:1].isupper() and not name.isupper())


def assigned_twice(path: Path) -> list[str]:
    """Return the values that a file gives another value at its top; the first one is lost."""
    statements = ast.parse(path.read_text(encoding="utf-8")).body
    given = Counter(name for node in statements for name in defined(node))
    return [name for name, times in given.items() if times > 1]


def test_no_name_is_given_two_values() -> None:
    twice = {path.relative_to(ROOT): assigned_twice(path) for path in sources("bot", "index")}
    assert {path.as_posix(): names for path, names in twice.items() if names} == {}


@pytest.mark.parametrize("package", ["bot", "index"])
def test_a_public_name_means_one_thing_in_a_package(package: str) -> None:
    places = defaultdict(list)
    for path in sources(package):
        for name in public_names(path):
            places[name].append(path.relative_to(ROOT).as_posix())
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


def test_no_test_imports_another() -> None:
    imports = {name for path in sources("tests") for name in imported(path) | neighbours(path)}
    own = [name for name in imports if name.startswith(("tests.", "."))]
    assert [name for name in own if name.rpartition(".")[2].startswith("test_")] == []


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "tests/README.md"])
def test_what_a_guide_points_to_is_there(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    named = re.findall(r"`((?:bot|index|tests|knowledge)/[^`\s]*)`", text)
    assert named
    missing = [path for path in named if "NAME" not in path and not (ROOT / path).exists()]
    assert missing == []


def test_the_examples_of_the_guide_are_valid() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```python\n(.*?)^```", guide, re.DOTALL | re.MULTILINE)
    assert examples
    assert [example for example in examples if not ast.parse(example).body] == []
