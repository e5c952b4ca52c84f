"""What is said of a collection: what it consists of, and what was done to open it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from index.fault_reasons import FaultReason
from index.reading import Alike
from index.storage import Manifest, PassageTable, facts_of
from index.types import Document, Passage


@dataclass(frozen=True)
class BuildReport:
    """What `index` says about a collection; what the documents say is looked at when asked for."""

    documents: int
    passages: int
    sentences: int
    reused: int
    encoded: int
    faults: dict[str, FaultReason]
    seconds: float
    rebuilt: bool
    alike: tuple[Alike, ...] = ()  # documents that say nearly the same
    passages_of: Mapping[str, int] = field(default_factory=dict)  # how many, by a document's id
    read: Sequence[Document] = field(default=(), repr=False, compare=False)  # the documents
    renamed: Mapping[str, str] = field(default_factory=dict)  # see `renamed_in`

    @property
    def repairs(self) -> int:
        """How many repairs changed the text of a document."""
        return self._repairs[0] - self._repairs[1]

    @property
    def undecided(self) -> int:
        """How many left it as it was."""
        return self._repairs[1]

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """The languages of documents that are not in English, by their ids."""
        others = (one for one in self.read if not one.metadata.is_english)
        return {document.id: document.metadata.language for document in others}

    @cached_property
    def _repairs(self) -> tuple[int, int]:
        """How many repairs there are, and how many of them left the text as it was."""
        counts = list(map(_repairs_of, self.read))
        return sum(count for count, _ in counts), sum(undecided for _, undecided in counts)


def report_of(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    manifest: Manifest,
    seconds: float,
) -> BuildReport:
    """Return what is said about a collection that was opened within some seconds."""
    table = PassageTable.of(passages)
    sentences = int(table.firsts[-1])
    return BuildReport(
        documents=len(documents),
        passages=len(passages),
        sentences=sentences,
        reused=sentences + len(passages),
        encoded=0,
        faults=dict(manifest.faults),
        alike=tuple(Alike(*pair) for pair in manifest.alike),
        passages_of=table.counts(),
        read=documents,
        seconds=seconds,
        rebuilt=False,
    )


def renamed_in(now: Sequence[Document], before: Sequence[Document]) -> Mapping[str, str]:
    """Return the new ids of documents whose ids are other documents' by now, by the old ones.

    An address of such an id leads into the other document. A document is known by its bytes.

    Args:
        now: The documents.
        before: Those of the build before.
    """
    old = {document.id: document for document in before}
    new = {document.sha256: document.id for document in now if document.id not in old}
    # Of those that are the same nothing need be read.
    others = (one for one in now if old.get(one.id, one) is not one)
    taken = (old[one.id] for one in others if old[one.id].sha256 != one.sha256)
    return {one.id: new[one.sha256] for one in taken if one.sha256 in new}


def _repairs_of(document: Document) -> tuple[int, int]:
    """Return how many repairs a document has, and how many of them left its text as it was."""
    if known := facts_of(document):
        return known.repairs, known.undecided
    undecided = sum(repair.before == repair.after for repair in document.repairs)
    return len(document.repairs), undecided
