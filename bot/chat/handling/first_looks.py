"""What is looked up before a first answer: by forms and suggestions, which come in no second one.

Discord takes a first answer for three seconds, and everything else is acknowledged before anything
is looked up for it.
"""

from collections.abc import Callable
from typing import TypeVar

from bot.chat.host import Host
from bot.library import DatabaseAwayError

T = TypeVar("T")

LOOK_WITHIN_S = 0.7  # for one look, behind that at what the server chose
# For what a member is elsewhere, which direct messages alone ask for: no server chose there.
ELSEWHERE_WITHIN_S = 1.5


async def look_in_time(host: Host, look: Callable[[], T]) -> T:
    """Return what `look` gives, called in a thread.

    Raises:
        DatabaseAwayError: That takes longer than a first answer can wait.
    """
    seen = await host.delivery.in_time(LOOK_WITHIN_S, host.library.render(lambda: (look(),)))
    if seen is None:
        raise DatabaseAwayError("what servers have brought was not read in time")
    return seen[0]
