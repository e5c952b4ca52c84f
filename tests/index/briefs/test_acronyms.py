"""An acronym of a topic is the plural of no other."""

import numpy as np
import pytest

from index.briefs.pool import Layout
from index.briefs.relevance import WordVectors, word_likeness
from index.reading.documents import document_of
from tests.support.documents.pools import ENCODER, pool_of


def alike(one: str, other: str) -> float:
    """Return the squared cosine of two words."""
    return float(np.clip(ENCODER.encode([one])[0] @ ENCODER.encode([other])[0], 0, 1) ** 2)


@pytest.mark.parametrize(
    ("topic", "is_plural"),
    [("NTS keys", False), ("NTS", False), ("nts keys", True), ("NTS KEYS", True)],
)
def test_an_acronym_in_capitals_is_not_the_plural_of_another(topic: str, is_plural: bool) -> None:
    layout = Layout(pool_of(document_of("The NTS came. The NT left.")))
    likeness, _ = word_likeness(topic, layout, WordVectors(ENCODER.encode))
    assert alike("nts", "nt") > alike("nts", "left")
    expected = alike("nts", "nt" if is_plural else "left")
    assert likeness[0].tolist() == pytest.approx([1, expected], abs=1e-5)


def test_where_the_documents_lack_an_acronym_it_may_be_a_plural() -> None:
    layout = Layout(pool_of(document_of("The GPU came. Nobody left.")))
    likeness, _ = word_likeness("GPUS", layout, WordVectors(ENCODER.encode))
    assert likeness[0, 0] == pytest.approx(alike("gpus", "gpu"), abs=1e-5)
