"""The address that a door listens at, as it is told."""

from urllib.parse import urlsplit

import pytest

from bot.doors import origin


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "2001:db8::8", "localhost"])
def test_a_url_parser_reads_address_and_port_of_what_is_told(address: str) -> None:
    parts = urlsplit(f"{origin(address, 8321)}/v1")
    assert (parts.scheme, parts.hostname, parts.port) == ("http", address, 8321)
