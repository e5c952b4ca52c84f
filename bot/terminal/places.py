"""Where the operator's files lie, as the command line says; imports nothing heavy."""

import os
from argparse import SUPPRESS, ArgumentParser, Namespace
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.config import Config

_ROOT = 0  # the administrator's number


@dataclass(frozen=True, slots=True)
class Places:
    """What was said before or behind the command about files and folders.

    Args:
        config: The configuration file; None: the default one.
        knowledge: A folder of documents; None: as configured.
        data: Where built collections live; None: as configured.
    """

    config: Path | None
    knowledge: Path | None
    data: Path | None

    @classmethod
    def of(cls, arguments: Namespace) -> "Places":
        """Return the places among parsed arguments."""
        values = vars(arguments)
        return cls(values.get("config"), values.get("knowledge"), values.get("data"))

    def configuration(self) -> "Config":
        """Return what the operator decided; a place that was said here wins.

        Raises:
            SettingsError: The configuration file is missing or unreadable, or has faults; or the
                data folder is somebody else's.
        """
        config = self.read()
        _check_owner(config.data)
        return config

    def read(self) -> "Config":
        """Return the same for who makes nothing in the data folder, whoever's that is.

        Raises:
            SettingsError: The configuration file is missing or unreadable, or has faults.
        """
        from bot.config import read_config

        config = read_config(self.config)
        knowledge = self.knowledge or config.knowledge
        return replace(config, knowledge=knowledge, data=self.data or config.data)


def _check_owner(data: Path) -> None:
    """Check that what is made in a data folder can be read by whoever runs the bot.

    Only an administrator could make it: of others the system refuses it.

    Raises:
        SettingsError: It could not be.
    """
    from index import SettingsError

    if not data.is_dir() or not hasattr(os, "geteuid"):  # as on Windows
        return
    owner = _owner(data)
    if os.geteuid() == _ROOT != owner:
        msg = (
            f"{data} belongs to the user with the number {owner}, who could not read what root "
            f"makes in it: run this as that user, as with `sudo -u '#{owner}'` or, beside a unit "
            "of systemd, with `systemd-run` and its User= or DynamicUser=; or have root own it all"
        )
        raise SettingsError(msg)


def _owner(data: Path) -> int:
    """Return the number of the user whose a data folder is."""
    return data.stat().st_uid


def add_places(parser: ArgumentParser) -> None:
    """Add the options that every command understands.

    They may stand before the command and behind it, so none has a default: the default behind the
    command would win over what was said before it.
    """
    group = parser.add_argument_group("places")
    group.add_argument(
        "--knowledge",
        type=Path,
        metavar="DIR",
        default=SUPPRESS,
        help="a folder of documents; default: as configured, else the program's own",
    )
    group.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        default=SUPPRESS,
        help="what is built, and what servers and members brought and chose; default: as "
        "configured",
    )
    group.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        default=SUPPRESS,
        help="the settings; default: config.yaml here, else beside the program",
    )
