"""Hostile quotations: the check reads a bounded number of words for each, whatever it holds."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.config import ROOT
from index.lab import hostile_quotations as lab
from index.lab.hostile_quotations import LONGEST, HostileQuotation, hostile_quotations, main
from index.quotations import Verification, Verifier, check_quotations, lookup
from index.quotations.checked_texts import MOST_CHECKED, CheckedText
from index.quotations.comparison import Comparison, comparison_of
from index.quotations.marked_words import ParsedQuotation
from index.quotations.words import ComparedWord
from index.reading.source_folder import read_folder

DOCUMENTS = read_folder(ROOT / "knowledge").documents
VERIFIER = Verifier.build(DOCUMENTS)
MADE = hostile_quotations(DOCUMENTS[0].text)
MESSAGE = "They said: “Ships wait in the harbour”, and “for the tide”."
PARTS = 27  # so that some can be checked beside others
MOST_WORDS = 6000  # read beside sources for one quotation; a page of letters is read once, 4,000


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many words of each quotation are read beside one place after the other."""
    words: list[int] = []
    verify = Verifier.verify

    def begun(verifier: Verifier, quotation: str, message: str = "") -> Verification:
        words.append(0)
        return verify(verifier, quotation, message)

    def counted(
        quotation: ParsedQuotation, text: str, source: Sequence[ComparedWord]
    ) -> Comparison | None:
        words[-1] += len(quotation.elements)
        return comparison_of(quotation, text, source)

    monkeypatch.setattr(Verifier, "verify", begun)
    monkeypatch.setattr(lookup, "comparison_of", counted)
    return words


def test_they_are_the_same_every_time_and_no_longer_than_said() -> None:
    assert hostile_quotations(DOCUMENTS[0].text) == MADE
    assert hostile_quotations(DOCUMENTS[0].text, seed=2) != MADE
    assert max(len(quotation.text) for quotation in MADE) == LONGEST == 4000


@pytest.mark.parametrize("first", range(PARTS))
def test_the_check_reads_a_bounded_number_of_words(read: list[int], first: int) -> None:
    for quotation in MADE[first::PARTS]:
        assert VERIFIER.verify(quotation.text).quotation == quotation.text
        assert read.pop() <= MOST_WORDS, quotation.kind


def test_of_a_message_no_more_words_are_read_than_of_two_quotations(read: list[int]) -> None:
    counts = []
    for quotation in MADE:
        if quotation.kind.endswith(("in quotation marks", "in block quotes")):
            check_quotations(VERIFIER, quotation.text)
            assert sum(read) <= 2 * MOST_WORDS, quotation.kind
            counts.append(len(read))
            read.clear()
    assert len(counts) == 10
    assert max(counts) == 1 + MOST_CHECKED


def test_the_command_prints_the_slowest_and_fails_where_one_is_over_the_bound(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "harbour.txt").write_text("Ships wait in the harbour for the tide.\n", "utf-8")
    quick = [HostileQuotation(f"quick {i}", MESSAGE) for i in range(7)]
    checked: list[CheckedText] = []

    def noted(verifier: Verifier, text: str) -> CheckedText:
        checked.append(check_quotations(verifier, text))
        return checked[-1]

    monkeypatch.setattr(lab, "check_quotations", noted)
    monkeypatch.setattr(lab, "hostile_quotations", lambda *_: quick)
    monkeypatch.setattr(lab, "BOUND_MS", 1e6)
    assert main([str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("7 texts as messages, 0 over 2000000 ms; the slowest:\n")
    assert "7 texts each as one quotation, 0 over 1000000 ms; the slowest:\n" in out
    assert out.count("ms  quick") == 10
    quotations = ["Ships wait in the harbour", "for the tide"]
    assert [[one.quotation for one in each.verifications] for each in checked] == [quotations] * 7
    monkeypatch.setattr(lab, "BOUND_MS", 0.0)
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith("7 texts as messages, 7 over 0 ms")
