"""Risk over coverage, and calibration, drawn as SVG for EVALUATION.md."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.evaluation.report import Report

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INCHES = (8.0, 3.6)
_PANEL_INCHES = 4.6
_UNITS = ("s", "ms", "MB")


def draw_curves(report: Report, folder: Path) -> Path:
    """Return the file with a report's two curves, drawn into `folder`."""
    import matplotlib as mpl

    mpl.use("Agg")
    # The same figures give the same file.
    mpl.rcParams.update({"svg.hashsalt": "curves", "svg.fonttype": "none"})
    from matplotlib.figure import Figure

    figure = Figure(figsize=_INCHES, layout="constrained")
    risk: Axes
    calibration: Axes
    risk, calibration = figure.subplots(1, 2)
    _risk(risk, report)
    _calibration(calibration, report)
    figure.suptitle(report.name)
    path = folder / f"{re.sub(r'[^a-z0-9]+', '-', report.name.lower()).strip('-')}.svg"
    figure.savefig(path, metadata={"Date": None})
    return path


def draw_growth(sizes: Sequence[int], lines: Mapping[str, Sequence[float]], path: Path) -> None:
    """Draw what costs grow to as a collection does, both on logarithmic scales.

    Args:
        sizes: Of the collections, ascending.
        lines: Of each cost, by its name with its unit, what it is at each size.
        path: The file, an SVG.
    """
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams.update({"svg.hashsalt": "growth", "svg.fonttype": "none"})
    from matplotlib.figure import Figure

    units = list(dict.fromkeys(_unit_of(name) for name in lines))
    figure = Figure(figsize=(_PANEL_INCHES * len(units), _PANEL_INCHES), layout="constrained")
    panels = figure.subplots(1, len(units), squeeze=False)[0]
    for axes, unit in zip(panels, units, strict=True):
        for name in (name for name in lines if _unit_of(name) == unit):
            axes.plot(sizes, lines[name], "o-", label=name)
        axes.set(xscale="log", yscale="log", xlabel="passages", ylabel=unit)
        axes.grid(alpha=0.3, which="both")
        axes.legend(fontsize="x-small")
    figure.savefig(path, metadata={"Date": None})


def _unit_of(name: str) -> str:
    """Return the unit of a cost, which its name tells between commas."""
    return next(unit for unit in _UNITS if unit in name.split(", "))


def _risk(axes: "Axes", report: Report) -> None:
    axes.plot(report.risk_coverage.x, report.risk_coverage.y, color="#1d5f8a")
    axes.set(xlabel="coverage", ylabel="risk", xlim=(0, 1), ylim=(0, 1), title="Risk over coverage")
    axes.grid(alpha=0.3)


def _calibration(axes: "Axes", report: Report) -> None:
    bins = report.calibration
    axes.plot((0, 1), (0, 1), color="#999999", linestyle=":")
    axes.plot([b.confidence for b in bins], [b.share for b in bins], "o-", color="#1d5f8a")
    axes.set(
        xlabel="confidence", ylabel="answerable", xlim=(0, 1), ylim=(0, 1), title="Calibration"
    )
    axes.grid(alpha=0.3)
