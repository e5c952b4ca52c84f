"""What a brief may be asked on: curated topics, headings, names and phrases of the documents."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from index.briefs.names import names_of
from index.errors import SourceError
from index.language import fold, stems_of, words_of, zipf
from index.types import Document

MAX_TITLE = 100  # characters; a longer heading is a sentence, no name to choose by
_FIELDS = frozenset({"title", "query", "questions", "document"})
_NAMES, _PHRASES = 40, 40  # suggestions of each kind from one document
_PHRASE_WORDS = (2, 3)
_LEAST_OFTEN = 2
_PLAIN = 5.3
"""Zipf frequency from which a word is too plain to begin or end a key phrase ("year", "people")."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that a brief can be asked on.

    Args:
        title: What is shown and typed.
        query: What is searched for instead of the title.
        questions: Curated questions on it.
        document: The only document it is about; None for all.
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
        if not self.title.strip() or len(self.title) > MAX_TITLE:
            msg = f"a topic's title has 1 to {MAX_TITLE} characters, not {len(self.title)}"
            raise ValueError(msg)

    @property
    def wording(self) -> str:
        """What is searched for."""
        return self.query or self.title


def read_topics(path: Path) -> tuple[Topic, ...]:
    """Return the curated topics of a file, none where there is no file.

    Raises:
        SourceError: The file is not YAML, or an entry has an unknown, missing or malformed field.
    """
    import yaml

    if not path.exists():
        return ()
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        msg = f"{path.name} is not valid YAML: {' '.join(str(error).split())}"
        raise SourceError(msg) from error
    if not isinstance(entries, list | None):
        msg = f"{path.name} must be a list of topics, each with a title"
        raise SourceError(msg)
    return tuple(_topic(path.name, number, entry) for number, entry in enumerate(entries or (), 1))


def suggest(documents: Sequence[Document], curated: Sequence[Topic] = ()) -> tuple[Topic, ...]:
    """Return what may be asked on, best first: curated topics, headings, names, key phrases."""
    titles: list[str] = []
    for document in documents:
        titles += [section.title for section in document.sections if section.end > section.start]
    for document in documents:
        titles += [entity.name for entity in names_of(document)[:_NAMES]]
    for document in documents:
        titles += key_phrases(document)[:_PHRASES]
    found = {_key(topic.title): topic for topic in reversed(curated)}
    order = [*curated]
    for title in titles:
        if title.strip() and len(title) <= MAX_TITLE and _key(title) not in found:
            found[_key(title)] = Topic(title)
            order.append(found[_key(title)])
    return tuple(order)


def complete(typed: str, topics: Iterable[Topic], limit: int | None = None) -> tuple[Topic, ...]:
    """Return the topics that fit what is typed so far, best first; all where nothing is typed.

    Of many the first `limit` are returned; None for all.

    A title that begins so comes before one with a word that begins so, and that before one that
    holds it anywhere; within each the order of `topics` stays.
    """
    wanted = _key(typed)
    ranked = [(rank, topic) for topic in topics if (rank := _rank(wanted, topic.title)) is not None]
    return tuple(topic for _, topic in sorted(ranked, key=lambda pair: pair[0]))[:limit]


def find_topic(typed: str, topics: Iterable[Topic]) -> Topic | None:
    """Return the topic of this title, whatever its case and spacing; None where there is none."""
    return next((topic for topic in topics if _key(topic.title) == _key(typed)), None)


def key_phrases(document: Document) -> tuple[str, ...]:
    """Return phrases of two or three words that the document comes back to, most telling first.

    Phrases are runs of telling words; one that is hardly ever met outside a longer one is left to
    the longer one (the C-value of Frantzi et al. 2000, doi:10.1007/s007999900023).
    """
    counts: Counter[tuple[str, ...]] = Counter()
    forms: dict[tuple[str, ...], Counter[str]] = {}
    for paragraph in document.paragraphs:
        for run in _runs(document.text[paragraph.start : paragraph.end]):
            for stems, form in _grams(run):
                counts[stems] += 1
                forms.setdefault(stems, Counter())[form] += 1
    values = {stems: _c_value(stems, counts) for stems in counts}
    kept = [stems for stems, value in values.items() if counts[stems] >= _LEAST_OFTEN and value > 0]
    kept.sort(key=lambda stems: (-values[stems], stems))
    return tuple(forms[stems].most_common(1)[0][0] for stems in kept)


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
    return " ".join(fold(title).split())


def _rank(wanted: str, title: str) -> int | None:
    """Return 0 for a title that begins as wanted, 1 for a word of it, 2 for inside, else None."""
    key = _key(title)
    if key.startswith(wanted):
        return 0
    if f" {wanted}" in key:
        return 1
    return 2 if wanted in key else None


def _runs(text: str) -> list[list[str]]:
    """Return the runs of telling words that only a space parts, as they stand."""
    runs: list[list[str]] = [[]]
    end = 0
    for word in words_of(text):
        if text[end : word.start] != " " or not word.is_content:
            runs.append([])
        if word.is_content and not word.text.isdigit():
            runs[-1].append(text[word.start : word.end])
        end = word.end
    return [run for run in runs if len(run) >= _PHRASE_WORDS[0]]


def _grams(run: Sequence[str]) -> list[tuple[tuple[str, ...], str]]:
    """Return the stems and the words of every phrase in a run."""
    return [
        (tuple(stems_of([fold(word) for word in words])), " ".join(words))
        for size in range(_PHRASE_WORDS[0], _PHRASE_WORDS[1] + 1)
        for start in range(len(run) - size + 1)
        if (words := run[start : start + size])
        and max(zipf(fold(words[0])), zipf(fold(words[-1]))) < _PLAIN
    ]


def _c_value(stems: tuple[str, ...], counts: Mapping[tuple[str, ...], int]) -> float:
    """Return the phrase's occurrences outside longer phrases on average, times its length."""
    longer = [
        count
        for other, count in counts.items()
        if len(other) > len(stems)
        and (other[: len(stems)] == stems or other[-len(stems) :] == stems)
    ]
    nested = sum(longer) / len(longer) if longer else 0.0
    return (len(stems) - 1) * (counts[stems] - nested)
