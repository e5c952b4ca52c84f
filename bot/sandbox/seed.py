"""The world that the sandbox opens with: one server, three channels, two members, the bot."""

from bot.sandbox.deeds import add_channel, add_guild, add_member, add_role, add_user, install_for
from bot.sandbox.world import MEMBER_PERMISSIONS, Clock, Overwrite, Permission, Target, World


def reading_group(clock: Clock | None = None) -> World:
    """Return a small server whose moderators have a channel of their own, in the clock's time."""
    world = World(clock=clock)
    # The member first: most of what can be tried here needs no special permission.
    reader, moderator = add_user(world, "Member"), add_user(world, "Moderator")
    guild = add_guild(world, "Reading group", owner_id=world.application.owner_id)
    rights = (
        MEMBER_PERMISSIONS
        | Permission.MANAGE_GUILD
        | Permission.MANAGE_MESSAGES
        | Permission.MANAGE_THREADS
        | Permission.MANAGE_CHANNELS
    )
    moderators = add_role(world, guild.id, "Moderators", rights)
    bots = add_role(world, guild.id, "Bots", MEMBER_PERMISSIONS)
    add_member(world, guild.id, reader.id)
    add_member(world, guild.id, moderator.id, [moderators.id])
    add_member(world, guild.id, world.application.bot_id, [bots.id])
    add_channel(world, guild.id, "general", topic="Talk about what we read")
    add_channel(world, guild.id, "questions", topic="Ask the bot")
    hidden = [Overwrite(guild.id, Target.ROLE, deny=Permission.VIEW_CHANNEL)]
    hidden += [
        Overwrite(role_id, Target.ROLE, allow=Permission.VIEW_CHANNEL)
        for role_id in (moderators.id, bots.id)
    ]
    add_channel(world, guild.id, "moderators", topic="Moderators only", overwrites=hidden)
    install_for(world, reader.id)
    install_for(world, moderator.id)
    return world
