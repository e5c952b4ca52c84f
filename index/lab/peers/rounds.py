"""Jobs in turn, one round over all tools and then the next, and the medians of what they took.

So what else the machine does meets all of them alike. A tool that fails is left out from then on.
"""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from index.lab.peers.material import PosedQuestion, RankingQuality, quality_of
from index.lab.peers.runner import ContenderError, JobResult, Tool


@dataclass(frozen=True, slots=True)
class Plan:
    """How often everything is measured.

    Args:
        indexing: Times that an index is made, at least 1.
        querying: Times that it is opened and asked, at least as many.
    """

    indexing: int
    querying: int


@dataclass(frozen=True, slots=True)
class ToolFigures:
    """What a tool took, medians of the rounds; None where it was not measured.

    Args:
        cold_s: From the start of a process to the first answer, seconds.
        peak_mb: The most memory that this needed, megabytes.
        index_s: From the start of a process to an index on disk, seconds.
        query_ms: A further query in the same process, the median of several, milliseconds.
        quickest_ms: The quickest of those: what else the machine does leaves it alone.
        quality: Of what it finds; None where it is no ranking.
    """

    cold_s: float | None
    peak_mb: float | None
    index_s: float | None
    query_ms: float | None
    quickest_ms: float | None
    quality: RankingQuality | None


RunJob: TypeAlias = Callable[[Tool, str], JobResult]


def jobs(tools: Sequence[Tool], plan: Plan) -> Iterator[tuple[Tool, str]]:
    """Yield which tool does what, in order: every tool in turn, round by round, at last rankings.

    Yields:
        A tool and the kind of its job.
    """
    for number in range(plan.querying):
        for tool in tools:
            if tool.is_search and number < plan.indexing:
                yield tool, "index"
            yield tool, "query"
    yield from ((tool, "rank") for tool in tools if tool.is_search)


def compared(
    tools: Sequence[Tool], plan: Plan, questions: Sequence[PosedQuestion], run: RunJob
) -> dict[str, ToolFigures | str]:
    """Return the figures of each tool by its name, or why it has none.

    Args:
        tools: In the order of the turns.
        plan: How often everything is measured.
        questions: What the rankings are held against.
        run: Does a job.
    """
    results: dict[str, list[JobResult]] = {tool.name: [] for tool in tools}
    faults: dict[str, str] = {}
    for tool, kind in jobs(tools, plan):
        if tool.name in faults:
            continue
        try:
            results[tool.name].append(run(tool, kind))
        except ContenderError as error:
            faults[tool.name] = str(error)
    return {name: faults.get(name) or figures_of(own, questions) for name, own in results.items()}


def figures_of(results: Sequence[JobResult], questions: Sequence[PosedQuestion]) -> ToolFigures:
    """Return the medians of what a tool's jobs came to."""
    rankings = next((result["rankings"] for result in results if "rankings" in result), None)
    return ToolFigures(
        cold_s=_median(results, "cold_s"),
        peak_mb=_median(results, "peak_mb"),
        index_s=_median(results, "index_s"),
        query_ms=_median(results, "query_ms"),
        quickest_ms=_median(results, "quickest_ms"),
        quality=quality_of(rankings, questions) if rankings else None,
    )


def _median(results: Sequence[JobResult], name: str) -> float | None:
    values = [float(result[name]) for result in results if name in result]
    return statistics.median(values) if values else None
