"""Libraries of servers: with all documents, and without those that somebody may not see."""

from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from bot.config import Config, LibrarySettings
from bot.library import Scope, ServerSettings, Shelves
from bot.library.submissions.brought import Brought
from index import Collection, Embeddings, Settings
from index.lab.hashed_encoder import HashedEncoder
from tests.support.stand_in.canaries.documents import BY_KEY, CANARIES, PUBLIC, Canary
from tests.support.stand_in.canaries.scene import SERVERS, Scene

ALL = frozenset(BY_KEY)
CHOICES = (
    *((server, "opinions", "yes") for server in SERVERS),
    ("third", "operator_documents", "no"),
)


class KeptDirections(HashedEncoder):
    """The same vectors, each word's made once."""

    @staticmethod
    @cache
    def _direction(word: str) -> Embeddings:
        return HashedEncoder()._direction(word)


def operators(folder: Path) -> Collection:
    """Return a small collection of the operator's, which every server has but one."""
    (folder / "knowledge").mkdir()
    (folder / "knowledge" / "harbour.txt").write_bytes(PUBLIC)
    settings = Settings(reader="none", answer_threshold=0.63)
    return Collection.open(
        folder / "knowledge", folder / "data", settings, encoder=KeptDirections()
    )


class Worlds:
    """Libraries by the documents that they were built of, each built once."""

    def __init__(self, folder: Path, public: Collection, scene: Scene) -> None:
        """Build in a folder, beside the operator's collection, with the ids of a scene."""
        self._folder = folder
        self._public = public
        self._scene = scene
        self._built: dict[tuple[frozenset[str], bool], Shelves] = {}

    def of(self, keys: frozenset[str], *, limited: bool = True) -> Shelves:
        """Return the libraries that have these documents and no others.

        Args:
            keys: Of the documents.
            limited: Whether each is for those alone that it is limited to; else for everybody.
        """
        if (keys, limited) not in self._built:
            config = replace(
                Config(),
                data=self._folder / f"world-{len(self._built)}",
                library=LibrarySettings(workers=0),
            )
            self._built[keys, limited] = self._filled(Shelves(config), keys, limited=limited)
        return self._built[keys, limited]

    def _filled(self, shelves: Shelves, keys: frozenset[str], *, limited: bool) -> Shelves:
        for server in SERVERS:
            documents = [one for one in CANARIES if one.server == server and one.key in keys]
            if documents:
                self._add(shelves, self._scene.servers[server], documents, limited=limited)
        choose(shelves, self._scene)
        return shelves

    def _add(self, shelves: Shelves, guild: int, documents: list[Canary], *, limited: bool) -> None:
        shelves.take_all(guild, [_brought(one) for one in documents], self._public)
        if limited:
            for one in documents:
                # Not at once: what is added for a few has digits in its name, which asks for more.
                shelves.limit(guild, Path(one.file).stem, self.scope(one))

    def scope(self, document: Canary) -> Scope:
        """Return whom a document is for, by their ids."""
        channels = [self._scene.channels[document.channel]] if document.channel else []
        roles = [self._scene.roles[role] for role in document.roles]
        return Scope(frozenset(channels), frozenset(roles))


def _brought(document: Canary) -> Brought:
    return Brought(document.file, document.raw, scope=Scope())


def choose(shelves: Shelves, scene: Scene) -> None:
    """Have servers ask their members for opinions, and one of them want no operator's documents."""
    for server, name, text in CHOICES:
        change = partial(ServerSettings.changed, name=name, text=text)
        shelves.servers.change(scene.servers[server], change)
