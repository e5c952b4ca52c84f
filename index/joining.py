"""Documents of several builds as one, as though there were no others.

Nothing that is asked of it, answered or counted tells of a document that is left out: what it is
made of are the chosen documents alone.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain, count
from time import perf_counter

from index.building import Built, report_of
from index.citations import Revision, Revisions
from index.models import Encoder
from index.quotations import Verifier
from index.search import Chosen, merged
from index.storage import Manifest
from index.types import Document


@dataclass(frozen=True, slots=True)
class Share:
    """Some documents of a build.

    Args:
        built: The build.
        names: The id that each chosen document has in the whole, by its id in the build.
        holder: Whose they are, "" where that is not to be said.
    """

    built: Built
    names: Mapping[str, str]
    holder: str = ""

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, in the order of the build."""
        return tuple(self._named(one) for one in self.built.documents if one.id in self.names)

    def _named(self, document: Document) -> Document:
        name = self.names[document.id]
        same = (document.id, document.holder) == (name, self.holder)
        return document if same else replace(document, id=name, holder=self.holder)

    @property
    def chosen(self) -> Chosen:
        """Their passages, as they stand in the build."""
        return Chosen.of(self.built.index, self.names, is_titled=self.built.is_titled)


class JoinedRevisions(Mapping[str, tuple[Revision, ...]]):
    """What is known of the documents of some shares, by the ids that they have in the whole."""

    def __init__(self, shares: Iterable[Share]) -> None:
        """Note whose each document is; nothing is looked up yet."""
        self._places = {
            name: (share.built.revisions.of_document, id_)
            for share in shares
            for id_, name in share.names.items()
        }

    def __getitem__(self, name: str) -> tuple[Revision, ...]:
        """Return the revisions of a document, oldest first.

        Raises:
            KeyError: None is known.
        """
        known, id_ = self._places[name]
        return known[id_]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the documents of which any is known."""
        return (name for name, (known, id_) in self._places.items() if id_ in known)

    def __len__(self) -> int:
        """Return how many these are."""
        return sum(1 for _ in self)


def shares_of(
    chosen: Sequence[tuple[Built, Container[str]]], holders: Sequence[str] = ()
) -> list[Share]:
    """Return the shares of some builds; an id that is taken already gets a number behind it.

    Args:
        chosen: Builds, each with the ids of the documents that are meant.
        holders: Whose the documents of each are, "" where that is not to be said; () for all.
    """
    used: set[str] = set()
    return [
        Share(built, _names_of([one.id for one in built.documents if one.id in ids], used), holder)
        for (built, ids), holder in zip(chosen, holders or [""] * len(chosen), strict=True)
    ]


def _names_of(own: Sequence[str], used: set[str]) -> dict[str, str]:
    """Return the name in the whole of each id of a build; all of them are used from now on."""
    free = {id_ for id_ in own if id_ not in used}
    used.update(free)
    return {id_: id_ if id_ in free else _named(id_, used) for id_ in own}


def _named(id_: str, used: set[str]) -> str:
    """Return a free name for a document, which is used from now on."""
    name = _free(id_, used)
    used.add(name)
    return name


def _free(name: str, used: Container[str]) -> str:
    """Return the name with the least number behind it that makes it a free one."""
    return next(free for free in (f"{name}-{number}" for number in count(2)) if free not in used)


def joined(shares: Sequence[Share], encoder: Encoder) -> Built:
    """Return the documents of some shares as one build, which is kept in memory alone.

    Args:
        shares: With one document at least; their builds are of this encoder.
        encoder: See `merged`.
    """
    started = perf_counter()
    documents = tuple(chain.from_iterable(share.documents for share in shares))
    chosen = [share.chosen for share in shares]
    passages = [one.passages(share.names) for share, one in zip(shares, chosen, strict=True)]
    index = merged(documents, passages, chosen, encoder, titled=len(documents) > 1)
    manifest = _manifest(shares, documents)
    return Built(
        documents,
        index,
        cache(partial(_verifier, documents, shares)),
        Revisions(JoinedRevisions(shares)),
        manifest,
        report_of(documents, index.passages, manifest, perf_counter() - started),
        shares[0].built.home,
    )


def _verifier(documents: Sequence[Document], shares: Sequence[Share]) -> Verifier:
    """Return what holds quotations against the documents; no question waits for it."""
    return Verifier.build(documents, previous=[share.built.verifier for share in shares])


def _manifest(shares: Sequence[Share], documents: Sequence[Document]) -> Manifest:
    """Return what the joined build is made of; files that could not be read are none of it."""
    first = shares[0].built.manifest
    return Manifest(
        first.encoder,
        first.dim,
        {document.id: document.sha256 for document in documents},
        {},
        reading=first.reading,
        alike=[pair for share in shares for pair in _alike(share)],
    )


def _alike(share: Share) -> list[tuple[str, str]]:
    """Return the pairs of chosen documents that say nearly the same."""
    names = share.names
    pairs = [tuple(pair) for pair in share.built.manifest.alike]
    return [(names[one], names[two]) for one, two in pairs if one in names and two in names]
