"""What a campaign came to, in lines."""

import statistics
from collections import Counter
from collections.abc import Iterator

from bot.lab.campaign.fates import BAD, Entry, Fate
from bot.lab.campaign.plan import Door
from bot.lab.campaign.runs import Result

_COLUMNS = tuple(Fate)
_DOOR_WIDTH = max(len(door.value) for door in Door)
_SHOWN = 40  # questions that went badly, each with what its requests met


# The most of all questions that may be told a sentence instead, where nothing tells the product to
# end; of 2,000 under faults, and of 1,000 at once, none was.
_MOST_TOLD = 0.02
# The most that may be unheard for each share of requests that meet a fault: at 0.15 it was 0.106.
_MOST_UNHEARD = 1.5


def failures(result: Result) -> int:
    """Return how many questions had a fate that is the product's fault, or one too often."""
    fates = Counter(result.account.fate(entry) for entry in result.account.entries)
    return sum(fates[fate] for fate in BAD) + sum(_too_many(result, fates).values())


def _too_many(result: Result, fates: Counter[Fate]) -> Counter[Fate]:
    """Return how many more than may be were told or unheard."""
    asked = fates.total()
    most = {Fate.UNHEARD: _MOST_UNHEARD * result.plan.faulty}
    most |= {} if result.is_terminated else {Fate.TOLD: _MOST_TOLD}
    return +Counter({fate: fates[fate] - int(share * asked) for fate, share in most.items()})


def report(result: Result, command: str) -> Iterator[str]:
    """Return the lines of a report.

    Args:
        result: What came of the campaign.
        command: What repeats it.

    Yields:
        Each line, without its end.
    """
    plan, account = result.plan, result.account
    fates = {id(entry): account.fate(entry) for entry in account.entries}
    yield (
        f"{len(account.entries)} of {plan.questions} questions asked by {plan.members} members, "
        f"{plan.faulty:.0%} of requests faulty, seed {plan.seed}"
    )
    yield ""
    yield from _table(account.entries, fates)
    yield ""
    yield from _times(result)
    causes = Counter({cause.value: n for cause, n in account.hindrances().items()})
    yield f"unheard, because: {_counts(causes)}"
    over = _too_many(result, Counter(fates.values()))
    yield from (f"{fate.value}: {count} more than may be" for fate, count in over.items())
    yield (
        f"members waited {len(result.waits_s)} times for a bot that was offline, "
        f"{sum(result.waits_s):.1f} s in all, {max(result.waits_s, default=0.0):.1f} s at most"
    )
    yield f"requests met: {_counts(account.met)}"
    yield f"the gateway met: {_counts(result.gateway_met)}"
    yield f"the product ended with {_status(result.status)}"
    yield from _badly(account.entries, fates)
    yield f"to repeat: {command}"


def _table(entries: list[Entry], fates: dict[int, Fate]) -> Iterator[str]:
    rows = {door: Counter[Fate]() for door in Door}
    for entry in entries:
        rows[entry.question.door][fates[id(entry)]] += 1
    yield _row("", ["asked", *(fate.value for fate in _COLUMNS)])
    for door, counts in rows.items():
        if counts:
            yield _row(door.value, [counts.total(), *(counts[fate] for fate in _COLUMNS)])
    total = Counter(fates.values())
    yield _row("all", [total.total(), *(total[fate] for fate in _COLUMNS)])


def _row(name: str, cells: list[int] | list[str]) -> str:
    return f"{name:<{_DOOR_WIDTH}}" + "".join(f"{cell:>10}" for cell in cells)


def _times(result: Result) -> Iterator[str]:
    taken = result.account.acknowledged_s
    if taken:
        yield (
            f"acknowledged: {len(taken)} interactions, median {statistics.median(taken):.3f} s, "
            f"largest {max(taken):.3f} s"
        )
    yield (
        f"largest lag of the product's loop {result.lag_s:.3f} s, "
        f"of the stand-in's {result.own_lag_s:.3f} s"
    )


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common()) or "nothing"


def _status(status: int | None) -> str:
    return "SIGKILL: it did not end when told to" if status is None else f"status {status}"


def _badly(entries: list[Entry], fates: dict[int, Fate]) -> Iterator[str]:
    """Return a line for each question that went badly, then for each that was not heard.

    Yields:
        Each line.
    """
    badly = [entry for entry in entries if fates[id(entry)] in (*BAD, Fate.UNHEARD)]
    badly.sort(key=lambda entry: fates[id(entry)] is Fate.UNHEARD)
    for entry in badly[:_SHOWN]:
        requests = "; ".join(map(str, entry.meetings)) or "no request"
        fate, question = fates[id(entry)].value, entry.question
        yield f"{fate}: question {question.number} ({question.door.value}): {requests}"
    if len(badly) > _SHOWN:
        yield f"and {len(badly) - _SHOWN} more"
