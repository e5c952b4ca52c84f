"""What people read in the terminal."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.terminal.console import console
from bot.terminal.printing import Manner, print_brief, print_quotes
from index import Brief, DatedStatement, Document, Span, Style
from index.language.sentences import sentences_of
from index.types import Locator, LocatorKind, Metadata, Paragraph, quote_of
from tests.support.documents.pdfs import pdf, pdf_lines
from tests.support.terminal import QUESTION, Told

NEAR = "Which bishop and which penguin made a pledge to Mullah Omar?"


def test_one_of_a_kind_is_counted_in_the_singular(
    told: Callable[..., Told], tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text("Ships wait in the harbour.\n", "utf-8")
    _, out, _ = told("index", knowledge=tmp_path)
    assert "1 document, 1 passage, 1 sentence; 0 repairs" in out


def test_what_is_piped_on_has_no_spaces_behind_its_lines_and_whole_addresses(
    told: Callable[..., Told],
) -> None:
    commands = [["ask", QUESTION], ["brief"], ["show"], ["cite", "10"]]
    commands += [["verify", "the alliance ended"], ["verify", "the alliance persisted"]]
    printed = [told(*arguments)[1] for arguments in commands]
    assert not [line for out in printed for line in out.splitlines() if line != line.rstrip()]
    address = "/2018/09/deadly-cooperation-the-shifting-ties-between-al-qaeda-and-the-taliban/."
    assert address in printed[-1]  # of the citation, which is wrapped


def test_what_was_left_out_of_a_document_is_listed(
    told: Callable[..., Told], tmp_path: Path
) -> None:
    pages = [
        [(72, 760, 8, "Annals of Something"), *pdf_lines(700, f"{animal} wait in the old harbour.")]
        for animal in ("Cats", "Dogs", "Cows")
    ]
    (tmp_path / "annals.pdf").write_bytes(pdf(pages))
    _, out, _ = told("show", "--left-out", knowledge=tmp_path)
    assert out.splitlines()[1:] == 3 * ["page furniture         Annals of Something"]
    (tmp_path / "annals.pdf").unlink()
    (tmp_path / "plain.txt").write_text("Ships wait in the harbour.\n", "utf-8")
    assert "Nothing was left out." in told("show", "--left-out", knowledge=tmp_path)[1]


def test_a_place_on_pages_is_named_by_them(told: Callable[..., Told], tmp_path: Path) -> None:
    lines = ["The mill at Arvale burned to the ground in 1911.", "Nobody was hurt."]
    before = "Nine villages had their barley ground there for two hundred years and more."
    pages = [[*pdf_lines(700, before), (300, 40, 8, "7")]]
    pages += [[*pdf_lines(700, *lines), (300, 40, 8, "8")], [(300, 40, 8, "9")]]
    (tmp_path / "mill.pdf").write_bytes(pdf(pages))
    _, out, _ = told("ask", "When did the mill burn?", knowledge=tmp_path)
    assert "pp. 7–8 · ¶1 · mill:1" in out
    record = json.loads(told("ask", "When did the mill burn?", "--json", knowledge=tmp_path)[1])
    assert record["answer"][0]["locator"] == {"label": "page", "value": "7–8"}
    assert record["answer"][0]["citation"].endswith("7–8.")


def test_what_was_read_off_a_picture_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    text = "The mill burned."
    for recognised in (True, False):
        page = Locator(0, LocatorKind.PAGE, "7", "page=7", recognised)
        paragraph = Paragraph(1, 0, len(text), None)
        document = Document("mill", text, (paragraph,), Metadata("Mill"), locators=(page,))
        print_quotes(console(), (quote_of(document, paragraph.span),), None)
    lines = [line.strip() for line in capsys.readouterr().out.splitlines() if "mill:1" in line]
    assert lines == ["— p. 7 · ¶1 · mill:1 · read by optical recognition", "— p. 7 · ¶1 · mill:1"]


def test_an_exact_quotation_is_printed_in_its_sentence(told: Callable[..., Told]) -> None:
    _, out, _ = told("verify", "controls or contests at least 44 percent")
    flat = " ".join(out.split())
    assert "and it controls or contests at least 44 percent of Afghanistan’s districts." in flat
    assert "” → controls or contests at least 44 percent —" in flat  # not within the quotation


@pytest.mark.parametrize(
    ("quotation", "warning"),
    [
        ("controls or contests at least 14 percent of", "Another number; the source says: “44”"),
        (
            "almost does need us",
            "The meaning is turned; the source says: “… “the Taliban almost does not need us.””",
        ),
    ],
)
def test_a_warning_says_what_it_is_about(
    told: Callable[..., Told], quotation: str, warning: str
) -> None:
    assert f"⚠ {warning}" in " ".join(told("verify", quotation)[1].split())


def test_a_quotation_of_two_places_is_printed_with_both(
    told: Callable[..., Told], essay: Document
) -> None:
    sentences = [
        essay.text[span.start : span.end]
        for number in (9, 17)
        for span in sentences_of(essay.text, essay.paragraphs[number - 1].span)[:1]
    ]
    _, out, _ = told("verify", " ".join(sentences))
    verdict, elsewhere = out.split("Words of it stand elsewhere")
    assert "Altered." in verdict
    assert "deadly-cooperation:9" in verdict + elsewhere
    assert "deadly-cooperation:17" in elsewhere + verdict


REFUSED = "The documents do not answer this."


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (
            ["ask", "Do penguins nest?"],
            [REFUSED, "Try other words, or `brief` for what they are about."],
        ),
        (
            ["ask", "Why did Harrowgate nest?"],
            [
                f"{REFUSED} No document names Harrowgate.",
                "Try other words, or `brief` for what they are about.",
            ],
        ),
        (
            ["ask", NEAR],
            [REFUSED, "Try other words, or `ask --nearest` for what comes nearest."],
        ),
        (
            ["brief", "penguins"],
            [
                "The documents say too little about this for a brief.",
                "Try another topic, or none for a brief on everything.",
            ],
        ),
        (
            ["cite", "The Taliban bought ten submarines."],
            [
                "Not mentioned in the documents.",
                "Try it in one short sentence, or `cite --nearest` for what comes nearest.",
            ],
        ),
    ],
    ids=["off", "name", "near", "topic", "claim"],
)
def test_a_refusal_is_two_lines(
    told: Callable[..., Told], arguments: list[str], lines: list[str]
) -> None:
    _, out, _ = told(*arguments)
    printed = [line for line in out.splitlines() if not line.startswith("─")]
    assert printed == lines


def test_on_demand_a_refusal_is_followed_by_what_comes_nearest(told: Callable[..., Told]) -> None:
    _, out, _ = told("ask", NEAR, "--nearest")
    _, refused, introduction, *quoted = out.splitlines()
    assert (refused, introduction) == (REFUSED, "These come nearest, and do not settle it:")
    assert "additional benefits" in " ".join(" ".join(quoted).split())
    _, out, _ = told("ask", "Do penguins nest?", "--nearest")
    assert "¶" not in out


def test_for_programs_a_refusal_has_its_nearest_passages_either_way(
    told: Callable[..., Told],
) -> None:
    for arguments in (["--json"], ["--json", "--nearest"]):
        record = json.loads(told("ask", "Do penguins nest?", *arguments)[1])
        assert record["answered"] is False
        assert record["answer"]
        assert 0 <= record["confidence"] < 0.63


def test_how_sure_an_answer_is_is_said_in_words(
    told: Callable[..., Told],
) -> None:
    words = "(very likely|likely|perhaps)"
    last = told("ask", QUESTION)[1].splitlines()[-1]
    assert re.match(rf"{words} an answer\b", last), last
    first = told("cite", "the alliance persisted")[1].splitlines()[0]
    assert re.fullmatch(rf"Supported · {words} support", first), first
    assert "likely" not in told("cite", "10")[1]


def test_what_the_metadata_state_is_printed_as_such_with_its_document(
    told: Callable[..., Told],
) -> None:
    code, out, _ = told("ask", "Who wrote this?")
    assert code == 0
    assert "  Tricia Bacon, War on the Rocks, 11 September 2018\n  → Tricia Bacon\n" in out
    assert "— from the document's details · deadly-cooperation" in out
    assert "“" not in out.split("—")[0]  # it is no quotation


def test_what_the_metadata_do_not_name_is_said(told: Callable[..., Told], tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Ships wait in the harbour.\n", "utf-8")
    _, out, _ = told("ask", "Who wrote this, and when?", knowledge=tmp_path)
    assert "The document's details do not name its author or date." in out
    assert "nearest" not in out


def test_of_many_documents_one_has_to_be_named(told: Callable[..., Told], tmp_path: Path) -> None:
    for name in "abcde":
        (tmp_path / f"{name}.txt").write_text(f"Ships wait in harbour {name}.\n", "utf-8")
    _, out, _ = told("ask", "Who wrote this?", knowledge=tmp_path)
    assert "Name the one you mean by words of its title." in out


def test_documents_that_are_alike_or_in_another_language_are_named(
    told: Callable[..., Told], tmp_path: Path
) -> None:
    german = "Der Rat trat am Dienstag in der alten Halle zusammen und beschloss es nach Streit."
    text = "\n\n".join(f"{number}. {german}" for number in range(20))
    for name in ("rat", "copy"):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    _, _, errors = told("index", knowledge=tmp_path)
    assert "documents that say nearly the same: copy and rat" in errors
    assert "not in English, and so searched less well: copy (de), rat (de)" in errors
    record = json.loads(told("index", "--json", knowledge=tmp_path)[1])
    assert record["alike"] == [["copy", "rat"]]
    assert record["languages"] == {"copy": "de", "rat": "de"}


def test_an_id_that_passed_to_another_file_is_told(
    told: Callable[..., Told], tmp_path: Path
) -> None:
    for folder in "ba":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "essay.txt").write_text(f"Ships wait in harbour {folder}.\n", "utf-8")
        _, _, errors = told("index", knowledge=tmp_path)
        assert ("b-essay-txt was essay. Addresses of the old names" in errors) is (folder == "a")


def test_a_source_is_cited_once_however_many_excerpts_are_of_it(
    told: Callable[..., Told],
) -> None:
    _, out, _ = told("ask", "What does al-Qaeda gain, and who founded it?")
    places = out.count("deadly-cooperation:")
    assert places > out.count("Tricia Bacon, “Deadly Cooperation") == 1


def test_dates_of_a_brief_stand_with_their_sentences_and_none_is_printed_twice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = "The mill burned in 1911. Built in 1702 it was sold in 1803."
    first, second = Span(0, 24), Span(25, len(text))
    document = Document("mill", text, (Paragraph(1, 0, len(text), None),), Metadata("The mill"))
    dates = tuple(
        DatedStatement(None, quote_of(document, place, Span(start, start + 4)))
        for place, start in ((first, 19), (second, text.index("1702")), (second, len(text) - 5))
    )
    brief = Brief("mill", 1.0, (quote_of(document, first),), dates=dates)
    print_brief(console(), brief, Manner(Style.CHICAGO))
    printed = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert printed[printed.index("When:") + 1 :] == [
        "1702, 1803: Built in 1702 it was sold in 1803. [mill:1]",
    ]
    assert sum("The mill burned" in line for line in printed) == 1
    wide = Brief("mill", 1.0, (quote_of(document, Span(0, len(text))),), dates=dates)
    print_brief(console(), wide, Manner(Style.CHICAGO))
    assert "When:" not in capsys.readouterr().out
