"""What a site's robots.txt forbids is not read."""

import threading
from collections.abc import Sequence
from types import SimpleNamespace

import pytest
from protego import Protego

from bot.web_sources import robots as robots_module
from bot.web_sources.fetching import FetchError, fetching
from bot.web_sources.robots import Robots

from .conftest import Site, anywhere

ROBOTS = """
User-agent: *
Disallow: /private/
Allow: /private/report$

User-agent: briefing-bot
Disallow: /not-for-bots
Disallow: /private/
Allow: /private/report$
"""


async def allowed(site: Site, paths: Sequence[str]) -> list[bool]:
    outcomes = []
    async with fetching(check=site.check, within=anywhere) as fetcher:
        robots = Robots(fetcher)
        for path in paths:
            try:
                await robots.check(f"{site.base}{path}")
            except FetchError:
                outcomes.append(False)
            else:
                outcomes.append(True)
    return outcomes


async def test_what_is_forbidden_is_refused_and_the_file_is_read_once(site: Site) -> None:
    site.put("/robots.txt", ROBOTS, "text/plain")
    paths = ["/a", "/private/x", "/private/report", "/private/report?x", "/not-for-bots"]
    assert await allowed(site, paths) == [True, False, True, False, False]
    assert site.paths() == ["/robots.txt"]


async def test_the_rules_of_a_site_are_made_sense_of_once_and_in_a_thread(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse, threads = Protego.parse, list[threading.Thread]()

    def noted(text: str) -> Protego:
        threads.append(threading.current_thread())
        return parse(text)

    monkeypatch.setattr(Protego, "parse", noted)
    site.put("/robots.txt", ROBOTS, "text/plain")
    assert await allowed(site, ["/a", "/private/x", "/b"]) == [True, False, True]
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


class Noting:
    """Gives every site rules, and notes whose were fetched."""

    def __init__(self) -> None:
        self.fetched: list[str] = []

    async def fetch(self, address: str, most_bytes: int) -> SimpleNamespace:
        del most_bytes
        self.fetched.append(address.removesuffix("/robots.txt"))
        return SimpleNamespace(body=ROBOTS.encode())


async def test_only_the_rules_of_the_sites_asked_last_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(robots_module, "_MOST_SITES", 2)
    fetcher = Noting()
    robots = Robots(fetcher)  # type: ignore[arg-type]  # as far as it is used
    one, two, three = (f"https://{name}.example" for name in ("one", "two", "three"))
    for site in (one, two, one, three, one, two):
        await robots.check(f"{site}/a")
    assert fetcher.fetched == [one, two, three, two]


@pytest.mark.parametrize("status", [404, 403, 410])
async def test_without_the_file_nothing_is_forbidden(site: Site, status: int) -> None:
    site.pages["/robots.txt"] = (status, b"", {})
    assert await allowed(site, ["/a"]) == [True]


@pytest.mark.parametrize("status", [500, 503])
async def test_where_the_file_cannot_be_had_nothing_is_read(site: Site, status: int) -> None:
    site.pages["/robots.txt"] = (status, b"", {})
    assert await allowed(site, ["/a"]) == [False]


async def test_the_site_is_named_in_what_is_told(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /", "text/plain")
    async with fetching(check=site.check, within=anywhere) as fetcher:
        with pytest.raises(FetchError, match=r"127\.0\.0\.1 does not let programs read it"):
            await Robots(fetcher).check(f"{site.base}/a")
