"""What is said of a collection: what it consists of, and what was done to open it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.fault_reasons import FaultReason
from index.reading import Alike
from index.storage import Manifest, PassageTable, facts_of
from index.types import Document, Passage


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What `index` says about a collection."""

    documents: int
    passages: int
    sentences: int
    repairs: int
    undecided: int
    reused: int
    encoded: int
    faults: dict[str, FaultReason]
    seconds: float
    rebuilt: bool
    alike: tuple[Alike, ...] = ()  # documents that say nearly the same
    languages: Mapping[str, str] = field(default_factory=dict)  # of those not in English, by id
    passages_of: Mapping[str, int] = field(default_factory=dict)  # how many, by a document's id


def report_of(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    manifest: Manifest,
    seconds: float,
) -> BuildReport:
    """Return what is said about a collection that was opened within some seconds."""
    table = PassageTable.of(passages)
    sentences = int(table.firsts[-1])
    repairs, undecided = (sum(counts) for counts in zip(*map(_repairs_of, documents), strict=True))
    return BuildReport(
        documents=len(documents),
        passages=len(passages),
        sentences=sentences,
        repairs=repairs - undecided,
        undecided=undecided,
        reused=sentences + len(passages),
        encoded=0,
        faults=dict(manifest.faults),
        alike=tuple(Alike(*pair) for pair in manifest.alike),
        languages={d.id: d.metadata.language for d in documents if not d.metadata.is_english},
        passages_of=table.counts(),
        seconds=seconds,
        rebuilt=False,
    )


def _repairs_of(document: Document) -> tuple[int, int]:
    """Return how many repairs a document has, and how many of them left its text as it was."""
    if known := facts_of(document):
        return known.repairs, known.undecided
    undecided = sum(repair.before == repair.after for repair in document.repairs)
    return len(document.repairs), undecided
