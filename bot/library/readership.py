"""For whom documents are looked up."""

from dataclasses import dataclass

from index import BriefingError


class NothingToAskError(BriefingError):
    """A readership may see no document; it is not told whether there is one."""


@dataclass(frozen=True, slots=True)
class Readership:
    """Who reads a reply, and where: all that decides which documents may be seen.

    Args:
        guild: The server's id; None in direct messages.
        channels: Ids of the channel, and of the one that it is a thread of.
        roles: Ids of the roles of those who see the reply: the asker's where they alone do, none
            where others read it, too.
    """

    guild: int | None
    channels: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
