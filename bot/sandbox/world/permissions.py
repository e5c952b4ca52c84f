"""Who may do what: the permission bits, and how roles and overwrites combine.

Source: https://discord.com/developers/docs/topics/permissions#permission-overwrites.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import IntEnum, IntFlag


class Permission(IntFlag):
    """Permission bits that the double acts on or that its seed worlds hand out."""

    KICK_MEMBERS = 1 << 1
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_EXTERNAL_APPS = 1 << 50


EVERY_PERMISSION = Permission((1 << 53) - 1)  # every bit: what an owner or an administrator has

# What the @everyone role of a new server grants, as far as the double knows it.
MEMBER_PERMISSIONS = (
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.USE_EXTERNAL_APPS
)

# What both sides of a direct message may do.
DM_PERMISSIONS = MEMBER_PERMISSIONS & ~(
    Permission.CREATE_PUBLIC_THREADS | Permission.SEND_MESSAGES_IN_THREADS
)

NO_PERMISSION = Permission(0)


class Target(IntEnum):
    """Whom an overwrite is for."""

    ROLE = 0
    MEMBER = 1


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What one channel changes for one role or one member."""

    target_id: int
    target: Target
    allow: Permission = NO_PERMISSION
    deny: Permission = NO_PERMISSION


def resolve(
    base: Permission,
    overwrites: Iterable[Overwrite],
    *,
    everyone: int,
    roles: frozenset[int],
    user: int,
) -> Permission:
    """Return a member's permissions in a channel.

    Args:
        base: What the member's roles grant together, @everyone's included.
        overwrites: Those of the channel.
        everyone: Id of the @everyone role, which is the server's.
        roles: Ids of the member's roles, without @everyone.
        user: Id of the member.
    """
    if base & Permission.ADMINISTRATOR:
        return EVERY_PERMISSION
    listed = list(overwrites)
    resolved = base
    for group in (
        _meant_for(listed, Target.ROLE, {everyone}),
        _meant_for(listed, Target.ROLE, roles),
        _meant_for(listed, Target.MEMBER, {user}),
    ):
        resolved = _laid_over(resolved, group)
    # Without the channel itself nothing in it remains.
    return resolved if resolved & Permission.VIEW_CHANNEL else NO_PERMISSION


def _meant_for(overwrites: list[Overwrite], target: Target, ids: Set[int]) -> list[Overwrite]:
    return [o for o in overwrites if o.target is target and o.target_id in ids]


def _laid_over(held: Permission, overwrites: list[Overwrite]) -> Permission:
    denied, allowed = NO_PERMISSION, NO_PERMISSION
    for overwrite in overwrites:
        denied |= overwrite.deny
        allowed |= overwrite.allow
    return (held & ~denied) | allowed
