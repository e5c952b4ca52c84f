"""Text that can be written as UTF-8."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from index.types.half_characters import encodable


@given(st.text(st.characters(exclude_categories=())))
def test_a_text_can_be_encoded_and_keeps_its_other_characters(text: str) -> None:
    formed = encodable(text)
    formed.encode()
    for before, after in zip(text, formed, strict=True):
        assert after == (before if unicodedata.category(before) != "Cs" else "\ufffd")
