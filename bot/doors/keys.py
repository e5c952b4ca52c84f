"""Who may come in by a door for programs: keys, each with what its holder may see.

A key is 256 random bits and shown once; of it only its SHA-256 is kept. It cannot be guessed, so
that neither salt nor slow hashing would add anything.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.library import Readership
from index import CollectionError, SettingsError, alone_in, remove_unfinished, write_whole

KEYS_FILE = "keys.json"  # in the data folder
_TASK = "keys"  # whoever changes them holds the folder
_PREFIX = "brief_"  # so that a key which went astray is known for one
_BYTES = 32
_LONGEST_NAME = 80  # characters
_SCHEME = "bearer "
_OPERATORS = Readership(None)  # sees the operator's documents alone


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept.

    Args:
        name: Unique; what the log and the limits know its holder by.
        sha256: Of the key, hexadecimal.
        readership: What its holder may see.
        made: When, in UTC.
    """

    name: str
    sha256: str
    readership: Readership = _OPERATORS
    made: datetime = field(default_factory=lambda: datetime.now(UTC))


class KeyRing:
    """The keys in one small file, which is read anew at each use: a revoked key opens nothing."""

    def __init__(self, path: Path) -> None:
        """Keep them at `path`, which need not exist."""
        self._path = path

    def all(self) -> tuple[Key, ...]:
        """Return all keys, by their names.

        Raises:
            CollectionError: The file cannot be read.
        """
        try:
            text = self._path.read_text(encoding="utf-8")
            return tuple(_key(record) for record in json.loads(text)["keys"])
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            msg = f"{self._path} cannot be read ({error}): mend it, or remove it and make new keys"
            raise CollectionError(msg) from error

    def add(self, name: str, readership: Readership = _OPERATORS) -> str:
        """Make a key and return it: this is the only time that it can be read.

        Args:
            name: Of its holder.
            readership: What it may see.

        Raises:
            SettingsError: There is a key of that name, or it is no name.
            CollectionError: The keys cannot be read or written, or are being changed by another.
        """
        if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
            msg = f"a key needs a name of 1 to {_LONGEST_NAME} characters on one line"
            raise SettingsError(msg)
        secret = _PREFIX + secrets.token_urlsafe(_BYTES)
        with alone_in(self._path.parent, _TASK):
            known = self.all()
            if any(key.name == name for key in known):
                msg = f"there is a key named {name!r} already: revoke it first, or take another"
                raise SettingsError(msg)
            self._write([*known, Key(name, _digest(secret), readership)])
        return secret

    def revoke(self, name: str) -> bool:
        """Have a key open nothing any more; return whether there was one of this name.

        Raises:
            CollectionError: The keys cannot be read or written, or are being changed by another.
        """
        with alone_in(self._path.parent, _TASK):
            known = self.all()
            kept = [key for key in known if key.name != name]
            if len(kept) < len(known):
                self._write(kept)
        return len(kept) < len(known)

    def holder(self, authorization: str) -> Key | None:
        """Return the key that a request shows; None where it shows none, or it opens nothing.

        Args:
            authorization: The header of that name, as RFC 6750 has it: `Bearer …`.

        Raises:
            CollectionError: The keys cannot be read.
        """
        if not authorization.lower().startswith(_SCHEME):
            return None
        digest = _digest(authorization[len(_SCHEME) :].strip())
        matching = [key for key in self.all() if hmac.compare_digest(key.sha256, digest)]
        return matching[0] if matching else None

    def _write(self, keys: Sequence[Key]) -> None:
        remove_unfinished(self._path.parent, self._path.name)
        records = [_record(key) for key in sorted(keys, key=lambda key: key.name)]
        write_whole(self._path, json.dumps({"keys": records}, indent=1))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _record(key: Key) -> dict[str, object]:
    return {
        "name": key.name,
        "sha256": key.sha256,
        "server": key.readership.guild,
        "channels": sorted(key.readership.channels),
        "roles": sorted(key.readership.roles),
        "made": key.made.isoformat(),
    }


def _key(record: Mapping[str, object]) -> Key:
    """Return the key of a record.

    Raises:
        ValueError: It has the wrong form.
        KeyError: It lacks something.
    """
    server = record["server"]
    if not isinstance(server, int | None):
        msg = "a server is a number"
        raise ValueError(msg)  # noqa: TRY004  # of a file, as json's own
    readership = Readership(server, _ids(record["channels"]), _ids(record["roles"]))
    made = datetime.fromisoformat(str(record["made"]))
    return Key(str(record["name"]), str(record["sha256"]), readership, made)


def _ids(value: object) -> frozenset[int]:
    """Return the numbers of a list.

    Raises:
        ValueError: It is none.
    """
    if not isinstance(value, list) or not all(isinstance(one, int) for one in value):
        msg = "channels and roles are lists of numbers"
        raise ValueError(msg)
    return frozenset(value)
