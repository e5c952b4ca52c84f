"""What people read in the terminal."""

from collections.abc import Callable
from pathlib import Path

from index import Document
from index.language.sentences import sentences_of
from tests.support.terminal import QUESTION, Told


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


def test_an_exact_quotation_is_printed_in_its_sentence(told: Callable[..., Told]) -> None:
    _, out, _ = told("verify", "controls or contests at least 44 percent")
    flat = " ".join(out.split())
    assert "and it **controls or contests at least 44 percent** of Afghanistan’s districts." in flat


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


def test_what_the_metadata_state_is_printed_as_such_with_its_document(
    told: Callable[..., Told],
) -> None:
    code, out, _ = told("ask", "Who wrote this?")
    assert code == 0
    assert "**Tricia Bacon**, War on the Rocks, 11 September 2018" in out
    assert "— from the document's metadata · deadly-cooperation" in out
    assert "“" not in out.split("—")[0]  # it is no quotation


def test_what_the_metadata_do_not_name_is_said(told: Callable[..., Told], tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Ships wait in the harbour.\n", "utf-8")
    _, out, _ = told("ask", "Who wrote this, and when?", knowledge=tmp_path)
    assert "The document's metadata does not name its author or date." in out
    assert "near it" not in out


def test_of_many_documents_one_has_to_be_named(told: Callable[..., Told], tmp_path: Path) -> None:
    for name in "abcde":
        (tmp_path / f"{name}.txt").write_text(f"Ships wait in harbour {name}.\n", "utf-8")
    _, out, _ = told("ask", "Who wrote this?", knowledge=tmp_path)
    assert "Name the one you mean by words of its title." in out
