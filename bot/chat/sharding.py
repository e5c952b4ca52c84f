"""The bot over several connections to Discord, each for a shard: the servers of one remainder.

Other processes may serve the other shards. What goes by servers is theirs to look after, by
`Library.serves`; what Discord has one of stands with shard 0, where it sends direct messages, too:
https://discord.com/developers/docs/events/gateway#sharding
"""

import logging
from typing import Any

from discord.ext import commands

from bot.chat.client import BriefingBot
from bot.chat.observability.witnesses import Witness
from bot.chat.sending.retries import Pacing
from bot.config import EMBEDDED, Config
from bot.library import Library
from bot.phrases import counted
from bot.shards import Shards

_log = logging.getLogger(__name__)


class ShardedBot(BriefingBot, commands.AutoShardedBot):
    """One connection to Discord for each shard that this process serves."""

    def __init__(
        self,
        config: Config,
        library: Library,
        shards: Shards,
        pacing: Pacing | None = None,
        witness: Witness | None = None,
    ) -> None:
        """Prepare the client; nothing is connected.

        Args:
            config: Its manners.
            library: What it answers from.
            shards: Those that it serves.
            pacing: At which it tries again.
            witness: Told of what happens; None for nobody.
        """
        super().__init__(config, library, pacing, witness)
        self.served = shards
        self.shard_ids, self.shard_count = list(shards.numbers), shards.count
        self._has_first = shards.first == 0

    async def register(self) -> None:
        """Tell Discord of the commands, once for all processes."""
        if self._has_first:
            await super().register()

    async def on_ready(self) -> None:
        """Say that all shards are there."""
        servers = counted(len(self.guilds), "server")
        _log.info("shards %s ready as %s in %s", self.served, self.user, servers)

    async def on_shard_ready(self, number: int) -> None:
        """Count a connection: the client as a whole is ready once only."""
        self.witness.connected("new")
        _log.info("shard %d is ready", number)

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Send an event to whoever listens, after what it changes here."""
        if event_name == "shard_connect":
            self._let_go(args[0])
        super().dispatch(event_name, *args, **kwargs)

    def _let_go(self, number: int) -> None:
        """Forget the servers that took the bot out while a shard was away.

        As READY is read, all servers that it names are unavailable, until each is told of. A client
        of one shard forgets the others by itself, one of several does not (2.7.1: state.py:1946).
        """
        for guild in self.guilds:
            if guild.shard_id == number and not guild.unavailable:
                self._connection.parse_guild_delete({"id": guild.id, "unavailable": False})


def bot_of(config: Config, library: Library, witness: Witness) -> BriefingBot:
    """Return the bot that a configuration asks for: over one connection, or by shards."""
    shards = config.discord.served()
    if shards is None:
        return BriefingBot(config, library, witness=witness)
    return ShardedBot(config, library, shards, witness=witness)


def warn_of_embedded(config: Config) -> None:
    """Log where processes that share servers out keep what these have each for itself."""
    shards = config.discord.served()
    if shards is not None and not shards.are_all and config.storage == EMBEDDED:
        _log.warning(
            "shards %s: what their servers have is kept in %s alone; it does not follow them to "
            "another process. Give all processes one database: `storage` in config.yaml",
            shards,
            config.data,
        )
