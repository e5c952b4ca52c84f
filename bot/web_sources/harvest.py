"""One round: what is listed is fetched where it changed, what no longer is gets removed."""

import asyncio
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from bot.web_sources.feeds import links_of
from bot.web_sources.fetching import Fetched, Fetcher, FetchError
from bot.web_sources.ledger import Ledger, LedgerEntry
from bot.web_sources.listed import Listed
from bot.web_sources.robots import Robots
from index import UnwritableError, web_text

FOLDER = "fetched"  # in the folder of documents

_MOST_FEED_BYTES = 5_000_000
_MOST_KEPT = 200  # documents of one feed
_MOST_LINKS = 100  # of a feed: so many may be asked for
_PLAIN = "text/plain"
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    _PLAIN: ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/epub+zip": ".epub",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
# Texts that servers send as plain ones: what their address ends in says more.
_MARKED = frozenset({".md", ".markdown", ".rst", ".rest", ".adoc", ".asciidoc"})
# Whose bytes are text in an encoding; of all others the format says what they are.
_TEXTS = _MARKED | {".html", ".htm", ".txt", ".csv"}
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_MOST_NAME = 40  # characters of a file's name that say what it is
_METADATA = ".yaml"


@dataclass(slots=True)
class Harvest:
    """What a round brought.

    Args:
        fetched: Documents that are new or changed.
        unchanged: Those that are as they were.
        removed: Those that are no longer listed.
        faults: Why an address brought nothing; what it brought before stays.
    """

    fetched: int = 0
    unchanged: int = 0
    removed: int = 0
    faults: dict[str, str] = field(default_factory=dict)


async def harvest(listed: Listed, documents: Path, fetcher: Fetcher, max_bytes: int) -> Harvest:
    """Bring the documents of a folder up to date with the addresses that are listed.

    Args:
        listed: The addresses.
        documents: The folder; they are laid into `fetched` in it.
        fetcher: Fetches.
        max_bytes: The largest document.

    Raises:
        UnwritableError: The folder cannot be written.
    """
    return await _Round(listed, documents / FOLDER, fetcher, max_bytes).run()


class _Round:
    def __init__(self, listed: Listed, folder: Path, fetcher: Fetcher, max_bytes: int) -> None:
        self._listed = listed
        self._folder = folder
        self._fetcher = fetcher
        self._robots = Robots(fetcher)
        self._max_bytes = max_bytes
        self._ledger = Ledger(folder)
        self._harvest = Harvest()

    async def run(self) -> Harvest:
        """Fetch everything that is listed, one after the other, and remove what is not."""
        for address in self._listed.pages:
            await self._bring(address, feed="")
        for feed in self._listed.feeds:
            for address in await self._links(feed):
                if address not in self._listed.pages:
                    await self._bring(address, feed=feed)
        self._tidy()
        return self._harvest

    async def _bring(self, address: str, feed: str) -> None:
        """Fetch a document and lay it into the folder; say why where that fails."""
        before = self._ledger.entries.get(address, LedgerEntry())
        lies = bool(before.file) and (self._folder / before.file).is_file()
        try:
            validators = before.validators if lies else {}
            found = await self._fetcher.fetch(
                address, self._max_bytes, validators, self._robots.check
            )
            if found is None:
                self._keep(address, replace(before, feed=feed))
                self._harvest.unchanged += 1
                return
            await asyncio.to_thread(self._lay, address, found, before, feed)
        except FetchError as error:
            self._harvest.faults[address] = str(error)

    def _lay(self, address: str, found: Fetched, before: LedgerEntry, feed: str) -> None:
        """Put a document into the folder, its address beside it.

        Raises:
            FetchError: It is of a kind that is not read.
        """
        suffix = _suffix(found)
        name = _name(address, suffix)
        path = self._folder / name
        stated = f"URL: {json.dumps(found.address)}\n".encode()  # JSON's texts are YAML's, too
        if before.file and before.file != name:
            self._drop(before.file)
        raw = _kept_bytes(found, suffix)
        changed = _put(path.with_suffix(_METADATA), stated) | _put(path, raw)
        self._keep(address, LedgerEntry(name, feed, found.validators))
        if changed:
            self._harvest.fetched += 1
        else:
            self._harvest.unchanged += 1

    async def _links(self, feed: str) -> list[str]:
        """Return what a feed links to, the oldest first; nothing of one that cannot be had."""
        before = self._ledger.entries.get(feed, LedgerEntry())
        try:
            found = await self._fetcher.fetch(
                feed, _MOST_FEED_BYTES, before.validators, self._robots.check
            )
            if found is None:
                return list(before.links)[-self._listed.newest :]
            links = await asyncio.to_thread(links_of, found.body, _MOST_LINKS)
        except (FetchError, ValueError) as error:
            self._harvest.faults[feed] = str(error)
            return []
        links.reverse()
        self._keep(feed, LedgerEntry(validators=found.validators, links=links))
        return links[-self._listed.newest :]

    def _keep(self, address: str, entry: LedgerEntry) -> None:
        """Enter an address into the ledger at once: what lies in the folder is known to it."""
        self._ledger.entries[address] = entry
        self._ledger.write()

    def _tidy(self) -> None:
        """Remove what is no longer listed, and the oldest of a feed that brought too much."""
        for address in list(self._gone()):
            entry = self._ledger.entries.pop(address)
            if entry.file:
                self._drop(entry.file)
                self._harvest.removed += 1
        if self._harvest.removed or self._ledger.entries:
            self._ledger.write()

    def _gone(self) -> Iterator[str]:
        """Yield the addresses whose documents do not stay."""
        entries = self._ledger.entries
        yield from (
            address
            for address, entry in entries.items()
            if address not in self._listed.pages
            and address not in self._listed.feeds
            and entry.feed not in self._listed.feeds
        )
        for feed in self._listed.feeds:
            own = [address for address, entry in entries.items() if entry.feed == feed]
            yield from own[: max(0, len(own) - _MOST_KEPT)]

    def _drop(self, name: str) -> None:
        """Remove a document and what stands beside it."""
        path = self._folder / name
        for one in (path, path.with_suffix(_METADATA)):
            with suppress(OSError):
                one.unlink()


def _suffix(found: Fetched) -> str:
    """Return the ending that says what a document is.

    Raises:
        FetchError: It is of a kind that is not read.
    """
    ending = PurePosixPath(unquote(urlsplit(found.address).path)).suffix.lower()
    if found.kind == _PLAIN and ending in _MARKED:
        return ending
    if found.kind in _SUFFIXES:
        return _SUFFIXES[found.kind]
    if found.kind in _UNTOLD and ending in {*_SUFFIXES.values(), *_MARKED, ".htm"}:
        return ending
    msg = f"it is of a kind that is not read: {found.kind or 'none is told'}"
    raise FetchError(msg)


def _name(address: str, suffix: str) -> str:
    """Return a name for the document of an address: what it is called there, and a digest."""
    parts = urlsplit(address)
    called = PurePosixPath(unquote(parts.path)).stem or parts.hostname or ""
    words = re.sub(r"[^a-z0-9]+", "-", called.lower())[:_MOST_NAME].strip("-")
    digest = hashlib.sha256(address.encode()).hexdigest()[:8]
    return f"{words}-{digest}{suffix}".removeprefix("-")


def _kept_bytes(found: Fetched, suffix: str) -> bytes:
    """Return a text in UTF-8 with its mark, where the response told its encoding; else the bytes.

    What a response tells is lost with it, and is worth more than what a page says of itself.
    """
    text = web_text(found.body, found.charset) if suffix in _TEXTS else None
    return found.body if text is None else text.encode("utf-8-sig")


def _put(path: Path, raw: bytes) -> bool:
    """Put a file where it is kept, whole or not at all; return whether it is another than before.

    Raises:
        UnwritableError: It cannot be written.
    """
    unfinished = path.with_name(f".unfinished-{path.name}")
    try:
        if path.is_file() and path.read_bytes() == raw:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(raw)
        unfinished.replace(path)
    except OSError as error:
        msg = f"{path.parent} cannot be written ({error.strerror}): pages are not taken up"
        raise UnwritableError(msg) from error
    return True
