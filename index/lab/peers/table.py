"""The comparison as one table in Markdown, each figure with its ratio to the best peer's."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.lab.peers.rounds import ToolFigures
from index.lab.peers.runner import Tool

_NONE = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """A figure that is better the lower it is.

    Args:
        title: As it is printed.
        form: How the figure is written.
        of: Takes it of a tool's figures.
    """

    title: str
    form: str
    of: Callable[[ToolFigures], float | None]


COLUMNS = (
    Column("cold start", "{:.2f} s", lambda figures: figures.cold_s),
    Column("peak memory", "{:.0f} MB", lambda figures: figures.peak_mb),
    Column("indexing", "{:.1f} s", lambda figures: figures.index_s),
    Column("warm query", "{:.1f} ms", lambda figures: figures.query_ms),
    Column("quickest query", "{:.1f} ms", lambda figures: figures.quickest_ms),
)
_QUALITIES = ("ten nearest found", "answer in first ten")


def table(
    tools: Sequence[Tool], labels: Mapping[str, str], outcomes: Mapping[str, ToolFigures | str]
) -> str:
    """Return the table.

    Args:
        tools: In the order of the rows.
        labels: What each is called there, by its name.
        outcomes: Of each by its name: figures, or why there are none.
    """
    best = best_peer(tools, outcomes)
    titles = ("tool", *(column.title for column in COLUMNS), *_QUALITIES)
    rows = [titles, ("---",) * len(titles)]
    rows += [(labels[tool.name], *_cells(outcomes[tool.name], best)) for tool in tools]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def best_peer(
    tools: Sequence[Tool], outcomes: Mapping[str, ToolFigures | str]
) -> list[float | None]:
    """Return the lowest figure of any peer in each column; None where no peer has one."""
    own = [outcomes[tool.name] for tool in tools if tool.is_peer]
    figures = [outcome for outcome in own if isinstance(outcome, ToolFigures)]
    return [_lowest([column.of(one) for one in figures]) for column in COLUMNS]


def _lowest(values: Sequence[float | None]) -> float | None:
    return min((value for value in values if value is not None), default=None)


def _cells(outcome: ToolFigures | str, best: Sequence[float | None]) -> Iterator[str]:
    """Yield the cells of a tool's row, its name left out."""
    if isinstance(outcome, str):
        yield "failed: " + outcome.replace("|", "/")
        yield from (_NONE,) * (len(COLUMNS) + len(_QUALITIES) - 1)
        return
    for column, lowest in zip(COLUMNS, best, strict=True):
        yield _with_ratio(column.form, column.of(outcome), lowest)
    quality = outcome.quality
    yield f"{quality.nearest:.3f}" if quality else _NONE
    yield f"{quality.answered:.3f} (n {quality.n})" if quality else _NONE


def _with_ratio(form: str, value: float | None, best: float | None) -> str:
    if value is None:
        return _NONE
    written = form.format(value)
    return f"{written} ({value / best:.2f})" if best else written
