"""What there is, as Discord's JSON: accounts, servers, channels. Messages: `message_payloads`."""

from bot.sandbox.world import (
    Channel,
    ChannelType,
    Guild,
    Intent,
    Json,
    Member,
    MessageType,
    Overwrite,
    Permission,
    Role,
    User,
    World,
    iso,
)

# Application flags of an unverified application that has a privileged intent.
_LIMITED_FLAGS = {
    Intent.GUILD_PRESENCES: 1 << 13,
    Intent.GUILD_MEMBERS: 1 << 15,
    Intent.MESSAGE_CONTENT: 1 << 19,
}


def user_payload(account: User) -> Json:
    """Return an account."""
    shown: Json = {
        "id": str(account.id),
        "username": account.name.lower().replace(" ", "_"),
        "global_name": None if account.bot else account.name,
        "avatar": None,
        "discriminator": "0000" if account.bot else "0",
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
    }
    if account.bot:
        shown |= {"bot": True, "username": account.name}
    return shown


def own_user_payload(account: User) -> Json:
    """Return the bot's own account, as it alone sees it."""
    return user_payload(account) | {
        "mfa_enabled": False,
        "locale": "en-US",
        "verified": True,
        "email": None,
    }


def member_payload(state: Member) -> Json:
    """Return a member without its account."""
    return {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": iso(state.joined_s),
        "nick": state.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(role_id) for role_id in sorted(state.role_ids)],
        "mute": False,
        "deaf": False,
    }


def full_member_payload(world: World, state: Member) -> Json:
    """Return a member with its account."""
    return member_payload(state) | {"user": user_payload(world.user(state.user_id))}


def role_payload(state: Role) -> Json:
    """Return a role."""
    return {
        "id": str(state.id),
        "name": state.name,
        "permissions": str(int(state.permissions)),
        "position": state.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def overwrite_payload(state: Overwrite) -> Json:
    """Return a channel's overwrite."""
    return {
        "id": str(state.target_id),
        "type": int(state.target),
        "allow": str(int(state.allow)),
        "deny": str(int(state.deny)),
    }


def channel_payload(world: World, state: Channel, *, viewer_id: int) -> Json:
    """Return a channel, a thread or a direct message as one user sees it."""
    open_to_all = (one for one in world.messages.newest_first(state.id) if one.visible_to is None)
    newest = next(open_to_all, None)
    shown: Json = {
        "id": str(state.id),
        "type": int(state.type),
        "last_message_id": None if newest is None else str(newest.id),
        "flags": 0,
    }
    if state.is_thread:
        return shown | _of_thread(world, state, viewer_id)
    if state.type is ChannelType.DM:
        others = [user_id for user_id in state.recipients if user_id != viewer_id]
        return shown | {"recipients": [user_payload(world.user(user_id)) for user_id in others]}
    return shown | {
        "guild_id": str(state.guild_id),
        "name": state.name,
        "topic": state.topic,
        "position": state.position,
        "parent_id": None,
        "permission_overwrites": [overwrite_payload(o) for o in state.overwrites],
        "rate_limit_per_user": 0,
        "nsfw": False,
    }


def _count(world: World, thread: Channel) -> int:
    """Return how many messages a thread has, without the one that it was started from."""
    oldest = world.messages.oldest(thread.id)
    begun = oldest is not None and oldest.type is MessageType.THREAD_STARTER
    return world.messages.count(thread.id) - int(begun)


def _of_thread(world: World, state: Channel, viewer_id: int) -> Json:
    count = _count(world, state)
    shown: Json = {
        "guild_id": str(state.guild_id),
        "name": state.name,
        "parent_id": str(state.parent_id),
        "owner_id": str(state.owner_id),
        "rate_limit_per_user": 0,
        "message_count": count,
        "total_message_sent": count,
        "member_count": len(state.members),
        "thread_metadata": {
            "archived": state.archived,
            "archive_timestamp": iso(state.created_s),
            "auto_archive_duration": state.archive_minutes,
            "locked": state.locked,
            "create_timestamp": iso(state.created_s),
        },
    }
    if viewer_id in state.members:
        shown["member"] = thread_member_payload(state, viewer_id)
    return shown


def thread_member_payload(state: Channel, user_id: int) -> Json:
    """Return a user as a member of a thread."""
    return {
        "id": str(state.id),
        "user_id": str(user_id),
        "join_timestamp": iso(state.created_s),
        "flags": 0,
    }


def visible_channels(world: World, guild_id: int, viewer_id: int) -> tuple[list[Json], list[Json]]:
    """Return a server's channels and its open threads that a user may see."""
    channels: list[Json] = []
    threads: list[Json] = []
    for state in world.population.channels.values():
        if state.guild_id != guild_id or state.archived:
            continue
        if not world.permissions(viewer_id, state) & Permission.VIEW_CHANNEL:
            continue
        shown = channel_payload(world, state, viewer_id=viewer_id)
        if state.is_thread:
            threads.append(shown)
        else:
            channels.append(shown)
    return channels, threads


def guild_payload(state: Guild) -> Json:
    """Return a server without its channels and members."""
    return {
        "id": str(state.id),
        "name": state.name,
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": [],
        "banner": None,
        "owner_id": str(state.owner_id),
        "application_id": None,
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "roles": [role_payload(r) for r in state.roles],
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": None,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": state.locale,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
    }


def guild_create_payload(world: World, state: Guild) -> Json:
    """Return a server as the gateway announces it to the bot, which is its only known member."""
    bot_id = world.application.bot_id
    channels, threads = visible_channels(world, state.id, bot_id)
    own = world.member(state.id, bot_id)
    return guild_payload(state) | {
        "joined_at": iso(own.joined_s),
        "large": False,
        "unavailable": False,
        "member_count": sum(key[0] == state.id for key in world.population.members),
        "voice_states": [],
        "members": [full_member_payload(world, own)],
        "channels": channels,
        "threads": threads,
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def application_payload(world: World) -> Json:
    """Return the application as its own bot sees it."""
    state = world.application
    flags = sum(flag for intent, flag in _LIMITED_FLAGS.items() if intent in state.privileged)
    installed = sum((g, state.bot_id) in world.population.members for g in world.population.guilds)
    return {
        "id": str(state.id),
        "name": state.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user_payload(world.user(state.bot_id)),
        "bot_public": True,
        "bot_require_code_grant": False,
        "integration_types_config": {str(int(i)): {} for i in sorted(state.installs)},
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user_payload(world.user(state.owner_id)),
        "approximate_guild_count": installed,
        "approximate_user_install_count": len(state.user_installs),
        "approximate_user_authorization_count": len(state.user_installs),
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
    }
