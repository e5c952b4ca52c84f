"""The operator's file, read strictly; the only module that reads the environment.

Every fault is reported at once, each with its line and, for a mistyped key, the nearest valid one.
Secrets stand in the environment only and are never printed.
"""

import difflib
import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from index import AUTOMATIC, Rule, Settings, SettingsError, rules, setting
from index import check as check_settings

ROOT = Path(__file__).resolve().parent.parent
TOKEN_VARIABLE = "DISCORD_TOKEN"  # noqa: S105  # a variable's name
_KINDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
_PATHS = ("knowledge", "data")


@dataclass(frozen=True, slots=True)
class DiscordSettings:
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

    def __post_init__(self) -> None:
        """Check every value.

        Raises:
            SettingsError: A value is out of range.
        """
        check_settings(self)


@dataclass(frozen=True, slots=True)
class SandboxSettings:
    """The local sandbox that runs where there is no token."""

    port: int = setting(0, "port on 127.0.0.1; 0 takes a free one", minimum=0, maximum=65535)
    open_browser: bool = setting(True, "open the page in the browser")

    def __post_init__(self) -> None:
        """Check every value.

        Raises:
            SettingsError: A value is out of range.
        """
        check_settings(self)


_GROUPS = {"index": Settings, "discord": DiscordSettings, "sandbox": SandboxSettings}


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that an operator decides."""

    knowledge: Path = ROOT / "knowledge"
    data: Path = ROOT / "data"
    index: Settings = field(default_factory=Settings)
    discord: DiscordSettings = field(default_factory=DiscordSettings)
    sandbox: SandboxSettings = field(default_factory=SandboxSettings)


def token() -> str | None:
    """Return the bot's token from the environment, None where there is none."""
    return os.environ.get(TOKEN_VARIABLE, "").strip() or None


def default_path() -> Path | None:
    """Return the config.yaml of the working folder, else of the program's folder, if one exists."""
    return next((p for p in (Path("config.yaml"), ROOT / "config.yaml") if p.is_file()), None)


def read_config(path: Path | None = None) -> Config:
    """Return the configuration of `path`, of the default file, or the defaults.

    Raises:
        SettingsError: The file is missing or unreadable, or has faults; all of them are named.
    """
    file = path or default_path()
    if file is None:
        return Config()
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise SettingsError(f"{file} cannot be read: {reason}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it is not YAML"
        raise SettingsError(f"{file}{line}: {problem}") from error
    return _ConfigFile(file).parsed(root)


class _ConfigFile:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._faults: list[str] = []

    def parsed(self, root: yaml.Node | None) -> Config:
        """Return what the file says.

        Raises:
            SettingsError: The file has faults; all of them are named.
        """
        values: dict[str, Any] = {}
        for key, node in self._entries(root, (*_PATHS, *_GROUPS), "the file"):
            if key in _GROUPS:
                values[key] = self._group(node, _GROUPS[key], key)
            elif (text := self._scalar(node, str, key)) is not None:
                values[key] = (self._path.parent / Path(text).expanduser()).resolve()
        if self._faults:
            raise SettingsError("\n".join(self._faults))
        return Config(**values)

    def _group(self, node: yaml.Node, cls: type, name: str) -> Any:  # noqa: ANN401  # one of three
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

    def _value(self, node: yaml.Node, kind: type, rule: Rule, name: str) -> Any:  # noqa: ANN401
        """Return a setting's value; None, reported, where it has a fault."""
        value = self._scalar(node, kind, name)
        fault = None if value is None else rule.fault(value)
        if fault:
            self._fault(node, f"{name} {fault}")
            return None
        return value

    def _entries(
        self, node: yaml.Node | None, known: tuple[str, ...], where: str
    ) -> list[tuple[str, yaml.Node]]:
        """Return the known keys of a mapping with their nodes; report the others."""
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
            return []
        if not isinstance(node, yaml.MappingNode):
            self._fault(node, f"{where} must hold `key: value` lines")
            return []
        entries: dict[str, yaml.Node] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key not in known:
                self._fault(key_node, f"unknown key {key!r} in {where}; {_hint(key, known)}")
            elif key in entries:
                self._fault(key_node, f"{key!r} stands twice in {where}")
            else:
                entries[key] = value_node
        return list(entries.items())

    def _scalar(self, node: yaml.Node, kind: type, name: str) -> Any:  # noqa: ANN401  # str to bool
        value = yaml.SafeLoader("").construct_object(node, deep=True)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if type(value) is kind:
            return value
        self._fault(node, f"{name} must be {_KINDS[kind]}, not {value!r}")
        return None

    def _fault(self, node: yaml.Node, message: str) -> None:
        self._faults.append(f"{self._path}, line {node.start_mark.line + 1}: {message}")


def _hint(key: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(key, known, n=1)
    return f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"
