"""What a brief may be asked on: curated topics, headings, names and phrases of the documents."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from typing import TypeGuard

from index.briefs.facts.entities import names_of
from index.briefs.facts.name_cues import Encode, NameKind
from index.briefs.facts.names import KnownNames
from index.briefs.key_phrases import key_phrases
from index.errors import SourceError, YamlError
from index.fault_reasons import FaultKind
from index.language import WEEKDAYS, any_of, fold, zipf
from index.reading import leads_out, plain_value, read_yaml
from index.types import Document

MAX_TITLE = 100  # characters; a longer heading is a sentence, no name to choose by
_FIELDS = frozenset({"title", "query", "questions", "document"})
# Headings of parts that documents of any kind have, numbered or not: they name no topic.
_PARTS = (
    "introduction", "conclusion", "conclusions", "concluding remarks", "summary", "abstract",
    "overview", "contents", "table of contents", "references", "bibliography", "works cited",
    "notes", "endnotes", "footnotes", "acknowledgements", "acknowledgments", "about the author",
    "about the authors", "appendix", "discussion", "further reading", "see also",
)  # fmt: skip
_DAYS = frozenset(map(fold, WEEKDAYS))
_OF_ANY_DOCUMENT = re.compile(rf"[\W\d_]*(?:{any_of(_PARTS)})\W*", re.IGNORECASE)
_NAMES, _PHRASES = 40, 40  # suggestions of each kind from one document
# Zipf frequency from which a single word that the text does not show to be a name says too little
# of what a brief on it would be on ("Note").
_PLAIN = 4.0
_COMPARED = 80  # names whose likeness is looked at: as many as a menu shows, three times over
# Cosine from which two names are of one thing: other spellings and short forms of names of thirty
# countries, groups and persons have 0.79 to 0.92, different ones up to 0.78, but for a state and
# its capital (0.86) and for a state and what it is a part of (0.81).
_SAME = 0.8


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that a brief can be asked on.

    Args:
        title: What is shown and typed.
        query: What is searched for instead of the title.
        questions: Curated questions on it.
        document: The document it is about; None where the documents are asked for one.
    """

    title: str
    query: str | None = None
    questions: tuple[str, ...] = ()
    document: str | None = None

    def __post_init__(self) -> None:
        """Check the title.

        Raises:
            ValueError: The title is blank or too long to be chosen.
        """
        if not _may_be_title(self.title):
            msg = f"a topic's title has 1 to {MAX_TITLE} characters, not {len(self.title)}"
            raise ValueError(msg)


def _may_be_title(text: str) -> bool:
    return bool(text.strip()) and len(text) <= MAX_TITLE


def read_topics(path: Path) -> tuple[Topic, ...]:
    """Return the curated topics of a file, none where there is no file.

    Raises:
        SourceError: The file is a link out of its folder or is not YAML, or an entry has an
            unknown, missing or malformed field.
    """
    if leads_out(path.parent, path):
        raise SourceError(str(FaultKind.LINK_OUT.of(name=path.name)))
    if not path.exists():
        return ()
    try:
        entries = plain_value(read_yaml(path), path.name)
    except YamlError as error:
        raise SourceError(str(error)) from error
    if not isinstance(entries, list | None):
        msg = f"{path.name} must be a list of topics, each with a title"
        raise SourceError(msg)
    return tuple(_topic(path.name, number, entry) for number, entry in enumerate(entries or (), 1))


def suggest(
    documents: Sequence[Document],
    curated: Sequence[Topic] = (),
    names: KnownNames | None = None,
    encode: Encode | None = None,
) -> tuple[Topic, ...]:
    """Return what may be asked on, best first: curated topics, headings, names, key phrases.

    Args:
        documents: In which they are found.
        curated: What stands first.
        names: Those of these documents, as far as they are known.
        encode: The encoder, by which of several names of one thing the most mentioned is told.
    """
    topics = [*curated]
    known = {_key(topic.title) for topic in curated}
    for title in _titles_in(documents, names, encode):
        if _may_be_title(title) and _key(title) not in known:
            known.add(_key(title))
            topics.append(Topic(title))
    return tuple(topics)


def _titles_in(
    documents: Sequence[Document], names: KnownNames | None, encode: Encode | None
) -> Iterator[str]:
    """Yield headings, then names, then key phrases; documents take turns with each."""
    named = [_names(document, names) for document in documents]
    yield from _in_turn(map(_headings, documents))
    yield from _each_thing_once(list(dict.fromkeys(_in_turn(named))), encode)
    yield from _in_turn(key_phrases(document)[:_PHRASES] for document in documents)


def _names(document: Document, known: KnownNames | None) -> list[str]:
    """Return the names in a document, most mentioned first, without plain words."""
    entities = names_of(document, known=known)[:_NAMES]
    return [e.name for e in entities if e.kind is not NameKind.OTHER or not _is_plain(e.name)]


def _headings(document: Document) -> list[str]:
    """Return the headings of the sections that have a text, but those that any document has.

    A single plain word may be one ("Membership"): its section says what it is of.
    """
    titles = (section.title for section in document.sections if section.end > section.start)
    return [
        title
        for title in titles
        if not _OF_ANY_DOCUMENT.fullmatch(title) and not _is_day(_only_word(title))
    ]


def _is_plain(name: str) -> bool:
    """Return whether a name is a single word that many texts have, or a day of the week."""
    word = _only_word(name)
    return bool(word) and (zipf(word) >= _PLAIN or _is_day(word))


def _only_word(title: str) -> str:
    """Return the one word that a title has, "" where it has more."""
    words = _key(title).split()
    return words[0].strip(".:!?") if len(words) == 1 else ""


def _is_day(word: str) -> bool:
    return word.removesuffix("s") in _DAYS


def _each_thing_once(names: Sequence[str], encode: Encode | None) -> Iterator[str]:
    """Yield names, of several of the same thing the first; of very many the first are compared."""
    if encode is None or not names:
        yield from names
        return
    compared = names[:_COMPARED]
    vectors = encode(compared)
    kept: list[int] = []
    for row, name in enumerate(compared):
        alike = [other for other in kept if float(vectors[row] @ vectors[other]) >= _SAME]
        if all(_narrows(name, compared[other]) for other in alike):
            kept.append(row)
            yield name
    yield from names[_COMPARED:]


def _narrows(name: str, other: str) -> bool:
    """Return whether a name has all words of another and further ones, or the other way round.

    "New York" is not "York".
    """
    words, others = set(_key(name).split()), set(_key(other).split())
    return words < others or others < words


def _in_turn(lists: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the first text of each list, then the second of each, and so on."""
    for row in zip_longest(*lists):
        yield from (text for text in row if text is not None)


def documents_on(topic: Topic | None, documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """Return the documents that a brief on a topic is made of: its own alone, or else all.

    Args:
        topic: None where it is not known.
        documents: All; none of them is returned for a topic whose document is not there.
    """
    if topic is None or topic.document is None:
        return documents
    return tuple(document for document in documents if document.id == topic.document)


def complete(typed: str, topics: Iterable[Topic], limit: int | None = None) -> tuple[Topic, ...]:
    """Return the topics that fit what is typed so far, best first; all where nothing is typed.

    Of many the first `limit` are returned; None for all.

    A title that begins so comes before one with a word that begins so, and that before one that
    holds it anywhere; within each the order of `topics` stays.
    """
    wanted = _key(typed)
    ranked: list[list[Topic]] = [[], [], []]
    for topic in topics:
        rank = _rank(wanted, topic.title)
        if rank is not None:
            ranked[rank].append(topic)
    return tuple(chain.from_iterable(ranked))[:limit]


def find_topic(typed: str, topics: Iterable[Topic]) -> Topic | None:
    """Return the topic of this title, whatever its case and spacing; None where there is none."""
    return next((topic for topic in topics if _key(topic.title) == _key(typed)), None)


def _topic(file: str, number: int, entry: object) -> Topic:
    """Return one entry of the file.

    Raises:
        SourceError: It is malformed.
    """
    if not isinstance(entry, Mapping) or "title" not in entry:
        msg = f"{file}, topic {number}: it needs a title"
        raise SourceError(msg)
    unknown = sorted(set(map(str, entry)) - _FIELDS)
    if unknown:
        msg = f"{file}, topic {number}: unknown field {unknown[0]!r}; there are {sorted(_FIELDS)}"
        raise SourceError(msg)
    texts = [entry.get(name) for name in ("title", "query", "document")]
    questions = entry.get("questions") or ()
    if not (all(isinstance(text, str | None) for text in texts) and _are_texts(questions)):
        msg = f"{file}, topic {number}: title, query and document are text, questions a list of it"
        raise SourceError(msg)
    try:
        return Topic(str(texts[0] or ""), texts[1], tuple(questions), texts[2])
    except ValueError as error:
        msg = f"{file}, topic {number}: {error}"
        raise SourceError(msg) from error


def _are_texts(value: object) -> TypeGuard[Sequence[str]]:
    return isinstance(value, list | tuple) and all(isinstance(text, str) for text in value)


def _key(title: str) -> str:
    """Return what titles are compared by."""
    return " ".join(fold(title).split())


def _rank(wanted: str, title: str) -> int | None:
    """Return 0 for a title that begins as wanted, 1 for a word of it, 2 for inside, else None."""
    key = _key(title)
    if key.startswith(wanted):
        return 0
    if f" {wanted}" in key:
        return 1
    return 2 if wanted in key else None
