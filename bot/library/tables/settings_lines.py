"""What a server chose and what is in force, in the words of the terminal and of the chat."""

from collections.abc import Callable, Mapping

from bot.config import Config
from bot.languages import Sentence, name_of, say
from bot.library.tables.catalogue import Scope
from bot.library.tables.server_settings import ServerSettings
from bot.phrases import few

_EVERYBODY, _ASKER = Sentence("everybody in the channel"), Sentence("the asker alone")
_IN_THREADS, _IN_PLACE = Sentence("in a thread of their own"), Sentence("where they stand")
_ASKED, _NOT_ASKED = Sentence("asked"), Sentence("not asked")
_ANSWERED_FROM = Sentence("answered from, too")
_NOT_ANSWERED_FROM = Sentence("not answered from")
_FEW = 10  # channels or roles that are named of a document
_NAMED = 50  # channels: of more, a message has no room for the other lines


def lines_in_force(
    chosen: ServerSettings,
    config: Config,
    channel: Callable[[int], str],
    role: Callable[[int], str],
) -> Mapping[str, str]:
    """Return what is in force, by what it decides.

    Args:
        chosen: By the server.
        config: Has what the operator chose.
        channel: Names a channel by its id.
        role: Names a role by its id.
    """
    in_force = chosen.in_force(config)
    managers = say("those with Manage Server")
    if chosen.manager_role:
        managers = say("{one} and {other}", one=managers, other=role(chosen.manager_role))
    channels = few([channel(id_) for id_ in sorted(chosen.channels)], _NAMED)
    return {
        say("Answers in"): channels or say("every channel"),
        say("Answers to commands are seen by"): _seen_by(chosen, in_force, role),
        say("Mentions are answered"): str(_IN_THREADS if chosen.threads else _IN_PLACE),
        say("Language"): _language(chosen),
        say("Citation style"): _with_origin(
            str(in_force.citation_style), operators=chosen.citation_style is None
        ),
        say("Cooldown"): _with_origin(
            say("{seconds} s", seconds=f"{in_force.cooldown_s:g}"),
            operators=in_force.cooldown_s != chosen.cooldown_s,
        ),
        say("The operator's documents"): (
            str(_ANSWERED_FROM if chosen.operator_documents else _NOT_ANSWERED_FROM)
        ),
        say("The library is managed by"): managers,
        say("Unanswered questions go to"): _told_in(chosen, channel, role),
        say("New documents are seen by"): readers_words(chosen.new_scope, channel, role),
        say("Whether an answer helped"): str(_ASKED if chosen.opinions else _NOT_ASKED),
    }


def _seen_by(chosen: ServerSettings, in_force: ServerSettings, role: Callable[[int], str]) -> str:
    """Return who sees the answers to commands."""
    who = _with_origin(
        str(_ASKER if in_force.private_answers else _EVERYBODY),
        operators=chosen.private_answers is None,
    )
    roles = few([role(id_) for id_ in sorted(chosen.private_roles)], _FEW)
    return say("{who}; of {roles} by the asker alone", who=who, roles=roles) if roles else who


def readers_words(
    scope: Scope, channel: Callable[[int], str], role: Callable[[int], str], most: int = _FEW
) -> str:
    """Return who may see a document.

    Args:
        scope: Of the document.
        channel: Names a channel by its id.
        role: Names a role by its id.
        most: Channels, and roles, that are named.
    """
    channels = few([channel(id_) for id_ in sorted(scope.channels)], most)
    roles = few([role(id_) for id_ in sorted(scope.roles)], most)
    who = say("{roles}, in private answers", roles=roles) if roles else say("everybody")
    return say("{who}, in {channels} only", who=who, channels=channels) if channels else who


def _told_in(
    chosen: ServerSettings, channel: Callable[[int], str], role: Callable[[int], str]
) -> str:
    """Return where moderators are told of gaps, and which role is mentioned there."""
    if not chosen.gaps_channel:
        return say("no channel")
    told_in = channel(chosen.gaps_channel)
    if not chosen.gaps_role:
        return told_in
    return say("{channel}, where {role} is mentioned", channel=told_in, role=role(chosen.gaps_role))


def _language(chosen: ServerSettings) -> str:
    """Return in which language the bot answers where everybody reads it."""
    if chosen.language is None:
        return say("the server's own, as Discord has it")
    return name_of(chosen.language)


def _with_origin(value: str, *, operators: bool) -> str:
    return say("{value}, set by the operator", value=value) if operators else value
