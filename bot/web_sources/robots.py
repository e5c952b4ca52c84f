"""What a site's robots.txt lets a program read (RFC 9309); the only importer of protego."""

from urllib.parse import urlsplit

from bot.web_sources.fetching import AGENT, Fetcher, FetchError

_MOST_BYTES = 512_000  # RFC 9309, 2.5: at least 500 kibibytes are read
_LEAST_FAULT, _MOST_FAULT = 400, 499  # no such file, or nobody may see it: nothing is forbidden


class Robots:
    """The robots.txt of each site, read once."""

    def __init__(self, fetcher: Fetcher) -> None:
        """Read them by a fetcher."""
        self._fetcher = fetcher
        self._texts: dict[str, str | None] = {}

    async def check(self, address: str) -> None:
        """Do nothing where a site lets the address be read.

        Raises:
            FetchError: It does not, or does not say.
        """
        from protego import Protego

        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._texts:
            self._texts[site] = await self._text(site)
        text = self._texts[site]
        if text is None:
            msg = f"{parts.hostname} does not say what may be read: its robots.txt cannot be had"
            raise FetchError(msg)
        if not Protego.parse(text).can_fetch(address, AGENT):
            msg = f"{parts.hostname} does not let programs read it (robots.txt)"
            raise FetchError(msg)

    async def _text(self, site: str) -> str | None:
        """Return a site's rules, none where it has none; None where that cannot be known."""
        try:
            found = await self._fetcher.fetch(f"{site}/robots.txt", _MOST_BYTES)
        except FetchError as error:
            return "" if _has_none(error) else None
        return found.body.decode("utf-8", "replace") if found else None


def _has_none(error: FetchError) -> bool:
    return error.status is not None and _LEAST_FAULT <= error.status <= _MOST_FAULT
