"""The form of digests, looked at together as one by one."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from index.citations.paragraph_digests import are_digests

LENGTH = 3
TEXTS = st.lists(st.text(alphabet="0f,g\n", max_size=8) | st.just("0f0"), max_size=4)


@given(TEXTS)
@example(["0f0,0f0"])  # two in one
@example(["0f0,", "0f"])
def test_digests_are_told_from_all_else_together_as_one_by_one(texts: list[str]) -> None:
    one_by_one = all(re.fullmatch(r"[0-9a-f]{3}", text) for text in texts)
    assert are_digests(texts, LENGTH) == one_by_one
