"""The operator's file, read strictly; the only module that reads the environment.

Every fault is reported at once, each with its line and, for a mistyped key, the nearest valid one.
Secrets stand in the environment only and are never printed.
"""

import difflib
import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from bot.database_addresses import address_fault
from bot.shards import Shards, shards_fault
from index import (
    AUTOMATIC,
    CheckedSettings,
    Rule,
    Settings,
    SettingsError,
    YamlError,
    YamlMapping,
    YamlNode,
    YamlScalar,
    read_yaml,
    rules,
    scalar_value,
    setting,
)

ROOT = Path(__file__).resolve().parent.parent
TOKEN_VARIABLE = "DISCORD_TOKEN"  # noqa: S105  # a variable's name
_SECRETS = frozenset({"token", "bot_token", "discord_token"})  # keys that a token is written behind
_TOKEN_PARTS = 3  # of a bot's token, separated by full stops
_KINDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
_PATHS = ("knowledge", "data")
_STORAGE = "storage"
ALL_SHARDS = "all"  # in one connection
EMBEDDED = "embedded"  # what is of servers, in the data folder
_MAX_TOLD = 20  # faults of one file
_MAX_SHOWN = 60  # characters of a value in a fault


@dataclass(frozen=True, slots=True)
class DiscordSettings(CheckedSettings):
    """The bot's manners on Discord."""

    cooldown_s: float = setting(
        3.0, "least time between two questions of one member", minimum=0, maximum=3600, unit="s"
    )
    question_characters: int = setting(
        500, "the longest question", minimum=20, maximum=2000, unit="characters"
    )
    concurrent_questions: int = setting(
        2, "questions worked on at once", minimum=1, maximum=64, unit="questions"
    )
    private_answers: bool = setting(
        False, "answers to slash commands are seen by the asker alone, unless they choose otherwise"
    )
    message_content_intent: bool = setting(
        False,
        "follow-ups in the bot's threads without a mention; needs the privileged intent that is "
        "switched on in the developer portal",
    )
    log_questions: bool = setting(False, "write what members ask into the log")
    follow_documents: bool = setting(
        True, "take up documents that are added, changed or removed while the bot runs"
    )
    shards: str = setting(
        ALL_SHARDS,
        "which of Discord's shards this process serves, such as 0-3/8; all: every server, over one "
        "connection",
        form=lambda text: None if text == ALL_SHARDS else shards_fault(text),
    )
    kept_after_leaving_days: int = setting(
        30,
        "how long what a server has is kept after it took the bot out",
        minimum=0,
        maximum=3650,
        unit="days",
    )

    def served(self) -> Shards | None:
        """Return the shards that this process serves; None for every server, unsharded."""
        return None if self.shards == ALL_SHARDS else Shards.parse(self.shards)


@dataclass(frozen=True, slots=True)
class LibrarySettings(CheckedSettings):
    """What servers may bring of their own, and who reads it."""

    workers: int = setting(
        1,
        "processes that read and embed what servers bring; 0: the bot does so itself, and answers "
        "more slowly meanwhile",
        minimum=0,
        maximum=16,
        unit="processes",
    )
    workers_apart: bool = setting(
        False, "leave what servers bring to `work` processes: a bot has no workers then"
    )
    documents: int = setting(
        500, "documents of one server", minimum=1, maximum=100_000, unit="documents"
    )
    megabytes: float = setting(
        1000.0,
        "documents of one server, together",
        minimum=1.0,
        maximum=1_000_000.0,
        unit="megabytes",
    )
    passages: int = setting(
        100_000,
        "passages of one server's documents, together",
        minimum=1,
        maximum=10_000_000,
        unit="passages",
    )
    open_megabytes: float = setting(
        500.0,
        "memory for servers' documents that are kept open; those asked longest ago close first",
        minimum=1.0,
        maximum=1_000_000.0,
        unit="megabytes",
    )
    jobs_a_day: int = setting(
        200,
        "documents that one server brings in 24 hours",
        minimum=1,
        maximum=100_000,
        unit="documents",
    )
    waiting: int = setting(
        50, "documents of one server that wait at once", minimum=1, maximum=10_000, unit="documents"
    )
    waiting_in_all: int = setting(
        500, "documents of all servers that wait", minimum=1, maximum=100_000, unit="documents"
    )
    shared_vectors: bool = setting(
        True,
        "take over what was embedded of the very same file for another server; no embeds it anew, "
        "so that not even the time it takes says that another has the file",
    )


@dataclass(frozen=True, slots=True)
class SandboxSettings(CheckedSettings):
    """The local sandbox that runs where there is no token."""

    port: int = setting(0, "port on 127.0.0.1; 0 takes a free one", minimum=0, maximum=65535)
    open_browser: bool = setting(True, "open the page in the browser")


@dataclass(frozen=True, slots=True)
class MetricsSettings(CheckedSettings):
    """Figures of a running bot for Prometheus."""

    enabled: bool = setting(False, "serve them while the bot runs")
    address: str = setting(
        "127.0.0.1", "what they are served at; whoever reaches it can read them", named=True
    )
    port: int = setting(9321, "port of the address; 0 takes a free one", minimum=0, maximum=65535)


@dataclass(frozen=True, slots=True)
class TracesSettings(CheckedSettings):
    """Traces of a running bot for OpenTelemetry."""

    enabled: bool = setting(False, "send them while the bot runs; needs the extra `otel`")
    endpoint: str = setting(
        "http://127.0.0.1:4318/v1/traces", "the collector that they are sent to, by OTLP over HTTP"
    )


@dataclass(frozen=True, slots=True)
class DoorSettings(CheckedSettings):
    """The doors for programs: `serve` and `mcp`."""

    address: str = setting(
        "127.0.0.1", "what they listen at; there is no TLS: put a proxy before it", named=True
    )
    port: int = setting(8321, "port of the address", minimum=1, maximum=65535)
    requests_per_minute: int = setting(
        120, "requests of one key in a minute", minimum=1, maximum=60_000, unit="requests"
    )


@dataclass(frozen=True, slots=True)
class LogSettings(CheckedSettings):
    """The log of a running bot."""

    form: str = setting("lines", "for people, or one JSON object a line", choices=("lines", "json"))


_GROUPS = {
    "index": Settings,
    "discord": DiscordSettings,
    "library": LibrarySettings,
    "sandbox": SandboxSettings,
    "doors": DoorSettings,
    "metrics": MetricsSettings,
    "traces": TracesSettings,
    "log": LogSettings,
}


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that an operator decides."""

    knowledge: Path = ROOT / "knowledge"
    data: Path = ROOT / "data"
    storage: str = EMBEDDED  # or the address of a database, which holds no password
    index: Settings = field(default_factory=Settings)
    discord: DiscordSettings = field(default_factory=DiscordSettings)
    library: LibrarySettings = field(default_factory=LibrarySettings)
    sandbox: SandboxSettings = field(default_factory=SandboxSettings)
    doors: DoorSettings = field(default_factory=DoorSettings)
    metrics: MetricsSettings = field(default_factory=MetricsSettings)
    traces: TracesSettings = field(default_factory=TracesSettings)
    log: LogSettings = field(default_factory=LogSettings)


def token() -> str | None:
    """Return the bot's token from the environment, None where there is none."""
    return os.environ.get(TOKEN_VARIABLE, "").strip() or None


def token_fault(secret: str) -> str | None:
    """Return why Discord would take a token for none, and what to do; None where it may be one."""
    if len(secret.split(".")) == _TOKEN_PARTS:
        return None
    return f"{TOKEN_VARIABLE} does not look like a bot's token; copy it again from the portal"


def default_path() -> Path | None:
    """Return the config.yaml of the working folder, else of the program's folder, if one exists."""
    here = Path("config.yaml").absolute()
    return next((p for p in (here, ROOT / "config.yaml") if p.is_file()), None)


def read_config(path: Path | None = None) -> Config:
    """Return the configuration of `path`, of the default file, or the defaults.

    Raises:
        SettingsError: The file is missing or unreadable, or has faults; the first 20 are named.
    """
    file = path or default_path()
    if file is None:
        return Config()
    try:
        return _ConfigFile(file).parsed(read_yaml(file, str(file), named=True))
    except (YamlError, SettingsError) as error:
        raise SettingsError(f"{error}{_found_here(path, file)}") from error


def _found_here(path: Path | None, file: Path) -> str:
    """Return, of a file that nobody named, why it is read, and how another is named."""
    if path is not None or file.parent == ROOT:
        return ""
    return "\nit is read since it lies in the present folder; --config FILE names another"


class _ConfigFile:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._faults: list[str] = []

    def parsed(self, root: YamlNode | None) -> Config:
        """Return what the file says.

        Raises:
            SettingsError: The file has faults; the first 20 are named.
        """
        values: dict[str, Any] = {}
        for key, node in self._entries(root, (*_PATHS, _STORAGE, *_GROUPS), "the file"):
            if key in _GROUPS:
                values[key] = self._group(node, _GROUPS[key], key)
            elif key == _STORAGE:
                values[key] = self._storage(node)
            elif (folder := self._folder(node, key)) is not None:
                values[key] = folder
        if self._faults:
            more = len(self._faults) - _MAX_TOLD
            rest = [f"{self._path}: and {more} more"] if more > 0 else []
            raise SettingsError("\n".join([*self._faults[:_MAX_TOLD], *rest]))
        return Config(**values)

    def _folder(self, node: YamlNode, name: str) -> Path | None:
        """Return a folder, relative to the file's; None, reported, where it can be none."""
        text = self._scalar(node, str, name)
        if text is None:
            return None
        if not text.strip():  # it would be the file's own folder
            self._fault(node, f"{name} must name a folder; take the line out for the default")
            return None
        try:
            return (self._path.parent / Path(text).expanduser()).resolve()
        except (RuntimeError, OSError) as error:  # an unknown user's home, links in a circle
            self._fault(node, f"{name} leads nowhere: {str(error)[:_MAX_SHOWN]}")
            return None

    def _storage(self, node: YamlNode) -> str:
        """Return where what is of servers is kept; a fault, reported, shows nothing of it."""
        if not isinstance(node, YamlScalar):
            self._fault(node, f"{_STORAGE} must be {EMBEDDED} or an address")
            return EMBEDDED
        fault = None if node.value == EMBEDDED else address_fault(node.value, EMBEDDED)
        if fault:
            self._fault(node, f"{_STORAGE} {fault}")
            return EMBEDDED
        return str(node.value)

    def _group(self, node: YamlNode, cls: type, name: str) -> Any:  # noqa: ANN401  # of _GROUPS
        known = rules(cls)
        defaults = {item.name: item.default for item in fields(cls)}
        values: dict[str, Any] = {}
        for key, inner in self._entries(node, tuple(known), name):
            if known[key].automatic and inner.value == AUTOMATIC:
                continue
            kind = float if known[key].automatic else type(defaults[key])
            value = self._value(inner, kind, known[key], f"{name}.{key}")
            if value is not None:
                values[key] = value
        return cls(**values)

    def _value(self, node: YamlNode, kind: type, rule: Rule, name: str) -> Any:  # noqa: ANN401
        """Return a setting's value; None, reported, where it has a fault."""
        value = self._scalar(node, kind, name)
        fault = None if value is None else rule.fault(value)
        if fault:
            self._fault(node, f"{name} {fault}")
            return None
        return value

    def _entries(
        self, node: YamlNode | None, known: tuple[str, ...], where: str
    ) -> list[tuple[str, YamlNode]]:
        """Return the known keys of a mapping with their nodes; report the others."""
        if node is None or (isinstance(node, YamlScalar) and not node.value):
            return []
        if not isinstance(node, YamlMapping):
            self._fault(node, f"{where} must hold `key: value` lines")
            return []
        entries: dict[str, YamlNode] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)[:_MAX_SHOWN]
            if key not in known:
                self._fault(key_node, f"unknown key {key!r} in {where}; {_hint(key, known)}")
            elif key in entries:
                self._fault(key_node, f"{key!r} stands twice in {where}")
            else:
                entries[key] = value_node
        return list(entries.items())

    def _scalar(self, node: YamlNode, kind: type, name: str) -> Any:  # noqa: ANN401  # str to bool
        """Return a value of this kind; None, reported, where it is of another."""
        value = _said(node)
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is kind:
            return value
        shown = repr(node.value if value is node else value)[:_MAX_SHOWN]
        several = not isinstance(node, YamlScalar)
        self._fault(
            node, f"{name} must be {_KINDS[kind]}, not {'several values' if several else shown}"
        )
        return None

    def _fault(self, node: YamlNode, message: str) -> None:
        self._faults.append(f"{self._path}, line {node.start_mark.line + 1}: {message}")


def _said(node: YamlNode) -> object:
    """Return what a scalar says; the node itself where it is none, or malformed."""
    try:
        return scalar_value(node, "") if isinstance(node, YamlScalar) else node
    except YamlError:
        return node


def _hint(key: str, known: tuple[str, ...]) -> str:
    """Return what to do about an unknown key among known ones."""
    if key.lower() in _SECRETS:
        return f"the token belongs in the environment, as {TOKEN_VARIABLE}: take the line out"
    if homes := [name for name, group in _GROUPS.items() if key in rules(group)]:
        return f"it belongs under {' or '.join(homes)}"
    if key in {*_PATHS, _STORAGE, *_GROUPS}:
        return "it belongs at the beginning of a line, under nothing"
    close = difflib.get_close_matches(key, known, n=1)
    return f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"
