"""Routes of servers: what the bot may read of them."""

from bot.sandbox import deeds
from bot.sandbox.service.rest import Call, Endpoint, RouteReply
from bot.sandbox.world import ApiError, Fault, Guild


def _guild(call: Call) -> Guild:
    """Return the server that the path names.

    Raises:
        ApiError: The bot is not in it.
    """
    guild = call.world.guild(call.id("guild_id"))
    if not call.world.is_member(guild.id, call.world.application.bot_id):
        raise ApiError(Fault.MISSING_ACCESS)
    return guild


async def guild(call: Call) -> RouteReply:
    """Return a server."""
    return RouteReply(deeds.guild_payload(_guild(call)))


async def channels(call: Call) -> RouteReply:
    """Return a server's channels that the bot may see, without threads."""
    bot_id = call.world.application.bot_id
    return RouteReply(deeds.visible_channels(call.world, _guild(call).id, bot_id)[0])


async def roles(call: Call) -> RouteReply:
    """Return a server's roles."""
    return RouteReply([deeds.role_payload(role) for role in _guild(call).roles])


async def member(call: Call) -> RouteReply:
    """Return a member of a server."""
    membership = call.world.member(_guild(call).id, call.id("user_id"))
    return RouteReply(deeds.full_member_payload(call.world, membership))


ENDPOINTS = [
    Endpoint("GET", "/guilds/{guild_id}", guild),
    Endpoint("GET", "/guilds/{guild_id}/channels", channels),
    Endpoint("GET", "/guilds/{guild_id}/roles", roles),
    Endpoint("GET", "/guilds/{guild_id}/members/{user_id}", member),
]
