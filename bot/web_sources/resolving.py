"""Names looked up so that none leads to this machine or its network.

A name is looked up once, and what is connected to is what was looked at, so that neither a name nor
a redirect reaches what only this machine can (server-side request forgery, DNS rebinding).
"""

import ipaddress
import socket

from aiohttp.abc import AbstractResolver, ResolveResult

from bot.web_sources.addresses import is_public


class PrivateAddressError(OSError):
    """A name that leads to this machine, or to a network that is not public."""


class PublicResolver(AbstractResolver):
    """Looks names up, and gives only what is of the public net."""

    def __init__(self, resolver: AbstractResolver) -> None:
        """Look names up by another resolver."""
        self._resolver = resolver

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the public addresses of a name.

        Raises:
            PrivateAddressError: It has others only.
            OSError: It has none.
        """
        found = await self._resolver.resolve(host, port, family)
        public = [one for one in found if is_public(ipaddress.ip_address(one["host"]))]
        if not public:
            msg = f"{host} leads to this machine or into a private network"
            raise PrivateAddressError(msg)
        return public

    async def close(self) -> None:
        """Close the other one."""
        await self._resolver.close()
