"""Which documents somebody may have, or be told, opinions on: those that they may see."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.library.shelving.shelves import Shelves
from bot.library.tables.opinion_counts import Opinions, RatedText
from bot.library.tables.readership import Readership
from index import Collection, Document, digest_of_text


@dataclass(frozen=True, slots=True)
class OpinionsTold:
    """What is told of the opinions on one document.

    Args:
        document: Its title.
        now: On answers from it as it is.
        before: On answers from it as it was.
    """

    document: str
    now: tuple[int, int]
    before: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Held:
    """A document where it is from.

    Args:
        own: Whether it is the server's own, else the operator's.
        name: Its id there.
        collection: What it is in.
    """

    own: bool
    name: str
    collection: Collection

    @property
    def document(self) -> Document:
        return self.collection.documents[self.name]

    @property
    def present(self) -> str:
        """The digest of its text as it is."""
        return digest_of_text(self.document.text)

    def told(self, counted: Sequence[Opinions]) -> OpinionsTold | None:
        """Return what was counted of it; None where nothing was."""
        mine = [one for one in counted if (one.text.own, one.text.document) == self._key]
        now = [one for one in mine if one.text.wording == self.present]
        before = [one for one in mine if one not in now]
        return OpinionsTold(self.document.title, _sum(now), _sum(before)) if mine else None

    @property
    def _key(self) -> tuple[bool, str]:
        return self.own, self.name


def rated_texts(
    shelves: Shelves, readership: Readership, public: Collection
) -> Mapping[str, RatedText]:
    """Return what a readership may see in its server, by the digests of present and earlier texts.

    Where two documents say the same, it is the operator's, or the first by its name.

    Raises:
        BriefingError: The server's library cannot be opened.
    """
    texts: dict[str, RatedText] = {}
    for held in _seen(shelves, readership, public):
        for wording in (held.present, *held.collection.revisions.wordings(held.name)):
            texts.setdefault(wording, RatedText(held.own, held.name, wording))
    return texts


def opinions_told(
    shelves: Shelves, readership: Readership, public: Collection
) -> list[OpinionsTold]:
    """Return what was counted of the documents that a readership may see in its server.

    Raises:
        BriefingError: The server's library cannot be opened.
    """
    counted = shelves.servers.opinions.of(readership.guild or 0)
    seen = _seen(shelves, readership, public) if counted else ()
    return [told for held in seen if (told := held.told(counted))]


def opinions_of_all(shelves: Shelves, guild: int, public: Collection) -> list[OpinionsTold]:
    """Return what was counted in a server of every document: for the operator.

    Raises:
        BriefingError: The server's library cannot be opened.
    """
    counted = shelves.servers.opinions.of(guild)
    there = _held(shelves, guild, public) if counted else ()
    return [told for held in there if (told := held.told(counted))]


def _sum(opinions: Sequence[Opinions]) -> tuple[int, int]:
    """Return how many found something helpful, and how many did not."""
    return sum(one.helpful for one in opinions), sum(one.unhelpful for one in opinions)


def _seen(shelves: Shelves, readership: Readership, public: Collection) -> Iterator[_Held]:
    """Yield the documents that a readership may see in its server.

    Yields:
        The operator's first.
    """
    guild = readership.guild or 0
    shared = shelves.servers.settings(guild).operator_documents
    admitted = {one.name for one in shelves.documents(guild) if one.scope.admits(readership)}
    for held in _held(shelves, guild, public):
        if held.name in admitted if held.own else shared:
            yield held


def _held(shelves: Shelves, guild: int, public: Collection) -> Iterator[_Held]:
    """Yield all documents that there are for a server.

    Yields:
        The operator's first.
    """
    yield from (_Held(own=False, name=name, collection=public) for name in public.documents)
    edition = shelves.edition(guild, public)
    own = edition.collection
    if own is not None:
        current = {one.name for one in shelves.documents(guild) if edition.is_of(one)}
        names = filter(current.__contains__, own.documents)
        yield from (_Held(own=True, name=name, collection=own) for name in names)
