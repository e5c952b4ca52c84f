"""Which addresses may be fetched: those of the public web."""

import ipaddress
from collections.abc import Iterator

from yarl import URL

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# An IPv4 address in their last 32 bits: RFC 6052, RFC 7915 (SIIT), RFC 4291 (IPv4-compatible).
_TRANSLATED = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "::ffff:0:0:0/96", "::/96")))
# Of a network's own, which Python holds to be global: RFC 8215 (translated), RFC 3879 (site-local).
_LOCAL = tuple(map(ipaddress.IPv6Network, ("64:ff9b:1::/48", "fec0::/10")))
_MOST_CHARACTERS = 2000
_SHOWN = 80  # characters of an address in what is told


def check_form(address: str) -> str:
    """Return what is wrong with an address as it is written, nothing where nothing is."""
    shown = address if len(address) <= _SHOWN else f"{address[: _SHOWN - 1]}…"
    try:
        parts = URL(address)
        host, _ = parts.raw_host, parts.port  # as it is connected to: ①.0.0.1 is a number, too
    except ValueError:
        return f"{shown} is no address"
    if parts.scheme not in {"http", "https"} or not host:
        return f"{shown} is no address of the web: it begins with https://"
    if parts.user is not None or parts.password is not None:
        return f"the address of {host} holds a name or a password: what is behind one is not read"
    if len(address) > _MOST_CHARACTERS or not address.isprintable() or " " in address:
        return f"{shown} is no address: it is too long, or holds blanks"
    if (number := _number_of(host)) is not None and not is_public(number):
        return f"{shown} is an address of this machine or of a private network"
    return ""


def is_public(number: _Address) -> bool:
    """Return whether an IP address, and the one that it may be a form of, is of the public net."""
    if any(number in network for network in _LOCAL):
        return False
    return all(one.is_global and not one.is_multicast for one in (number, *_meant(number)))


def is_public_number(host: str) -> bool:
    """Return whether a text is an IP address of the public net."""
    number = _number_of(host)
    return number is not None and is_public(number)


def _meant(number: _Address) -> Iterator[_Address]:
    """Yield the IPv4 addresses that an IPv6 one stands for."""
    if not isinstance(number, ipaddress.IPv6Address):
        return
    if number.ipv4_mapped is not None:
        yield number.ipv4_mapped
    if number.sixtofour is not None:
        yield number.sixtofour
    if number.teredo is not None:
        yield from number.teredo
    if any(number in network for network in _TRANSLATED):
        yield ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)


def _number_of(host: str) -> _Address | None:
    """Return the IP address that a host is written as, None where it is a name."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
