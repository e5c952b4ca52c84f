"""A mention is no part of what is asked, wherever it stands."""

import pytest

from bot.chat.incoming.mentions import as_names
from index.search.query_terms.queries import clean


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("<@1234> who pays?", "who pays?"),
        ("<@!1234>who pays?", "who pays?"),
        ("hi <@&12>, who pays <#34>?", "who pays?"),
        ("who pays? <@1234>", "who pays?"),
        ("who pays <@1234>.", "who pays."),
    ],
)
def test_mentions_around_a_question_are_taken_off(written: str, asked: str) -> None:
    assert clean(as_names(written)) == asked


def test_text_without_a_mention_stays_as_it_is() -> None:
    assert as_names("Is 3 <5> or <@x> a mention?") == "Is 3 <5> or <@x> a mention?"
