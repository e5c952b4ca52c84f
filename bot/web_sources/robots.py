"""What a site's robots.txt lets a program read (RFC 9309); the only importer of protego."""

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.web_sources.fetching import AGENT, Fetcher, FetchError

if TYPE_CHECKING:
    from protego import Protego

_MOST_BYTES = 512_000  # RFC 9309, 2.5: at least 500 kibibytes are read
_LEAST_FAULT, _MOST_FAULT = 400, 499  # no such file, or nobody may see it: nothing is forbidden
_MOST_SITES = 32  # whose rules are known: those asked last


class Robots:
    """The robots.txt of each site, read once; it belongs to one loop of events.

    A long one takes a second to make sense of, and so may an address by it: both in a thread.
    """

    def __init__(self, fetcher: Fetcher) -> None:
        """Read them by a fetcher."""
        self._fetcher = fetcher
        self._rules: OrderedDict[str, Protego | None] = OrderedDict()

    async def check(self, address: str) -> None:
        """Do nothing where a site lets the address be read.

        Raises:
            FetchError: It does not, or does not say.
        """
        parts = urlsplit(address)
        rules = await self._rules_of(f"{parts.scheme}://{parts.netloc}")
        if rules is None:
            msg = f"{parts.hostname} does not say what may be read: its robots.txt cannot be had"
            raise FetchError(msg)
        if not await asyncio.to_thread(rules.can_fetch, address, AGENT):
            msg = f"{parts.hostname} does not let programs read it (robots.txt)"
            raise FetchError(msg)

    async def _rules_of(self, site: str) -> "Protego | None":
        """Return a site's rules; None where they cannot be known."""
        from protego import Protego

        if site not in self._rules:
            text = await self._text(site)
            made = None if text is None else await asyncio.to_thread(Protego.parse, text)
            self._rules[site] = made
        self._rules.move_to_end(site)
        rules = self._rules[site]
        if len(self._rules) > _MOST_SITES:
            self._rules.popitem(last=False)
        return rules

    async def _text(self, site: str) -> str | None:
        """Return what a site's rules say, nothing where it has none; None where that is unknown."""
        try:
            found = await self._fetcher.fetch(f"{site}/robots.txt", _MOST_BYTES)
        except FetchError as error:
            return "" if _has_none(error) else None
        return found.body.decode("utf-8", "replace") if found else None


def _has_none(error: FetchError) -> bool:
    return error.status is not None and _LEAST_FAULT <= error.status <= _MOST_FAULT
