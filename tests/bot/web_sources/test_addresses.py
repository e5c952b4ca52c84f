"""Addresses of the public web are fetched, and no others."""

import asyncio
import ipaddress

import pytest

from bot.web_sources.addresses import check_form, is_public
from bot.web_sources.resolving import PrivateAddressError, PublicResolver
from tests.support.named_hosts import Names

PRIVATE = [
    "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",  # noqa: S104
    "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
    "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::",
    "64:ff9b:1::a00:1", "64:ff9b:1::808:808", "fec0::1", "::127.0.0.1", "::ffff:0:10.0.0.1",
]  # fmt: skip
PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:0:808:808"]


@pytest.mark.parametrize("number", PRIVATE)
def test_a_number_of_this_machine_or_its_network_is_not_public(number: str) -> None:
    assert not is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize("number", PUBLIC)
def test_a_number_of_the_public_net_is_public(number: str) -> None:
    assert is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c",
        "http://example.org:8080",
        "https://[2606:4700::1111]/x",
        "https://münchen.example/straße",
    ],
)
def test_an_address_of_the_web_is_in_form(address: str) -> None:
    assert check_form(address) == ""


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://example.org/a", "no address of the web"),
        ("file:///etc/passwd", "no address of the web"),
        ("example.org", "no address of the web"),
        ("https://", "no address of the web"),
        ("https://[::1", "no address"),
        ("https://example.org:99999/", "no address"),
        ("https://me:secret@example.org/", "holds a name or a password"),
        ("https://example.org/a b", "holds blanks"),
        ("https://example.org/\n", "holds blanks"),
        (f"https://example.org/{'a' * 2000}", "too long"),
        ("http://127.0.0.1/admin", "private network"),
        ("http://[::ffff:10.0.0.1]/", "private network"),
        ("http://[fe80::1%25eth0]/", "private network"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(address: str, why: str) -> None:
    assert why in check_form(address)


def test_a_secret_in_an_address_is_not_told() -> None:
    assert "secret" not in check_form("https://me:secret@example.org/")


def test_of_where_a_name_leads_only_what_is_public_is_given() -> None:
    resolver = PublicResolver(Names(mixed=["10.0.0.1", "8.8.8.8"]))
    assert [one["host"] for one in asyncio.run(resolver.resolve("mixed"))] == ["8.8.8.8"]


def test_a_name_that_leads_into_a_private_network_leads_nowhere() -> None:
    resolver = PublicResolver(Names(inside=["10.0.0.1", "::1"]))
    with pytest.raises(PrivateAddressError, match="inside leads to this machine"):
        asyncio.run(resolver.resolve("inside"))
