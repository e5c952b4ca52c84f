"""Whose turn it is, as servers take turns."""

from collections import defaultdict
from collections.abc import Iterable


def place_in_turns(waiting: Iterable[tuple[int, int]], number: int) -> int:
    """Return which one a job is, from 1; behind all where it does not wait.

    Args:
        waiting: The server and the number of each job, the server first whose turn it is, the
            oldest of its jobs first.
        number: Of the job.

    Example:
        >>> place_in_turns([(7, 1), (7, 2), (7, 4), (8, 3)], 2)
        3
    """
    queues: dict[int, list[int]] = defaultdict(list)
    for guild, other in waiting:
        queues[guild].append(other)
    longest = max(map(len, queues.values()), default=0)
    rounds = [[queue[at] for queue in queues.values() if at < len(queue)] for at in range(longest)]
    order = [other for one in rounds for other in one]
    return order.index(number) + 1 if number in order else len(order) + 1
