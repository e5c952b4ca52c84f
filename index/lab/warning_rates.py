"""How often a quotation's warnings are right: `verification_rates --warnings`.

Sentences of the documents in `knowledge/` and of the graded essays are quoted unfairly, where a
warning is due, and fairly, where none is, and handed in as members do: what stands between
quotation marks is checked, beside who is said to have said it. What is not found counts as wrong.
The rules were made on one half of the texts.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from index.grading import Estimate, share
from index.lab.graded_essays import ESSAYS, EssayRecord, document_of, essay_files, records_of
from index.lab.misquotations import Fair, Misquotation, QuotableSentence, fairly_quoted, misquoted
from index.language import sentences_of
from index.quotations import Verdict, Verification, Verifier, check_quotations
from index.reading.source_folder import read_folder
from index.types import Document, Metadata, Name

_SPEECH = re.compile(r"“([^“”]{20,})”")
_SPOKEN_BY = re.compile(
    r"^([A-Z][\w’]+(?: [A-Z][\w’]+){0,2}) (?:said|wrote|told [^“]{1,40}|added|warned)[^“”]{0,30}“"
    r"|”,? (?:said|wrote|added|warned) ([A-Z][\w’]+(?: [A-Z][\w’]+){0,2})"
)


@dataclass(frozen=True, slots=True)
class WarningRate:
    """One way of quoting and how often its warnings were right.

    Args:
        kind: How the sentences were quoted.
        unfair: A warning of that kind is due; else none is.
        right: The share of all that were made where it came, or where all was found and none came.
        not_found: How many of them the check did not find.
    """

    kind: str
    unfair: bool
    right: Estimate
    not_found: int


@dataclass(frozen=True, slots=True)
class Miss:
    """A quotation with a wrong warning or without its own.

    Args:
        kind: How it was made.
        quotation: As it was handed in.
        verifications: What was found of it.
    """

    kind: str
    quotation: str
    verifications: Sequence[Verification]


def essays(folder: Path) -> Iterator[Document]:
    """Yield the graded essays of a folder as documents."""
    for path in essay_files(folder):
        for number, essay in enumerate(records_of([path])):
            yield document_of(essay, f"{path.stem}-{number}", _metadata(essay))


def _metadata(essay: EssayRecord) -> Metadata:
    author = str(essay.get("author") or "")
    return Metadata(
        str(essay["title"]),
        author=(Name(literal=author),) if author else (),
        container_title=str(essay.get("publication") or "") or None,
    )


def warning_documents(knowledge: Path, folder: Path = ESSAYS) -> list[Document]:
    """Return the documents that quotations are made of.

    Args:
        knowledge: A folder of documents.
        folder: Of graded essays.

    Raises:
        SourceError: A document cannot be read.
    """
    return [*read_folder(knowledge).documents, *essays(folder)]


def warning_rates(
    documents: Sequence[Document], most: int, seed: int = 0
) -> tuple[tuple[WarningRate, ...], tuple[Miss, ...]]:
    """Return how often warnings are right, and where they were not.

    Args:
        documents: The collection.
        most: Quotations of each kind, at least 1; fewer where fewer sentences allow for it.
        seed: Of all that is random.
    """
    verifier = Verifier.build(documents)
    rng = random.Random(seed)  # noqa: S311  # reproducible, not secret
    sentences = list(_sentences(documents))
    rng.shuffle(sentences)
    rates: list[WarningRate] = []
    misses: list[Miss] = []
    for kind in (*Misquotation, *Fair):
        quotations = list(islice(_quotations(kind, sentences, rng), most))
        checked = [check_quotations(verifier, quotation).verifications for quotation in quotations]
        right = [_is_right(verifications, kind) for verifications in checked]
        misses += [
            Miss(kind.value, quotation, verifications)
            for quotation, verifications, is_right in zip(quotations, checked, right, strict=True)
            if not is_right
        ]
        estimate = share(np.array(right, dtype=bool))
        lost = sum(not _is_found(verifications) for verifications in checked)
        rates.append(WarningRate(kind.value, isinstance(kind, Misquotation), estimate, lost))
    return tuple(rates), tuple(misses)


def _quotations(
    kind: Misquotation | Fair, sentences: Iterable[QuotableSentence], rng: random.Random
) -> Iterator[str]:
    """Yield quotations of one kind."""
    for sentence in sentences:
        if isinstance(kind, Misquotation):
            quotation = misquoted(kind, sentence, rng)
        else:
            quotation = fairly_quoted(kind, sentence, rng)
        if quotation is not None:
            yield quotation


def _is_found(verifications: Sequence[Verification]) -> bool:
    """Return whether all quotations of a text were found: warnings are about no others."""
    return all(one.verdict is not Verdict.NOT_FOUND for one in verifications)


def _is_right(verifications: Sequence[Verification], kind: Misquotation | Fair) -> bool:
    """Return whether the due warning came, or all was found and none came where none is due."""
    kinds = {warning.kind.value for one in verifications for warning in one.warnings}
    if isinstance(kind, Fair):
        return _is_found(verifications) and not kinds
    return re.split(r"[ :]", kind.value)[0] in kinds


def _sentences(documents: Sequence[Document]) -> Iterator[QuotableSentence]:
    """Yield the sentences that quotations are made of, with who speaks."""
    for document in documents:
        names = [name.display for name in document.metadata.author]
        for paragraph in document.paragraphs:
            for span in sentences_of(document.text, paragraph.span):
                yield _sentence(document.text[span.start : span.end], names)


def _sentence(text: str, names: Sequence[str]) -> QuotableSentence:
    speech, spoken = _SPEECH.search(text), _SPOKEN_BY.search(text)
    return QuotableSentence(
        text,
        names[0] if names else None,
        speech[1] if speech else "",
        (spoken[1] or spoken[2]) if spoken else "",
    )
