"""The sandbox stands alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

SANDBOX = Path(__file__).resolve().parents[3] / "bot" / "sandbox"


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_nothing_but_the_pointing_knows_discord_py_and_nothing_knows_the_index() -> None:
    paths = SANDBOX.rglob("*.py")
    found = {path.relative_to(SANDBOX).as_posix(): set(imports(path)) for path in paths}
    assert len(found) > 30
    assert {name for name, imported in found.items() if "discord" in imported} == {"pointing.py"}
    assert {name for name, imported in found.items() if "index" in imported} == set()


def docstrings(tree: ast.Module) -> set[str | None]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    nodes = [node for node in ast.walk(tree) if isinstance(node, documented)]
    return {ast.get_docstring(node, clean=False) for node in nodes}


def words(path: Path) -> Iterator[str]:
    """Yield the texts in a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    unsaid = docstrings(tree)
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and text not in unsaid:
            yield text


def test_the_sandbox_shows_no_word_of_discords_own() -> None:
    # What a member or a bot is shown comes from the seed and from error messages.
    for name in ("seed.py", "world/errors.py"):
        assert [text for text in words(SANDBOX / name) if "discord" in text.lower()] == []
