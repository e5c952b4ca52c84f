"""What a collection costs as it grows: building, opening, adding, asking, in one chart.

    python -m index.lab.growth --passages 1000 10000 100000 --chart growth.svg

The documents are made up (see `material`), and so are their vectors: what encoding costs stands
elsewhere, and is left out. Seconds are the processor's, so that other programs may be at work
beside; a whole answer is timed by the clock, and therefore printed and not drawn.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from index.evaluation import draw_growth
from index.lab.growth.costs import Costs, costs_at

_PASSAGES = (1000, 10_000, 100_000)
_ASKED = 50
_BY_CLOCK = "whole answer"


_LINES: Mapping[str, Callable[[Costs], float]] = {
    "build from nothing, s": lambda one: one.build.processor_s,
    "open, s": lambda one: one.open.processor_s,
    "one document more, s": lambda one: one.add.processor_s,
    "one document replaced, s": lambda one: one.replace.processor_s,
    "one document less, s": lambda one: one.remove.processor_s,
    "search, ms, median": lambda one: one.asked.search.median_ms,
    "search, ms, p95": lambda one: one.asked.search.p95_ms,
    "whole answer, ms, median": lambda one: one.asked.answer.median_ms,
    "whole answer, ms, p95": lambda one: one.asked.answer.p95_ms,
    "resident once open, MB": lambda one: one.asked.opened_mb,
    "resident behind questions, MB": lambda one: one.asked.resident_mb,
    "most memory, building, MB": lambda one: one.build.peak_mb,
    "most memory, adding, MB": lambda one: one.add.peak_mb,
    "on disk, MB": lambda one: one.disk_mb,
}


def lines_of(costs: Sequence[Costs]) -> dict[str, list[float]]:
    """Return what grows, by its name with its unit, at each size."""
    return {name: list(map(cost, costs)) for name, cost in _LINES.items()}


def exponent_of(sizes: Sequence[int], values: Sequence[float]) -> float:
    """Return the power of the size that a cost grows by, fitted to all sizes; NaN for one size."""
    if len(sizes) < 2:  # a line needs two points
        return float("nan")
    return float(np.polyfit(np.log(sizes), np.log(np.maximum(values, 1e-6)), 1)[0])


def table_of(costs: Sequence[Costs]) -> str:
    """Return the costs as a table, with the exponent of each."""
    sizes = [one.passages for one in costs]
    head = "".join(f"{size:>12,}" for size in sizes)
    lines = [f"{'passages':<32}{head}{'exponent':>10}"]
    for name, values in lines_of(costs).items():
        row = "".join(f"{value:>12,.2f}" for value in values)
        lines.append(f"{name:<32}{row}{exponent_of(sizes, values):>10.2f}")
    return "\n".join(lines)


def _known(path: Path | None) -> list[Costs]:
    """Return what earlier runs measured, the smallest first; nothing where no file is named."""
    lines = path.read_text(encoding="utf-8").splitlines() if path else []
    return sorted(map(Costs.of_record, map(json.loads, lines)), key=lambda one: one.passages)


def main() -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(
        prog="python -m index.lab.growth",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--passages", type=int, nargs="*", default=_PASSAGES)
    parser.add_argument("--questions", type=int, default=_ASKED)
    parser.add_argument("--chart", type=Path, help="draw it there, as SVG")
    parser.add_argument("--known", type=Path, help="what earlier runs printed with --json")
    parser.add_argument("--json", action="store_true", help="print a line of JSON for each size")
    arguments = parser.parse_args()
    costs = _known(arguments.known)
    for passages in arguments.passages:
        with tempfile.TemporaryDirectory() as folder:
            costs.append(costs_at(passages, Path(folder), arguments.questions))
        if arguments.json:
            sys.stdout.write(f"{json.dumps(asdict(costs[-1]))}\n")
            sys.stdout.flush()
    if not arguments.json:
        sys.stdout.write(f"{table_of(costs)}\n")
    if arguments.chart:
        drawn = {name: own for name, own in lines_of(costs).items() if _BY_CLOCK not in name}
        draw_growth([one.passages for one in costs], drawn, arguments.chart)


if __name__ == "__main__":
    main()
