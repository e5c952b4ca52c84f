"""Hostile quotations: the check reads a bounded number of words for each, whatever it holds."""

from pathlib import Path

import pytest

from bot.config import ROOT
from index.lab import hostile_quotations as lab
from index.lab.hostile_quotations import LONGEST, HostileQuotation, hostile_quotations, main
from index.quotations import Verifier, lookup
from index.quotations.comparison import Comparison, comparison_of
from index.quotations.marked_words import ParsedQuotation
from index.reading.source_folder import read_folder

DOCUMENTS = read_folder(ROOT / "knowledge").documents
VERIFIER = Verifier.build(DOCUMENTS)
MADE = hostile_quotations(DOCUMENTS[0].text)
MOST_WORDS = 6000  # read beside sources for one quotation; a page of letters is read once, 4,000


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The words of a quotation that are read beside one place after the other."""
    words: list[int] = []

    def counted(quotation: ParsedQuotation, text: str, start: int, end: int) -> Comparison | None:
        words.append(len(quotation.elements))
        return comparison_of(quotation, text, start, end)

    monkeypatch.setattr(lookup, "comparison_of", counted)
    return words


def test_they_are_the_same_every_time_and_no_longer_than_said() -> None:
    assert hostile_quotations(DOCUMENTS[0].text) == MADE
    assert hostile_quotations(DOCUMENTS[0].text, seed=2) != MADE
    assert max(len(quotation.text) for quotation in MADE) == LONGEST == 4000


@pytest.mark.parametrize("first", range(9))
def test_the_check_reads_a_bounded_number_of_words(read: list[int], first: int) -> None:
    for quotation in MADE[first::27]:
        read.clear()
        assert VERIFIER.verify(quotation.text).quotation == quotation.text
        assert sum(read) <= MOST_WORDS, quotation.kind


def test_the_command_prints_the_slowest_and_fails_where_one_is_over_the_bound(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "harbour.txt").write_text("Ships wait in the harbour for the tide.\n", "utf-8")
    quick = [HostileQuotation(f"quick {i}", "Ships wait in the harbour") for i in range(7)]
    monkeypatch.setattr(lab, "hostile_quotations", lambda *_: quick)
    monkeypatch.setattr(lab, "BOUND_MS", 1e6)
    assert main([str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("7 quotations, 0 over 1000000 ms; the slowest:\n")
    assert out.count("ms  quick") == 5
    monkeypatch.setattr(lab, "BOUND_MS", 0.0)
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith("7 quotations, 7 over 0 ms")
