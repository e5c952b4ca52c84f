"""What a server chose and what is in force, in the words of the terminal and of the chat."""

from collections.abc import Callable, Mapping, Sequence

from bot.config import Config
from bot.library.server_settings import ServerSettings

_OPERATORS = "as the operator has it"
_EVERYBODY, _ASKER = "everybody in the channel", "the asker alone"
_NAMED = 50  # channels: of more, a message has no room for the other lines
_MANAGE = "those with Manage Server"


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
    managers = [_MANAGE, *([role(chosen.manager_role)] if chosen.manager_role else [])]
    return {
        "Answers in": _few([channel(id_) for id_ in sorted(chosen.channels)]) or "every channel",
        "Answers to commands are seen by": _with_origin(
            _ASKER if in_force.private_answers else _EVERYBODY,
            operators=chosen.private_answers is None,
        ),
        "Citation style": _with_origin(
            str(in_force.citation_style), operators=chosen.citation_style is None
        ),
        "Cooldown": _with_origin(
            f"{in_force.cooldown_s:g} s", operators=in_force.cooldown_s != chosen.cooldown_s
        ),
        "The operator's documents": "asked, too" if chosen.operator_documents else "not asked",
        "The library is managed by": " and ".join(managers),
        "Gaps are told in": channel(chosen.gaps_channel) if chosen.gaps_channel else "no channel",
        "Whether an answer helped": "asked" if chosen.opinions else "not asked",
    }


def _few(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _with_origin(value: str, *, operators: bool) -> str:
    return f"{value}, {_OPERATORS}" if operators else value
