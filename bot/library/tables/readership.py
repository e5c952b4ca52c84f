"""For whom documents are looked up."""

from dataclasses import dataclass

from index import BriefingError


class NothingToAskError(BriefingError):
    """A readership may see no document; it is not told whether there is one."""


@dataclass(frozen=True, slots=True)
class Membership:
    """What decides which documents of one server may be seen.

    Args:
        guild: The server's id.
        channels: Ids of the channels that count as where the reply is read.
        roles: Ids of the roles of those who see the reply.
        server: Its name, where it is to be said whose a document is; else "".
    """

    guild: int
    channels: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    server: str = ""


@dataclass(frozen=True, slots=True)
class Readership:
    """Who reads a reply, and where: all that decides which documents may be seen.

    Args:
        guild: The server's id; None in direct messages.
        channels: Ids of the channel, and of the one that it is a thread of.
        roles: Ids of the roles of those who see the reply: the asker's where they alone do, none
            where others read it, too.
        elsewhere: In direct messages that the asker alone reads: what they are in the servers
            that they share with the bot.
    """

    guild: int | None
    channels: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    elsewhere: tuple[Membership, ...] = ()

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """The servers whose documents are asked, and what those who read the reply are there."""
        if self.guild is None:
            return self.elsewhere
        return (Membership(self.guild, self.channels, self.roles),)
