"""The table has a row for each tool, and each figure beside the best peer's."""

from pathlib import Path

from index.lab.peers.material import RankingQuality
from index.lab.peers.rounds import ToolFigures
from index.lab.peers.runner import Tool
from index.lab.peers.table import table

OURS = Tool("ours", Path("python"), Path("ours"), is_peer=False)
QUICK = Tool("quick", Path("python"), Path("quick"))
SMALL = Tool("small", Path("python"), Path("small"))
LABELS = {"ours": "this program", "quick": "Quick", "small": "Small"}
FIGURES = ToolFigures(1.0, 400.0, 30.0, 8.0, 6.0, RankingQuality(0.5, 0.875, 8))
QUICK_FIGURES = ToolFigures(2.0, 800.0, 20.0, 16.0, 4.0, RankingQuality(1.0, 0.75, 8))
SMALL_FIGURES = ToolFigures(4.0, 500.0, 40.0, 10.0, 8.0, RankingQuality(1.0, 0.75, 8))
HEAD = (
    "| tool | cold start | peak memory | indexing | warm query | quickest query "
    "| ten nearest found | answer in first ten |\n" + "| --- " * 8 + "|\n"
)


def test_each_figure_is_beside_the_best_peer_in_its_own_column_by_hand() -> None:
    outcomes = {"ours": FIGURES, "quick": QUICK_FIGURES, "small": SMALL_FIGURES}
    assert table([OURS, QUICK, SMALL], LABELS, outcomes) == HEAD + (
        "| this program | 1.00 s (0.50) | 400 MB (0.80) | 30.0 s (1.50) | 8.0 ms (0.80) "
        "| 6.0 ms (1.50) | 0.500 | 0.875 (n 8) |\n"
        "| Quick | 2.00 s (1.00) | 800 MB (1.60) | 20.0 s (1.00) | 16.0 ms (1.60) "
        "| 4.0 ms (1.00) | 1.000 | 0.750 (n 8) |\n"
        "| Small | 4.00 s (2.00) | 500 MB (1.00) | 40.0 s (2.00) | 10.0 ms (1.00) "
        "| 8.0 ms (2.00) | 1.000 | 0.750 (n 8) |\n"
    )


def test_a_peer_that_fails_is_a_row_that_says_so_and_nobody_is_measured_by_it() -> None:
    fault = "index: a | in what it says"
    outcomes: dict[str, ToolFigures | str] = {"quick": fault, "small": SMALL_FIGURES}
    lines = table([QUICK, SMALL], LABELS, outcomes).splitlines()
    assert lines[2] == "| Quick | failed: index: a / in what it says | – | – | – | – | – | – |"
    assert lines[3].count("(1.00)") == 5


def test_what_was_not_measured_is_a_dash_and_without_a_peer_there_is_no_ratio() -> None:
    outcomes = {"ours": ToolFigures(1.0, 400.0, None, 8.0, 6.0, None)}
    row = table([OURS], LABELS, outcomes).splitlines()[2]
    assert row == "| this program | 1.00 s | 400 MB | – | 8.0 ms | 6.0 ms | – | – |"
