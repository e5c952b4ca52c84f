"""Routes about the application: who the bot is, and the commands that it registers."""

import math

from bot.sandbox import deeds
from bot.sandbox.service.rest import NO_CONTENT, Call, Endpoint, RouteReply
from bot.sandbox.world import (
    COMMAND,
    COMMANDS,
    RECIPIENT,
    ApiError,
    Audience,
    Event,
    Fault,
    Json,
    World,
    check_commands,
)

# https://discord.com/developers/docs/events/gateway: what it recommends, and allows a small bot.
_SERVERS_A_SHARD = 1_000
_SESSIONS_A_DAY = 1_000
_DAY_S = 86_400.0

_COMMANDS = (
    "/applications/{application_id}/commands",
    "/applications/{application_id}/guilds/{guild_id}/commands",
)


async def me(call: Call) -> RouteReply:
    """Return the bot's account."""
    return RouteReply(deeds.own_user_payload(call.world.user(call.world.application.bot_id)))


async def user(call: Call) -> RouteReply:
    """Return an account."""
    return RouteReply(deeds.user_payload(call.world.user(call.id("user_id"))))


async def application(call: Call) -> RouteReply:
    """Return the application."""
    return RouteReply(deeds.application_payload(call.world))


async def gateway(call: Call) -> RouteReply:
    """Return where the gateway is."""
    return RouteReply({"url": call.world.gateway_url})


async def gateway_bot(call: Call) -> RouteReply:
    """Return where the gateway is, how many shards suit, and how often a session may begin."""
    world = call.world
    bot_id = world.application.bot_id
    servers = sum(world.is_member(guild, bot_id) for guild in world.population.guilds)
    return RouteReply(
        {
            "url": world.gateway_url,
            "shards": max(math.ceil(servers / _SERVERS_A_SHARD), 1),
            "session_start_limit": _session_start_limit(world),
        }
    )


def _session_start_limit(world: World) -> Json:
    """Return how many sessions the bot may begin until the day is over that the first began."""
    now_s = world.clock.now_s()
    begun_s = [moment_s for moment_s in world.sessions_begun_s if now_s - moment_s < _DAY_S]
    left_s = begun_s[0] + _DAY_S - now_s if begun_s else 0.0
    return {
        "total": _SESSIONS_A_DAY,
        "remaining": max(_SESSIONS_A_DAY - len(begun_s), 0),
        "reset_after": round(left_s * 1000),
        "max_concurrency": 1,
    }


async def open_dm(call: Call) -> RouteReply:
    """Return the direct messages of the bot and a user."""
    bot_id = call.world.application.bot_id
    channel = deeds.open_direct(call.world, bot_id, int(call.body["recipient_id"]))
    return RouteReply(deeds.channel_payload(call.world, channel, viewer_id=bot_id))


def _scope(call: Call) -> int | None:
    """Return the server whose commands are meant, or None for the global ones.

    Raises:
        ApiError: The application is not this one, or the bot is not in that server.
    """
    app = call.world.application
    if call.id("application_id") != app.id:
        raise ApiError(Fault.UNKNOWN_APPLICATION)
    if "guild_id" not in call.params:
        return None
    guild = call.world.guild(call.id("guild_id"))
    if not call.world.is_member(guild.id, app.bot_id):
        raise ApiError(Fault.MISSING_ACCESS)
    return guild.id


def _changed(call: Call) -> None:
    call.world.events.publish(Event("COMMANDS_UPDATE", {}, Audience.PEOPLE))


async def commands(call: Call) -> RouteReply:
    """Return the commands of a scope."""
    return RouteReply(call.world.commands.all(_scope(call)))


async def command(call: Call) -> RouteReply:
    """Return one command."""
    return RouteReply(call.world.commands.get(call.id("command_id"), _scope(call)))


async def sync(call: Call) -> RouteReply:
    """Make a list the whole of a scope's commands."""
    scope = _scope(call)
    check_commands(call.rows)
    registered = call.world.commands.replace(call.rows, call.world.application.id, scope)
    _changed(call)
    return RouteReply(registered)


async def add_command(call: Call) -> RouteReply:
    """Add one command, or overwrite the one of its name."""
    scope = _scope(call)
    check_commands([call.body])
    before = {known["id"] for known in call.world.commands.all(scope)}
    body = {name: value for name, value in call.body.items() if name != "id"}
    registered = call.world.commands.put(body, call.world.application.id, scope)
    _changed(call)
    return RouteReply(registered, 200 if registered["id"] in before else 201)


async def change_command(call: Call) -> RouteReply:
    """Change one command."""
    scope = _scope(call)
    known = call.world.commands.get(call.id("command_id"), scope)
    merged: Json = known | call.body | {"id": known["id"]}
    check_commands([merged])
    registered = call.world.commands.put(merged, call.world.application.id, scope)
    _changed(call)
    return RouteReply(registered)


async def remove_command(call: Call) -> RouteReply:
    """Delete one command."""
    call.world.commands.remove(call.id("command_id"), _scope(call))
    _changed(call)
    return NO_CONTENT


ENDPOINTS = [
    Endpoint("GET", "/users/@me", me),
    Endpoint("POST", "/users/@me/channels", open_dm, takes=RECIPIENT),
    Endpoint("GET", "/users/{user_id}", user),
    Endpoint("GET", "/oauth2/applications/@me", application),
    Endpoint("GET", "/applications/@me", application),
    Endpoint("GET", "/gateway", gateway),
    Endpoint("GET", "/gateway/bot", gateway_bot),
    *(Endpoint("GET", path, commands) for path in _COMMANDS),
    *(Endpoint("PUT", path, sync, takes=COMMANDS) for path in _COMMANDS),
    *(Endpoint("POST", path, add_command, takes=COMMAND) for path in _COMMANDS),
    *(Endpoint("GET", path + "/{command_id}", command) for path in _COMMANDS),
    *(
        Endpoint("PATCH", path + "/{command_id}", change_command, takes=COMMAND)
        for path in _COMMANDS
    ),
    *(Endpoint("DELETE", path + "/{command_id}", remove_command) for path in _COMMANDS),
]
