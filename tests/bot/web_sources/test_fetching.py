"""One file of the web, within bounds."""

import asyncio
from contextlib import suppress

import pytest

from bot.web_sources.addresses import check_form
from bot.web_sources.fetching import Fetched, FetchError, fetching
from bot.web_sources.resolving import PublicResolver
from tests.support.named_hosts import Names

from .conftest import Site, anywhere

MOST = 10_000  # bytes


async def fetched(
    site: Site, address: str, validators: dict[str, str] | None = None
) -> Fetched | None:
    async with fetching(check=site.check, within=anywhere) as fetcher:
        return await fetcher.fetch(address, MOST, validators)


async def refused(site: Site, address: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetched(site, address)
    return caught.value


async def test_a_file_comes_with_its_kind_and_what_to_ask_with_next_time(site: Site) -> None:
    kind = "text/HTML; charset=ISO-8859-1"
    address = site.put("/a", "Grüße".encode("latin-1"), kind, Last_Modified="yesterday")
    found = await fetched(site, address)
    assert found is not None
    assert (found.body, found.kind, found.charset) == (
        "Grüße".encode("latin-1"), "text/html", "iso-8859-1",
    )  # fmt: skip
    tag = site.pages["/a"][2]["ETag"]
    assert found.validators == {"If-None-Match": tag, "If-Modified-Since": "yesterday"}
    assert await fetched(site, address, dict(found.validators)) is None


async def test_a_site_is_told_who_reads_it_and_gets_no_cookies_back(site: Site) -> None:
    address = site.put("/a", "a", Set_Cookie="id=1")
    async with fetching(check=site.check, within=anywhere) as fetcher:
        await fetcher.fetch(address, MOST)
        await fetcher.fetch(address, MOST)
    first, second = (headers for _, headers in site.asked)
    assert first["User-Agent"].startswith("briefing-bot ")
    assert "Cookie" not in second


async def test_what_is_larger_than_the_bound_is_refused(site: Site) -> None:
    assert "larger than 0.01 MB" in str(await refused(site, site.put("/a", b"a" * (MOST + 1))))


async def test_what_unpacks_to_more_than_the_bound_is_refused(site: Site) -> None:
    import gzip

    bomb = gzip.compress(b"a" * 50_000_000)
    address = site.put("/a", bomb, Content_Encoding="gzip")
    assert "larger than" in str(await refused(site, address))


async def test_a_missing_file_is_told_with_its_status(site: Site) -> None:
    error = await refused(site, f"{site.base}/none")
    assert error.status == 404
    assert "answers 404 Not Found" in str(error)


async def test_redirects_are_followed_and_the_last_address_is_told(site: Site) -> None:
    site.pages["/old"] = (301, b"", {"Location": "/new#part"})
    site.put("/new", "here")
    found = await fetched(site, f"{site.base}/old")
    assert found is not None
    assert (found.address, found.body) == (f"{site.base}/new", b"here")


async def test_redirects_in_a_circle_are_given_up(site: Site) -> None:
    site.pages["/a"] = (302, b"", {"Location": "/a"})
    assert "more than 5 times" in str(await refused(site, f"{site.base}/a"))
    assert len(site.asked) == 6


@pytest.mark.parametrize("inside", ["http://127.0.0.1:1/", "file:///etc/passwd", "http://[::1]/"])
async def test_a_redirect_into_the_machine_is_not_followed(site: Site, inside: str) -> None:
    site.pages["/a"] = (302, b"", {"Location": inside})
    error = await refused(site, f"{site.base}/a")
    assert "private network" in str(error) or "no address of the web" in str(error)
    assert len(site.asked) == 1


async def test_a_name_that_leads_into_the_machine_is_not_connected_to(site: Site) -> None:
    port = site.base.rpartition(":")[2]
    resolver = PublicResolver(Names(inside=["127.0.0.1"]))
    async with fetching(resolver=resolver) as fetcher:
        with pytest.raises(FetchError, match="inside leads to this machine"):
            await fetcher.fetch(f"http://inside:{port}/", MOST)
    assert site.asked == []


async def test_a_site_that_does_not_answer_is_given_up() -> None:
    async def never(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        writer.close()

    server = await asyncio.start_server(never, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    async with fetching(check=lambda _: "", within=anywhere, seconds=0.2) as fetcher:
        with pytest.raises(FetchError, match="did not send it in time"):
            await fetcher.fetch(f"http://{host}:{port}/", MOST)
    server.close()


async def test_a_closed_port_is_told() -> None:
    async with fetching(check=lambda _: "", within=anywhere) as fetcher:
        with pytest.raises(FetchError, match=r"127\.0\.0\.1"):
            await fetcher.fetch("http://127.0.0.1:1/", MOST)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "①②⑦.⓪.⓪.①", "１２７.0.0.1", "127。0。0。1", "2130706433", "127.1", "0x7f000001"],
)
@pytest.mark.parametrize("checked", [True, False], ids=["by form", "at the socket"])
async def test_this_machine_is_not_reached_however_it_is_written(
    site: Site, host: str, *, checked: bool
) -> None:
    site.put("/a", "secret")
    address = f"http://{host}:{site.base.rpartition(':')[2]}/a"
    check = check_form if checked else lambda _: ""
    async with fetching(check=check) as fetcher:
        with pytest.raises(FetchError):
            await fetcher.fetch(address, MOST)
    assert site.asked == []


async def test_redirects_count_towards_the_time_of_a_file(site: Site) -> None:
    site.pages["/a"] = (302, b"", {"Location": "/a"})
    async with fetching(check=site.check, within=anywhere, seconds=0.0) as fetcher:
        with pytest.raises(FetchError, match="did not send it in time"):
            await fetcher.fetch(f"{site.base}/a", MOST)
