"""The application commands that the bot has registered, globally and by server."""

from bot.sandbox.world.errors import ApiError, Fault
from bot.sandbox.world.snowflake import Snowflakes
from bot.sandbox.world.wire import CommandType, Context, Install, Json

_DEFAULTS: Json = {
    "type": CommandType.SLASH,
    "description": "",
    "name_localizations": None,
    "description_localizations": None,
    "default_member_permissions": None,
    "nsfw": False,
}


class CommandBook:
    """What the bot synced. A command keeps its id while its name and type stay the same."""

    def __init__(self, ids: Snowflakes) -> None:
        """Take new ids from `ids`."""
        self._ids = ids
        self._by_scope: dict[int | None, dict[int, Json]] = {}

    def all(self, guild_id: int | None = None) -> list[Json]:
        """Return the commands of a server, or the global ones."""
        return list(self._by_scope.get(guild_id, {}).values())

    def visible(self, guild_id: int | None) -> list[Json]:
        """Return global commands and the server's own, which hide global ones of their name."""
        by_name = {(c["type"], c["name"]): c for c in self.all(None)}
        if guild_id is not None:
            by_name |= {(c["type"], c["name"]): c for c in self.all(guild_id)}
        return list(by_name.values())

    def get(self, command_id: int, guild_id: int | None = None) -> Json:
        """Return a command.

        Raises:
            ApiError: There is none with this id.
        """
        try:
            return self._by_scope.get(guild_id, {})[command_id]
        except KeyError:
            raise ApiError(Fault.UNKNOWN_COMMAND) from None

    def replace(
        self, bodies: list[Json], application_id: int, guild_id: int | None = None
    ) -> list[Json]:
        """Make `bodies` the whole list of a scope; return it as registered."""
        old = {(c["type"], c["name"]): int(c["id"]) for c in self.all(guild_id)}
        commands = [self._register(body, old, application_id, guild_id) for body in bodies]
        self._by_scope[guild_id] = {int(command["id"]): command for command in commands}
        return commands

    def put(self, body: Json, application_id: int, guild_id: int | None = None) -> Json:
        """Add a command, or overwrite the one of its name and type; return it as registered.

        A body that has an id changes that command, its name too.
        """
        old = {(c["type"], c["name"]): int(c["id"]) for c in self.all(guild_id)}
        if "id" in body:
            old[body["type"], body["name"]] = int(body["id"])
        command = self._register(body, old, application_id, guild_id)
        self._by_scope.setdefault(guild_id, {})[int(command["id"])] = command
        return command

    def remove(self, command_id: int, guild_id: int | None = None) -> None:
        """Forget a command."""
        self.get(command_id, guild_id)
        del self._by_scope[guild_id][command_id]

    def _register(
        self, body: Json, old: dict[tuple[int, str], int], application_id: int, guild_id: int | None
    ) -> Json:
        given = {key: value for key, value in body.items() if value is not None}
        command = _DEFAULTS | given
        command["type"] = int(command["type"])
        known = old.get((command["type"], command["name"]))
        command["id"] = str(self._ids.next() if known is None else known)
        command["version"] = str(self._ids.next())
        command["application_id"] = str(application_id)
        if command["default_member_permissions"] is not None:
            command["default_member_permissions"] = str(command["default_member_permissions"])
        if "options" in command:
            command["options"] = [option_out(option) for option in command["options"]]
        if guild_id is None:
            return _globally(command)
        command["guild_id"] = str(guild_id)
        return command


def _globally(command: Json) -> Json:
    # Without a choice of contexts a command is usable everywhere; dm_permission is its old form.
    everywhere = [Context.GUILD, Context.BOT_DM, Context.PRIVATE_CHANNEL]
    in_dm = command.setdefault("dm_permission", True)
    if "contexts" in command:
        command["dm_permission"] = int(Context.BOT_DM) in command["contexts"]
    else:
        command["contexts"] = [int(c) for c in everywhere if in_dm or c is Context.GUILD]
    command.setdefault("integration_types", [int(Install.GUILD)])
    return command


def option_out(option: Json) -> Json:
    """Return an option as Discord gives it back: no nulls, nested options likewise."""
    shown = {key: value for key, value in option.items() if value is not None}
    shown["type"] = int(shown["type"])
    if "options" in shown:
        shown["options"] = [option_out(nested) for nested in shown["options"]]
    return shown
