"""Which lines say what a figure or a table shows."""

import pytest

from index.reading.line_shapes.captions import is_caption


@pytest.mark.parametrize(
    "text",
    [
        "Figure 3: The mill of Arval",
        "Figure1.",
        "Fig. 2.1 – Sacks by year",
        "TABLE IV. Mills".replace("IV", "4"),
        "Table A2. Mills",
        "Table 12",
    ],
)
def test_a_caption_begins_with_its_label(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "Table 2 shows the mills of the valley.",
        "Figures of the mill",
        "Chapter 3: The mill",
        "Figure 3: " + "The mill. " * 50,
        "3. Figure",
        "",
    ],
)
def test_what_only_speaks_of_one_is_none(text: str) -> None:
    assert not is_caption(text)
