"""What is said of a collection: what it consists of, and what was done to open it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from index.fault_reasons import FaultReason
from index.reading import Alike
from index.storage import Manifest
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
    sentences = sum(len(passage.sentences) for passage in passages)
    repairs = list(chain.from_iterable(document.repairs for document in documents))
    undecided = sum(repair.before == repair.after for repair in repairs)
    return BuildReport(
        documents=len(documents),
        passages=len(passages),
        sentences=sentences,
        repairs=len(repairs) - undecided,
        undecided=undecided,
        reused=sentences + len(passages),
        encoded=0,
        faults=dict(manifest.faults),
        alike=tuple(Alike(*pair) for pair in manifest.alike),
        languages={d.id: d.metadata.language for d in documents if not d.metadata.is_english},
        passages_of=Counter(passage.document for passage in passages),
        seconds=seconds,
        rebuilt=False,
    )
