"""A world kept in a folder, within bounds, and what is there of it at the next start.

Kept are who and what there is, the newest messages, and what is attached to them. What only one
member sees is gone with the page that showed it, as it is where the service is the real one; so is
what the bot was still thinking about.
"""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from itertools import chain
from pathlib import Path
from typing import Any

from bot.sandbox.keeping.journal import Journal
from bot.sandbox.keeping.records import record_of, value_of
from bot.sandbox.world import (
    ApiError,
    Application,
    Channel,
    Guild,
    Json,
    Member,
    Message,
    MessageFlag,
    StoredFile,
    User,
    World,
)

_VERSION = 1  # of the journal
_MESSAGES = 2_000  # that are kept, the newest
_FILE_BYTES = 200_000_000  # of what is attached to them, the newest
_LENGTH = 50_000_000  # characters of the journal, before it is written anew
_HERE = "http://sandbox.invalid"  # stands for the address, which is another one at each start
_UNREADABLE = (KeyError, TypeError, ValueError)

_log = logging.getLogger(__name__)


class Keeper:
    """Keeps one world."""

    def __init__(self, folder: Path, seed: Callable[[], World]) -> None:
        """Open the world that is kept in a folder, or a new one; its messages come with `begin`.

        Args:
            folder: For this alone; made when something is to be kept.
            seed: Makes a new world.
        """
        self._journal = Journal(folder)
        self._population = ""
        self._files: dict[int, Json] = {}
        self._messages: dict[int, Json] = {}
        self._on_disk: set[int] = set()  # ids of files
        self._room = _FILE_BYTES  # for more of them
        kept = self._read()
        self.world = (_restored(kept) if kept else None) or self._anew(kept, seed)

    def begin(self) -> None:
        """Have the messages there again, and keep what happens from now on.

        The double listens by now: what lies on it has its address.
        """
        world = self.world
        newest = list(self._messages.values())[-_MESSAGES:]
        files = self._stored(newest)
        for record in newest:
            self._put(record, files)
        world.ids.follow(max(self._messages, default=0))
        self._files.clear()
        self._messages.clear()
        self._population = self._population_line()
        self._write_anew()
        world.messages.listen(self._note)
        world.events.listen(lambda _: self._note_population())

    def close(self) -> None:
        """Return once all is written."""
        self._journal.close()

    def _read(self) -> Json | None:
        """Return who and what there is, as last noted; None where nothing is; note the rest."""
        kept: Json | None = None
        for entry in self._journal.entries():
            match entry:
                case {"world": dict(record)}:
                    kept = record
                case {"file": {"id": int(number)} as record}:
                    self._files[number] = record
                case {"message": {"id": int(number)} as record}:
                    self._messages[number] = record
                case {"gone": int(number)}:
                    self._messages.pop(number, None)
        return kept

    def _anew(self, kept: Json | None, seed: Callable[[], World]) -> World:
        """Return a new world; what cannot be read is put aside."""
        if kept is not None:
            _log.warning("the sandbox of an earlier start cannot be read: it begins anew")
            self._journal.set_aside()
        self._files.clear()
        self._messages.clear()
        return seed()

    def _stored(self, messages: Iterable[Json]) -> dict[int, StoredFile]:
        """Return what is attached to messages, of the newest as much as there is room for."""
        numbers = chain.from_iterable(record.get("files") or () for record in messages)
        stored: dict[int, StoredFile] = {}
        room = _FILE_BYTES
        for number in sorted(numbers, reverse=True):
            data = self._journal.file(number) if number in self._files else None
            room -= len(data or b"")
            if data is not None and room >= 0:
                stored[number] = StoredFile(**self._files[number], data=data)
        return stored

    def _put(self, record: Json, files: Mapping[int, StoredFile]) -> None:
        """Have a message there again with those of its files that are, where it can be read."""
        text = json.dumps(record).replace(_HERE, self.world.base_url)
        try:
            message = value_of(Message, json.loads(text), files)
            self.world.user(message.author_id)
            self.world.channel(message.channel_id)
        except (*_UNREADABLE, ApiError) as error:
            _log.warning("a message of an earlier start cannot be read: %s", error)
            return
        if not message.flags & MessageFlag.LOADING:
            self.world.messages.put(message)

    def _write_anew(self) -> None:
        """Write all that is to be kept, and nothing else."""
        seen = [one for one in self.world.messages.all() if one.visible_to is None]
        newest = seen[-_MESSAGES:]
        files, self._room = _with_room(file for message in newest for file in message.files)
        self._on_disk = set(files)
        lines = [self._population, *map(_file_line, files.values())]
        self._journal.write_anew([*lines, *map(self._message_line, newest)], files)

    def _note(self, number: int) -> None:
        """Note that a message was put, or is gone."""
        message = self.world.messages.find(number)
        if message is None:
            self._journal.append(json.dumps({"gone": number}))
            return
        if message.visible_to is not None:
            return
        for file in message.files:
            if file.id not in self._on_disk:
                self._on_disk.add(file.id)
                self._room -= len(file.data)
                self._journal.keep(file.id, file.data)
                self._journal.append(_file_line(file))
        self._journal.append(self._message_line(message))
        if self._journal.length > _LENGTH or self._room < 0:
            self._write_anew()

    def _note_population(self) -> None:
        """Note who and what there is, where that has changed."""
        line = self._population_line()
        if line != self._population:
            self._population = line
            self._journal.append(line)

    def _population_line(self) -> str:
        population = self.world.population
        kept = {
            name: [record_of(one) for one in getattr(population, name).values()] for name in _KINDS
        }
        application = record_of(self.world.application)
        return json.dumps({"world": {"version": _VERSION, "application": application, **kept}})

    def _message_line(self, message: Message) -> str:
        line = json.dumps({"message": record_of(message)})
        return line.replace(self.world.base_url, _HERE)


_KINDS = {"users": User, "guilds": Guild, "members": Member, "channels": Channel}


def _restored(kept: Json) -> World | None:
    """Return the world of a record, without its messages; None where it cannot be read."""
    world = World()
    try:
        if kept["version"] != _VERSION:
            return None
        values: dict[str, list[Any]] = {
            name: [value_of(kind, one, {}) for one in kept[name]] for name, kind in _KINDS.items()
        }
        world.application = value_of(Application, kept["application"], {})
    except _UNREADABLE:
        return None
    population = world.population
    population.users = {one.id: one for one in values["users"]}
    population.guilds = {one.id: one for one in values["guilds"]}
    population.channels = {one.id: one for one in values["channels"]}
    population.members = {(one.guild_id, one.user_id): one for one in values["members"]}
    return world


def _with_room(files: Iterable[StoredFile]) -> tuple[dict[int, StoredFile], int]:
    """Return the newest files for which there is room, by their ids, and what room is left."""
    kept: dict[int, StoredFile] = {}
    room = _FILE_BYTES
    for file in sorted(files, key=lambda file: file.id, reverse=True):
        if len(file.data) > room:
            break
        kept[file.id] = file
        room -= len(file.data)
    return kept, room


def _file_line(file: StoredFile) -> str:
    known = {one.name: getattr(file, one.name) for one in fields(file) if one.name != "data"}
    return json.dumps({"file": known})
