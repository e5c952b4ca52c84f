"""Questions on one file of each format, and where what answers is said to stand."""

from pathlib import Path

from index.lab.hashed_encoder import HashedEncoder
from index.lab.real_files.graded_files import Score
from index.lab.real_files.placing import PlacedQuestion, Placing, placed_questions, placings
from index.lab.real_files.real_file import real_files
from index.lab.real_files.tables import placings_table
from index.settings import Settings
from tests.support.documents.pdfs import pdf, pdf_lines

MILL = (
    "# Mills\n\nThe mill at Arvale was built in 1702 by Ada Marlow.\n\n## Barley\n\nIt ground it."
)
SETTINGS = Settings(reader="none", answer_threshold=0.0)


def question(file: str, text: str, lead: str, **place: tuple[str, ...]) -> PlacedQuestion:
    title = "Mills" if file.startswith("md") else "Bridges"
    return PlacedQuestion(
        file, title, text, (lead,), place.get("sections", ()), place.get("pages", ())
    )


def asked(folder: Path, *questions: PlacedQuestion) -> list[Placing]:
    for name in ("md", "pdf"):
        (folder / name).mkdir()
    (folder / "md" / "mills.md").write_text(MILL, "utf-8")
    first = [(72.0, 720.0, 18.0, "Bridges"), *pdf_lines(690, "The bridge was built by Cy Ondrik.")]
    second = pdf_lines(700, "The toll of the bridge is two pence for a cart.")
    (folder / "pdf" / "bridges.pdf").write_bytes(pdf([first, second]))
    return list(placings(folder, questions, HashedEncoder(), SETTINGS))


def test_every_question_is_of_a_file_of_the_list_and_is_answered_by_a_few_words() -> None:
    places = {file.place for file in real_files()}
    questions = placed_questions()
    assert places.issuperset(one.file for one in questions)
    assert len({one.format for one in questions}) == len({one.file for one in questions})
    assert all(slice_ and len(slice_) <= 80 for one in questions for slice_ in one.lead)
    assert len({(one.file, one.question) for one in questions}) == len(questions)


def test_what_answers_is_judged_by_its_title_section_and_page(tmp_path: Path) -> None:
    mill = question("md/mills.md", "Who built the mill?", "Ada Marlow", sections=("Mills",))
    elsewhere = question("md/mills.md", "Who built the mill?", "Ada Marlow", sections=("Barley",))
    toll = question("pdf/bridges.pdf", "What is the toll of the bridge?", "pence", pages=("2",))
    done = asked(tmp_path, mill, elsewhere, toll)
    right, wrong = Score(1, 1), Score(0, 1)
    assert [one.first for one in done] == [right, right, right]
    assert [one.section for one in done] == [right, wrong, Score()]
    assert [one.page for one in done] == [Score(), Score(), right]
    assert [one.title for one in done] == [right, right, right]
    assert [bool(one.miss) for one in done] == [False, True, False]
    assert placings_table(done).splitlines()[2:] == [
        "| md | 2/2 | 2/2 | 2/2 | 1/2 | - |",
        "| pdf | 1/1 | 1/1 | 1/1 | - | 1/1 |",
        "| all | 3/3 | 3/3 | 3/3 | 1/2 | 1/1 |",
    ]


def test_what_is_not_shown_has_no_place(tmp_path: Path) -> None:
    (boat,) = asked(tmp_path, question("md/mills.md", "Who built the boat?", "Eva Vuskov"))
    assert (boat.first, boat.shown, boat.title) == (Score(0, 1), Score(0, 1), Score())
