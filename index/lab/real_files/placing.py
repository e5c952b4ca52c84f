"""Questions on one file of each format: is what answers shown with the place where it stands?

The files are one collection, so that each is asked beside all others. The questions, with the title
of each file and the section and page of what answers, were written from the files before any
answer was seen. Whether the right words lead is up to search and reader; under which title, section
and page they are shown is up to the reading, and is judged wherever the words are shown at all.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.collection import Collection
from index.evaluation.trials import holds_any
from index.lab.real_files.graded_files import Score
from index.models import Encoder
from index.reading import slug
from index.settings import Settings
from index.types import Answer, Outcome, Quote

_QUESTIONS = Path(__file__).with_name("placed.jsonl")
_NOTHING = Score()


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question on a file, with where its answer stands.

    Args:
        file: Its place in the list of real files.
        title: Of the file; of one that states none, the words of its name.
        question: As a member asks it.
        lead: Slices that answer.
        sections: Titles of the sections that they stand in; empty where there are none.
        pages: Numbers that are printed on their pages; empty likewise.
    """

    file: str
    title: str
    question: str
    lead: tuple[str, ...]
    sections: tuple[str, ...]
    pages: tuple[str, ...]

    @property
    def format(self) -> str:
        """The kind of the file, as the tables name it."""
        return self.file.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Placing:
    """What came of a question.

    Args:
        question: What was asked.
        first: 1 where the first highlight answers.
        shown: 1 where what answers is shown at all; the others are of these alone.
        title: 1 where it is shown under the title of its file.
        section: Likewise, the section; nothing where it stands in none.
        page: Likewise, the page.
        told: What leads, with its title, section and page.
    """

    question: PlacedQuestion
    first: Score
    shown: Score
    title: Score = _NOTHING
    section: Score = _NOTHING
    page: Score = _NOTHING
    told: str = ""

    @property
    def miss(self) -> str:
        """What is not as it should be, in a line; "" where all is."""
        scores = {name: getattr(self, name) for name in ("first", "title", "section", "page")}
        missed = [name for name, score in scores.items() if score.right < score.of]
        if not missed:
            return ""
        return f"{self.question.file}: {self.question.question} ({', '.join(missed)}) {self.told}"


def placed_questions(path: Path = _QUESTIONS) -> tuple[PlacedQuestion, ...]:
    """Return the questions of a list, a line of JSON each."""
    with path.open(encoding="utf-8") as lines:
        return tuple(_question(json.loads(line)) for line in lines)


def _question(record: dict[str, Any]) -> PlacedQuestion:
    return PlacedQuestion(
        record["file"],
        record["title"],
        record["question"],
        *(tuple(record[name]) for name in ("lead", "sections", "pages")),
    )


def placings(
    folder: Path,
    questions: Sequence[PlacedQuestion],
    encoder: Encoder,
    settings: Settings,
    formats: Sequence[str] | None = None,
) -> Iterator[Placing]:
    """Yield what comes of each question, all files being one collection.

    Args:
        folder: Where the files have been fetched to.
        questions: On any of them.
        encoder: Makes the vectors.
        settings: Of the collection.
        formats: Whose questions alone are asked; None for all.

    Raises:
        FileNotFoundError: A file is missing.
    """
    with tempfile.TemporaryDirectory() as place:
        knowledge = Path(place, "knowledge")
        knowledge.mkdir()
        for file in dict.fromkeys(question.file for question in questions):
            shutil.copy(folder / file, knowledge)
        collection = Collection.open(knowledge, Path(place, "data"), settings, encoder=encoder)
        asked = (one for one in questions if formats is None or one.format in formats)
        for question in asked:
            yield _placing(question, collection)


def _placing(question: PlacedQuestion, collection: Collection) -> Placing:
    """Return what comes of a question."""
    outcome = collection.ask(question.question)
    quotes = outcome.quotes if isinstance(outcome, Answer) else outcome.nearest
    told = _told(quotes[0]) if quotes else "nothing is shown"
    first = Score(int(_leads(outcome, question)), 1)
    quote = next((one for one in quotes if _answers(one, question)), None)
    if quote is None:
        return Placing(question, first, Score(0, 1), told=told)
    own = quote.document.paragraphs[quote.paragraph - 1]
    pages = {locator.value for locator in quote.locators}
    return Placing(
        question,
        first,
        Score(1, 1),
        title=Score(int(quote.document.title == question.title), 1),
        section=_among(question.sections, {own.heading}),
        page=_among(question.pages, pages),
        told=told,
    )


def _leads(outcome: Outcome, question: PlacedQuestion) -> bool:
    """Return whether the first highlight of an answer answers."""
    if not isinstance(outcome, Answer) or not outcome.quotes or outcome.metadata:
        return False
    first = outcome.quotes[0]
    return _is_own(first, question) and holds_any([first.leading_words], question.lead)


def _answers(quote: Quote, question: PlacedQuestion) -> bool:
    """Return whether a quote is of the file, and holds what answers."""
    return _is_own(quote, question) and holds_any([quote.text], question.lead)


def _is_own(quote: Quote, question: PlacedQuestion) -> bool:
    return quote.document.id == slug(Path(question.file).stem)


def _among(wanted: Sequence[str], names: set[str]) -> Score:
    """Return whether one of some names is a wanted one, nothing where none is wanted."""
    return Score(int(not names.isdisjoint(wanted)), 1) if wanted else Score()


def _told(quote: Quote) -> str:
    """Return a quote with its place, in one line."""
    pages = ", ".join(locator.value for locator in quote.locators)
    place = " | ".join(filter(None, (quote.document.title, quote.section, pages)))
    return f"{' '.join(quote.leading_words.split())} [{place}]"
