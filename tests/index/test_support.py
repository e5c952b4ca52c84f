"""A claim is supported by what says it, not by what speaks of it and says otherwise."""

import pytest

from index.collection import Collection
from index.errors import AddressError
from index.settings import Settings
from tests.encoders import HashedEncoder

TEXT = "The port collected 40 tons of grain in 2018.\n\nThe harbour master counts the ships.\n"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("support")
    (folder / "port.txt").write_text(TEXT, "utf-8")
    settings = Settings(reader="none", answer_threshold=0.0)
    return Collection.open(folder, folder / "data", settings, encoder=HashedEncoder())


def test_what_says_the_claim_supports_it(collection: Collection) -> None:
    found = collection.support("The port collected 40 tons of grain in 2018.")
    assert found.supported
    assert found.passages[0].text == "The port collected 40 tons of grain in 2018."


def test_what_says_otherwise_is_shown_and_does_not_support_it(collection: Collection) -> None:
    found = collection.support("The port collected 90 tons of grain in 2018.")
    assert (found.supported, found.confidence) == (False, 0.0)
    assert found.passages[0].text == "The port collected 40 tons of grain in 2018."


@pytest.mark.parametrize("address", ["2", "port:2"])
def test_an_address_is_its_paragraph(collection: Collection, address: str) -> None:
    found = collection.support(address)
    assert (found.supported, found.confidence) == (True, 1.0)
    assert [quote.text for quote in found.passages] == ["The harbour master counts the ships."]


def test_an_address_that_leads_nowhere_is_refused(collection: Collection) -> None:
    with pytest.raises(AddressError):
        collection.support("port:9")
