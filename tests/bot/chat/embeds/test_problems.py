"""What members read of errors: a sentence for each class, and nothing of the operator's message."""

import pytest

from bot.chat.embeds import problem_text
from bot.library import DatabaseAwayError
from index import (
    AddressError,
    BriefingError,
    CollectionError,
    ModelError,
    QuoteMismatchError,
    SettingsError,
    SourceError,
)

KINDS = (
    BriefingError,
    SettingsError,
    SourceError,
    CollectionError,
    DatabaseAwayError,
    QuoteMismatchError,
    AddressError,
)


def test_each_kind_of_error_has_its_sentence_and_keeps_the_operators_message() -> None:
    texts = [problem_text(kind("/secret/path is broken")) for kind in KINDS]
    assert len(set(texts)) == len(KINDS)
    assert not [text for text in texts if "secret" in text]


@pytest.mark.parametrize("kind", BriefingError.__subclasses__())
def test_no_error_is_without_a_sentence(kind: type[BriefingError]) -> None:
    assert problem_text(kind("boom")).endswith(".")


def test_an_error_without_a_sentence_of_its_own_has_that_of_its_kind() -> None:
    class HalfBuiltError(CollectionError):
        """A kind of its own."""

    assert problem_text(HalfBuiltError("boom")) == problem_text(CollectionError("boom"))
    assert problem_text(ModelError("boom")) == problem_text(BriefingError("boom"))
