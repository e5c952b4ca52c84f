"""Routes of servers: what the bot may read of them."""

from bot.sandbox.deeds import payloads
from bot.sandbox.service.rest import Call, Endpoint, Reply
from bot.sandbox.world.errors import ApiError, Fault
from bot.sandbox.world.models import Guild


def _guild(call: Call) -> Guild:
    """Return the server that the path names.

    Raises:
        ApiError: The bot is not in it.
    """
    guild = call.world.guild(call.id("guild_id"))
    if not call.world.is_member(guild.id, call.world.application.bot_id):
        raise ApiError(Fault.MISSING_ACCESS)
    return guild


async def guild(call: Call) -> Reply:
    """Return a server."""
    return Reply(payloads.guild(_guild(call)))


async def channels(call: Call) -> Reply:
    """Return a server's channels that the bot may see, without threads."""
    bot_id = call.world.application.bot_id
    return Reply(payloads.visible_channels(call.world, _guild(call).id, bot_id)[0])


async def roles(call: Call) -> Reply:
    """Return a server's roles."""
    return Reply([payloads.role(role) for role in _guild(call).roles])


async def member(call: Call) -> Reply:
    """Return a member of a server."""
    found = call.world.member(_guild(call).id, call.id("user_id"))
    return Reply(payloads.full_member(call.world, found))


ENDPOINTS = [
    Endpoint("GET", "/guilds/{guild_id}", guild),
    Endpoint("GET", "/guilds/{guild_id}/channels", channels),
    Endpoint("GET", "/guilds/{guild_id}/roles", roles),
    Endpoint("GET", "/guilds/{guild_id}/members/{user_id}", member),
]
