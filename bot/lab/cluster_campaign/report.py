"""What a campaign of a cluster came to, in lines."""

from collections.abc import Iterator

from bot.lab.cluster_campaign.runs import BAD_FATES, ClusterResult

_SHOWN = 40  # lines on what went badly


def failures(result: ClusterResult) -> int:
    """Return how much went badly that no death excuses, that nothing was tried among it."""
    brought = result.brought
    documents = len(brought.lost) + len(brought.doubled) + len(brought.twice) + brought.untold
    ended_badly = sum(status != 0 for status in result.statuses.values())
    badly = documents + brought.left + ended_badly + sum(result.fates[fate] for fate in BAD_FATES)
    return badly + len(list(_untried(result)))


def _untried(result: ClusterResult) -> Iterator[str]:
    """Yield a line on each thing without which a campaign shows nothing."""
    if not result.fates["answered"]:
        yield "nothing was answered"
    if result.plan.kills and not result.kills.total():
        yield "nothing was killed"


def report(result: ClusterResult, command: str) -> Iterator[str]:
    """Return the lines of a report.

    Args:
        result: What came of the campaign.
        command: What repeats it.

    Yields:
        Each line, without its end.
    """
    plan, brought = result.plan, result.brought
    by_name = ", ".join(f"{name} {count}" for name, count in sorted(result.kills.items()))
    yield (
        f"{plan.bots} bots with {plan.shards} shards and {plan.servers} servers, "
        f"{plan.workers} processes of workers, seed {plan.seed}"
    )
    yield f"killed {result.kills.total()} times in {result.seconds:.0f} s: {by_name}"
    after = ", and its standby took over" if plan.standby and result.outages else ""
    yield f"the database was stopped for {plan.outage_s:.0f} s {result.outages} times{after}"
    counts = ", ".join(f"{fate} {count}" for fate, count in result.fates.most_common())
    yield f"questions: {result.fates.total()}; {counts}"
    yield (
        f"documents: {brought.wanted}, brought by {brought.commands} commands; "
        f"left {brought.left}, lost {len(brought.lost)}, doubled {len(brought.doubled)}, "
        f"tried again by hand after three deaths {brought.again}"
    )
    yield (
        f"told by the command {brought.told[0]}, in the channel {brought.told[1]}, "
        f"twice {len(brought.twice)}, not at all {brought.untold}"
    )
    ended = ", ".join(f"{name} {status}" for name, status in result.statuses.items())
    yield f"at SIGTERM in the end: {ended}"
    badly = [
        *(f"lost: {name}" for name in brought.lost),
        *(f"doubled: {name}" for name in brought.doubled),
        *(f"told twice: {title}" for title in brought.twice),
        *result.badly,
        *_untried(result),
    ]
    yield from badly[:_SHOWN]
    if len(badly) > _SHOWN:
        yield f"and {len(badly) - _SHOWN} more"
    yield f"to repeat: {command}"
