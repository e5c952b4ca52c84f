"""How a collection is built, where it has to be."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index.citations import Revisions
from index.search import KeptVectors


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """How a collection is built.

    Args:
        before: Data folders of other collections, the best first: one that was never built begins
            with what the first whole build there knows, vectors and earlier revisions.
        kept: Vectors of documents that others have, too: looked up, and added to.
        is_part: Whether it is asked joined with others, or some of its documents alone. The title
            is told with each passage then, however few documents it has: so what is encoded of a
            document never says whether there are others beside it. Nothing stays of a document
            that is gone: neither vectors nor the digests of its paragraphs.
        noted: What whoever keeps the documents has noted of their earlier revisions; of a document
            that it knows, that counts before what lies beside the builds.
        check: Is given how many passages each document has, by its id, before anything is encoded;
            what it raises ends the build.
    """

    before: Iterable[Path] = ()
    kept: KeptVectors | None = None
    is_part: bool = False
    noted: Revisions = field(default_factory=Revisions)
    check: Callable[[Mapping[str, int]], object] = lambda _: None
