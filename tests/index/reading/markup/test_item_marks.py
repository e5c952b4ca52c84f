"""Items of a page's lists stand behind the numbers that a browser shows."""

import pytest

from index.reading.markup.parts import parts_of
from index.reading.markup.tree import page_of


def texts(body: str) -> list[str]:
    return [part.text for part in parts_of(page_of(body.encode()))]


@pytest.mark.parametrize(
    ("listed", "shown"),
    [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ('<ol start="7"><li>a<li value="9">b<li>c</ol>', ["7. a", "9. b", "10. c"]),
        ("<ol reversed><li>a<li>b</ol>", ["2. a", "1. b"]),
        ('<ol type="a"><li>a<li>b</ol>', ["a. a", "b. b"]),
        ('<ol type="I"><li>a</ol>', ["I. a"]),
        ("<ol><li>a<ol><li>b</ol><li>c</ol>", ["1. a", "1. b", "2. c"]),
        ("<ol><li><p>a<p>b<li><ul><li>c</ul></ol>", ["1. a", "b", "c"]),
        ("<ul><li>a</ul>", ["a"]),
        ('<ol style="list-style: none"><li>a</ol>', ["a"]),
        ("<ol><li>1. a<li>(b) c<li>No. 5</ol>", ["1. a", "(b) c", "3. No. 5"]),
        ('<ol class="references"><li>a</ol>', ["a"]),
        ("<ol><li><h3>a</h3>b</ol>", ["a", "b"]),
    ],
)
def test_an_item_stands_behind_its_number(listed: str, shown: list[str]) -> None:
    assert texts(listed) == shown


def test_a_number_is_before_the_page_that_begins_in_its_item() -> None:
    body = '<ol><li>The <span epub:type="pagebreak" id="p2" title="2"></span>mill</ol>'
    (part,) = parts_of(page_of(body.encode()))
    (locator,) = part.locators
    assert part.text[locator.start :] == "mill"
