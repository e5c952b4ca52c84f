"""A resolver of names that a test gives."""

import socket

from aiohttp.abc import AbstractResolver, ResolveResult


class Names(AbstractResolver):
    """Names and where they lead."""

    def __init__(self, **numbers: list[str]) -> None:
        self._numbers = numbers

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=one, port=port, family=family, proto=0, flags=0)
            for one in self._numbers[host]
        ]

    async def close(self) -> None:
        pass
