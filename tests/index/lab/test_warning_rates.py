"""Sentences quoted unfairly and fairly, and what is counted of their warnings."""

import json
import random
from pathlib import Path

import pytest

from index.lab.graded_essays import ESSAYS
from index.lab.misquotations import Fair, Misquotation, QuotableSentence, fairly_quoted, misquoted
from index.lab.verification_rates import main
from index.lab.warning_rates import essays, warning_rates

AUTHOR = "Ann Author"
UNFAIR = {
    Misquotation.CUT_OFF: ("The crane was bought in May, but it stood idle.", "in May"),
    Misquotation.CUT_BEFORE: ("Although it was cheap, the crane was never in use.", "the crane"),
    Misquotation.COUNTED: ("Some of the guilds had paid for it.", "the guilds"),
    Misquotation.WEAKENED: ("The crane was probably paid for by the guild.", "paid for by"),
    Misquotation.HIDDEN_HEDGE: ("The crane was, at times, paid for by the guild.", "was … paid"),
    Misquotation.JOINED: ("The pier is sound and is a bar to large ships.", "sound … to large"),
    Misquotation.HIDDEN: ("The board may pay, unless it objects, for all the work.", "pay …"),
    Misquotation.NEGATION: ("The board did not pay for the work.", "did pay"),
    Misquotation.NUMBER: ("The board paid 44 crowns.", "paid 43 crowns"),
    Misquotation.OPPOSITE: ("The board paid all the crews.", "paid some the crews"),
    Misquotation.SWAPPED: ("In spring the Vell Guard met the Orrin Watch.", "Watch met the Vell"),
    Misquotation.STRANGER: ("The board paid for the work.", "The board paid"),
}
FAIR = {
    Fair.WHOLE: ("The board paid.", "The board paid."),
    Fair.LIST: ("The ships carry red wool, hard timber and fine copper.", "hard timber"),
    Fair.LAST_ADJUNCT: ("The board paid for the work in 1997.", "the work"),
    Fair.FIRST_ADJUNCT: ("In 1997, the board paid for the work.", "the board"),
    Fair.OMITTED: ("The whole board met in Vell for the work.", "met … for"),
    Fair.NEXT_CLAUSE: ("The board paid the crew, and the crew went home.", "the crew"),
    Fair.LINKING: ("However, the board paid the crew.", "the board"),
    Fair.CLAUSE_BEHIND: ("The board left, and the crew went home at once.", "the crew went"),
    Fair.WORDS_BEHIND: ("The board met with the older crew of Vell.", "the older crew of Vell"),
    Fair.ADVERB: ("The board later paid for the work.", "board … paid"),
    Fair.SYNONYM: ("The board made it.", "built it"),
    Fair.AUTHOR: ("The board paid for the work.", AUTHOR),
}


@pytest.mark.parametrize(("kind", "made"), UNFAIR.items())
def test_an_unfair_quotation_is_made_as_it_says(kind: Misquotation, made: tuple[str, str]) -> None:
    text, within = made
    quotation = misquoted(kind, QuotableSentence(text, AUTHOR), random.Random(1))
    assert quotation is not None
    assert quotation != text
    assert within in quotation


@pytest.mark.parametrize(("kind", "made"), FAIR.items())
def test_a_fair_quotation_is_made_as_it_says(kind: Fair, made: tuple[str, str]) -> None:
    text, within = made
    quotation = fairly_quoted(kind, QuotableSentence(text, AUTHOR), random.Random(1))
    assert quotation is not None
    assert within in quotation


def test_quoted_words_are_given_to_another_and_to_their_speaker() -> None:
    sentence = QuotableSentence("Meier said: “We must go.”", AUTHOR, "We must go.", "Meier")
    wrong = misquoted(Misquotation.SPEECH, sentence, random.Random(1))
    right = fairly_quoted(Fair.SPEAKER, sentence, random.Random(1))
    assert wrong is not None
    assert "Meier" not in wrong
    assert right is not None
    assert "Meier" in right


def test_on_a_few_essays_nearly_all_warnings_are_right() -> None:
    documents = list(essays(ESSAYS))[:8]
    rates, misses = warning_rates(documents, most=12)
    assert len(rates) == len(Misquotation) + len(Fair)
    assert sum(rate.right.n for rate in rates) > 100
    wrong = sum(round(rate.right.n * (1 - rate.right.value)) for rate in rates if rate.right.n)
    assert wrong == len(misses) <= 4


def test_what_the_check_does_not_find_counts_as_wrong_and_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def made_up(kind: Fair, sentence: QuotableSentence, rng: random.Random) -> str:
        return "Zebras juggled seventeen violet trombones beneath the frozen lighthouse."

    monkeypatch.setattr("index.lab.warning_rates.fairly_quoted", made_up)
    rates, misses = warning_rates(list(essays(ESSAYS))[:2], most=3)
    fair = {rate.kind: rate for rate in rates if not rate.unfair}
    whole = fair[Fair.WHOLE.value]
    assert (whole.right.n, whole.not_found, whole.right.value) == (3, 3, 0.0)
    assert sum(miss.kind == Fair.WHOLE.value for miss in misses) == 3


def test_the_command_prints_a_line_for_each_way_of_quoting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.txt").write_text("The board paid 44 crowns for all the work in 1997.\n")
    arguments = ["--warnings", "--knowledge", str(tmp_path), "--most", "1"]
    assert main([*arguments, "--misses"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:2] == ["truncated", "yes"]
    assert main([*arguments, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(Misquotation) + len(Fair)
