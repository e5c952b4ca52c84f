"""Builds opened: what lies on disk, checked, and what it takes to ask it."""

import logging
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain
from pathlib import Path
from time import perf_counter

from index.building.recording import REVISIONS, note_recorded, revisions_of_build
from index.building.reports import BuildReport, report_of
from index.calibration import THRESHOLD_FILE
from index.citations import Revisions
from index.errors import BriefingError, OutOfReachError
from index.quotations import Verifier
from index.search import (
    FaissStore,
    Lexical,
    PassageContexts,
    PassageTexts,
    RelatedOnDemand,
    RelatedTerms,
    SearchIndex,
    SegmentedVectors,
    VectorKind,
    lexical_of,
    texts_of,
)
from index.storage import (
    ROUNDED,
    SEGMENTED,
    TOLD_IN_PART,
    CheckedFiles,
    Manifest,
    current_build,
    damaged_files,
    may_pass,
    out_of_reach,
    passage_table,
    read_documents,
    read_manifest,
    read_passages,
    read_stored,
    stated_manifest,
)
from index.types import Document, Passage

RELATIONS = "related"
DOCUMENTS = "documents"
LEXICAL = "lexical"
PASSAGES = "passages"
VECTORS = "vectors"
VERIFIER = "verifier"
_NEEDED = {DOCUMENTS, PASSAGES, VECTORS}  # of a damaged build, to go on from it
_NOTHING_NOTED = Revisions()
_log = logging.getLogger(__name__)
OUTLIVING = (REVISIONS, THRESHOLD_FILE)  # what of a home cannot be made again


@dataclass(frozen=True, slots=True)
class Built:
    """A build, opened.

    Args:
        documents: In order.
        index: What is searched.
        verifying: Gives what holds quotations against the documents; it may be made only then.
        revisions: What is known of the documents' earlier states.
        manifest: What it was made of.
        report: What is said of it.
        home: Where it lies.
        folder: Its own there, None of one that is kept in memory alone.
    """

    documents: Sequence[Document]
    index: SearchIndex
    verifying: Callable[[], Verifier]
    revisions: Revisions
    manifest: Manifest
    report: BuildReport
    home: Path
    folder: Path | None = None

    @property
    def verifier(self) -> Verifier:
        """What holds quotations against the documents."""
        return self.verifying()

    @property
    def is_titled(self) -> bool:
        """Whether the titles of documents are told with each passage."""
        return is_titled(self.documents, self.manifest)


def is_titled(documents: Sequence[Document], manifest: Manifest) -> bool:
    """Return whether titles are told with each passage: of several documents, or of a part."""
    return manifest.is_part or len(documents) > 1


@dataclass(frozen=True, slots=True)
class JustBuilt:
    """What whoever has written a build knows of it, so that it need not be found out.

    Args:
        report: What is said of it.
        files: The sha256 of each of its files, by their names.
        revisions: What is known of its documents' states, which has been written.
    """

    report: BuildReport
    files: Mapping[str, str]
    revisions: Revisions


def opened(
    home: Path,
    identity: str,
    just_built: JustBuilt | None = None,
    *,
    writing: bool = True,
    noted: Revisions = _NOTHING_NOTED,
) -> Built | None:
    """Return the build in use; None where there is none, or it is damaged or of another encoder.

    Args:
        home: Where it lies.
        identity: Of the encoder.
        just_built: What is known of it, where it was written just now.
        writing: Whether what is new of its documents' revisions is written down.
        noted: See `BuildPlan`.

    Raises:
        OutOfReachError: It cannot be read just now.
        CollectionError: The record of revisions cannot be opened or written.
    """
    started = perf_counter()
    try:
        folder = current_build(home)
        if folder is None:
            return None
        checked = CheckedFiles.of(home)
        if just_built:
            checked.note(folder, just_built.files)
        manifest = read_manifest(folder, checked)
        if manifest.encoder != identity:
            return None
        documents = _documents(folder, manifest)
        index = _index(folder, manifest, documents)
        verifier = Verifier.load(folder / VERIFIER, documents, of_one_build=True)
    except BriefingError as error:
        _check_reach(home, error)
        _log.warning("%s", error)
        return None
    if just_built:
        report, revisions = just_built.report, just_built.revisions
        if writing and not noted.of_document:
            note_recorded(folder)
    else:
        revisions = revisions_of_build(
            folder, documents, manifest, checked, writing=writing, noted=noted
        )
        report = report_of(documents, index.passages, manifest, perf_counter() - started)
    if writing:
        checked.keep()
    report = replace(report, read=documents)  # else what was read for a build stays in memory
    return Built(documents, index, lambda: verifier, revisions, manifest, report, home, folder)


def _check_reach(home: Path, error: BriefingError) -> None:
    """Tell a build that cannot be read just now from one that is damaged.

    Raises:
        OutOfReachError: It cannot be read just now.
    """
    cause = error.__cause__
    if isinstance(cause, OSError) and may_pass(cause):
        raise OutOfReachError(out_of_reach(home, cause)) from error


def salvaged(home: Path, identity: str) -> Built | None:
    """Return what is whole of a damaged build that is in use, for the next one to go on from.

    Its documents, passages and vectors are all there; the rest is made of them, and asked of it
    only where the next build asks. None where one of these is damaged, too.

    Args:
        home: Where it lies.
        identity: Of the encoder.

    Raises:
        OutOfReachError: It cannot be read just now.
    """
    try:
        folder = current_build(home)
        manifest = stated_manifest(folder) if folder else None
        if folder is None or manifest is None or manifest.encoder != identity:
            return None
        checked = CheckedFiles.of(home)
        damaged = {name.split("/")[0] for name in damaged_files(folder, manifest, checked)}
        if manifest.schema < SEGMENTED or damaged & _NEEDED:
            return None
        documents = _documents(folder, manifest)
        index = _index(folder, manifest, documents, damaged)
        revisions = revisions_of_build(folder, documents, manifest, checked, writing=False)
    except BriefingError as error:
        _check_reach(home, error)
        return None
    report = report_of(documents, index.passages, manifest, 0.0)
    verifying = (
        partial(Verifier.build, documents)
        if VERIFIER in damaged
        else partial(Verifier.load, folder / VERIFIER, documents, of_one_build=True)
    )
    return Built(documents, index, cache(verifying), revisions, manifest, report, home, folder)


def _documents(folder: Path, manifest: Manifest) -> Sequence[Document]:
    """Return the documents of a build.

    Raises:
        CollectionError: They are missing or damaged.
    """
    if manifest.schema >= SEGMENTED:
        return read_stored(folder / DOCUMENTS, manifest.files)
    return read_documents(folder / "documents.jsonl")


def _index(
    folder: Path,
    manifest: Manifest,
    documents: Sequence[Document],
    damaged: Container[str] = frozenset(),
) -> SearchIndex:
    """Return what is searched of a build.

    Args:
        folder: Of the build.
        manifest: Its own.
        documents: Its own.
        damaged: Parts of it that are made anew instead of being read.

    Raises:
        BriefingError: A part of it is missing or damaged.
    """
    if manifest.schema < SEGMENTED:
        return _earlier_index(folder, manifest, documents)
    passages = passage_table(folder / PASSAGES)
    words = SegmentedVectors.open(vectors_at(folder, VectorKind.WORDS), manifest.dim)
    # What an earlier version worked out of other numbers is not what this one does of its own.
    is_known = manifest.schema >= ROUNDED and not manifest.is_part and RELATIONS not in damaged
    contexts = _contexts(documents, passages, manifest)
    return SearchIndex(
        passages=passages,
        texts=PassageTexts(documents, passages),
        contexts=contexts,
        passage_store=SegmentedVectors.open(vectors_at(folder, VectorKind.PASSAGES), manifest.dim),
        sentence_store=SegmentedVectors.open(
            vectors_at(folder, VectorKind.SENTENCES), manifest.dim
        ),
        word_store=words,
        lexical=(
            lexical_of(documents, passages, contexts)
            if LEXICAL in damaged
            else Lexical.load(folder / LEXICAL)
        ),
        related_terms=RelatedTerms.load(folder / RELATIONS) if is_known else RelatedOnDemand(words),
    )


def _contexts(
    documents: Sequence[Document], passages: Sequence[Passage], manifest: Manifest
) -> PassageContexts:
    """Return what the passages of a build stand under, as it was when they were encoded."""
    return PassageContexts(
        documents,
        passages,
        titled=is_titled(documents, manifest),
        whole_titles=manifest.schema < TOLD_IN_PART,
    )


def _earlier_index(folder: Path, manifest: Manifest, documents: Sequence[Document]) -> SearchIndex:
    """Return what is searched of an earlier version's build: its vectors, the words read again.

    Raises:
        BriefingError: A part of it is missing or damaged.
    """
    passages = read_passages(folder / "passages.jsonl")
    contexts = tuple(_contexts(documents, passages, manifest))
    words = FaissStore.open(folder / "words.faiss", manifest.dim)
    return SearchIndex(
        passages=passages,
        texts=texts_of(documents, passages),
        contexts=contexts,
        passage_store=FaissStore.open(folder / "passages.faiss", manifest.dim),
        sentence_store=FaissStore.open(folder / "sentences.faiss", manifest.dim),
        word_store=words,
        lexical=lexical_of(documents, passages, contexts),
        related_terms=RelatedOnDemand(words),
    )


def vectors_at(folder: Path, kind: VectorKind) -> Path:
    """Return where a build has its vectors of a kind."""
    return folder / VECTORS / kind


def taken_over(before: Iterable[Path], identity: str) -> Built | None:
    """Return the first whole build of this encoder in some data folders, None where there is none.

    Whoever has such a folder may remove it meanwhile.
    """
    for home in chain.from_iterable(data.glob("*/") for data in before):
        with suppress(OSError, OutOfReachError):
            if built := opened(home, identity, writing=False):
                return built
    return None
