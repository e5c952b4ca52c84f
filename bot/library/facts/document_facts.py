"""What there is to know of one document of a server's."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.languages import Sentence, number, say, say_count
from bot.library.files.editions import Edition
from bot.library.shelving.shelves import Shelves
from bot.library.tables.catalogue import Scope, ShelvedDocument
from bot.library.tables.readership import Readership
from index import (
    Collection,
    Document,
    LocatorKind,
    Metadata,
    OmissionKind,
    RepairKind,
    answered_questions,
)

_KINDS: Mapping[str, Sentence] = {
    RepairKind.LOST_CHARACTER: Sentence("lost character"),
    RepairKind.LINE_JOIN: Sentence("line join"),
    RepairKind.HYPHEN: Sentence("hyphenation"),
    RepairKind.SPACING: Sentence("spacing"),
    RepairKind.LINK_BLOCK: Sentence("link block"),
    RepairKind.PAGE_BREAK: Sentence("page break"),
    RepairKind.RULE: Sentence("underline"),
    RepairKind.UNDECIDED: Sentence("undecided"),
    OmissionKind.NAVIGATION: Sentence("navigation"),
    OmissionKind.CONTENTS: Sentence("contents list"),
    OmissionKind.NOTE_MARK: Sentence("mark of a footnote"),
    OmissionKind.HIDDEN: Sentence("hidden"),
    OmissionKind.RUNNING_HEAD: Sentence("page furniture"),
    OmissionKind.ADDRESSES: Sentence("addresses set apart"),
    OmissionKind.SIGNATURE: Sentence("signature"),
    OmissionKind.ATTACHMENT: Sentence("attachment"),
    OmissionKind.BYLINE: Sentence("author line"),
    OmissionKind.LONE_HEADING: Sentence("heading over nothing"),
    OmissionKind.PICTURE: Sentence("picture"),
}
_SEASONS = (Sentence("spring"), Sentence("summer"), Sentence("autumn"), Sentence("winter"))
BEING_PREPARED = Sentence("it is being prepared: look again in a minute")
_QUESTIONS = 3  # that are named of a document


@dataclass(frozen=True, slots=True)
class Particulars:
    """What there is to know of a document.

    Args:
        shelved: As the library has it.
        document: As it is read; None where it cannot be.
        passages: How many it is searched by.
        fault: Why it cannot be read, None where it can.
    """

    shelved: ShelvedDocument
    document: Document | None = None
    passages: int = 0
    fault: Sentence | None = None

    @property
    def pages(self) -> int:
        """How many pages it has, 0 where it has none."""
        locators = self.document.locators if self.document else ()
        pages = {(one.value, one.fragment) for one in locators if one.kind is LocatorKind.PAGE}
        return len(pages)


def particulars(shelves: Shelves, guild: int, public: Collection) -> dict[str, Particulars]:
    """Return what there is to know of each document of a server's, by its name.

    Raises:
        BriefingError: The library cannot be opened.
    """
    shelved = shelves.documents(guild)
    edition = shelves.edition(guild, public) if shelved else Edition()
    return {one.name: _particulars(one, edition) for one in shelved}


def _particulars(shelved: ShelvedDocument, edition: Edition) -> Particulars:
    """Return what there is to know of a document, as far as it is opened as it is now."""
    own, name = edition.collection, shelved.name
    if not edition.is_of(shelved):
        return Particulars(shelved, fault=BEING_PREPARED)
    fault = edition.faults.get(name)
    if own is None:
        return Particulars(shelved, fault=fault)
    passages = own.report.passages_of.get(name, 0)
    return Particulars(shelved, own.documents.get(name), passages, fault)


def questions_to_try(
    shelves: Shelves, guild: int, known: Particulars, public: Collection
) -> tuple[str, ...]:
    """Return questions that a document answers to those who may see it: each was asked.

    Args:
        shelves: Where it is.
        guild: The server.
        known: The document.
        public: The operator's documents, which are asked, too.
    """
    if known.document is None:
        return ()
    asked = shelves.collection(_reader_of(guild, known.shelved.scope), public)
    return answered_questions(asked.ask, known.document, _QUESTIONS)


def _reader_of(guild: int, scope: Scope) -> Readership:
    """Return somebody who may see what has a scope, and as little else as can be."""
    channels, roles = sorted(scope.channels)[:1], sorted(scope.roles)[:1]
    return Readership(guild, frozenset(channels), frozenset(roles))


def found_in(known: Particulars) -> str:
    """Return what was found in a document, in one line; "" where it cannot be read."""
    document = known.document
    if document is None:
        return ""
    pages, passages = known.pages, known.passages
    paragraphs, repairs = len(document.paragraphs), len(document.repairs)
    left_out = len(document.left_out)
    found = (
        pages and say_count("{count} page", "{count} pages", pages),
        paragraphs and say_count("{count} paragraph", "{count} paragraphs", paragraphs),
        passages and say_count("{count} passage", "{count} passages", passages),
        repairs and say_count("{count} repair", "{count} repairs", repairs),
        left_out and say_count("{count} part left out", "{count} parts left out", left_out),
    )
    return " · ".join(words for words in found if words)


def facts_of(known: Particulars) -> list[tuple[str, str]]:
    """Return what there is to tell of a document but its file and who may see it.

    Returns:
        Labels with values.
    """
    facts: list[tuple[str, str]] = []
    if known.fault:
        facts.append((say("Cannot be read"), str(known.fault)))
    if known.document is None:
        return facts
    metadata = known.document.metadata
    told = [
        (say("Title"), metadata.title),
        (say("Author"), ", ".join(name.display for name in metadata.author)),
        (say("Date"), _issued_words(metadata)),
        (say("Published in"), metadata.container_title or ""),
        (say("Address"), metadata.url or ""),
        (say("Found in it"), found_in(known)),
        (say("Repairs"), _by_kind(repair.kind for repair in known.document.repairs)),
        (say("Left out"), _by_kind(part.kind for part in known.document.left_out)),
    ]
    return [(label, value) for label, value in told if value] + facts


def _issued_words(metadata: Metadata) -> str:
    """Return when a document was issued, as far as that is known: 2018-09-11, or spring 2018."""
    date = "-".join(f"{part:02}" for part in metadata.issued)
    if metadata.season:
        date = f"{_SEASONS[metadata.season - 1]} {date}"
    return f"{date} – {metadata.issued_end}" if metadata.issued_end else date


def _by_kind(kinds: Iterable[str]) -> str:
    """Return how many there are of each kind, the most first."""
    return ", ".join(
        f"{number(count)} {_KINDS[kind]}" for kind, count in Counter(kinds).most_common()
    )
