"""Rounds of fetching: what comes, what stays, what goes."""

import json
import os
from pathlib import Path

import pytest

from bot.web_sources import harvest as harvest_module
from bot.web_sources.fetching import fetching
from bot.web_sources.harvest import FOLDER, Harvest, harvest
from bot.web_sources.listed import Listed
from index import Collection, UnwritableError
from index.lab.hashed_encoder import HashedEncoder

from .conftest import Site, anywhere

PAGE = "<html><head><title>The mill</title></head><body><p>{}</p></body></html>"
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{}</channel></rss>'


async def one_round(
    site: Site, folder: Path, *, pages: tuple[str, ...] = (), feeds: tuple[str, ...] = ()
) -> Harvest:
    async with fetching(check=site.check, within=anywhere) as fetcher:
        return await harvest(Listed(pages, feeds), folder, fetcher, 100_000)


def counts(found: Harvest) -> tuple[int, int, int]:
    return found.fetched, found.unchanged, found.removed


def documents(folder: Path) -> dict[str, str]:
    """Return what was laid into a folder, by its address."""
    laid = {}
    for beside in (folder / FOLDER).glob("*.yaml"):
        (path,) = (one for one in (folder / FOLDER).glob(f"{beside.stem}.*") if one != beside)
        address = json.loads(beside.read_text("utf-8").removeprefix("URL: "))
        laid[address] = f"{path.suffix} {path.read_bytes().decode('utf-8-sig')}"
    return laid


def feed_of(site: Site, *paths: str) -> str:
    return FEED.format("".join(f"<item><link>{site.base}{path}</link></item>" for path in paths))


async def test_a_page_is_laid_with_its_address_beside_it(site: Site, tmp_path: Path) -> None:
    address = site.put("/reports/The%20Mill.html", PAGE.format("Built in 1702."))
    assert counts(await one_round(site, tmp_path, pages=(address,))) == (1, 0, 0)
    assert documents(tmp_path) == {address: f".html {PAGE.format('Built in 1702.')}"}
    (name,) = (one.name for one in (tmp_path / FOLDER).glob("*.html"))
    assert name.startswith("the-mill-")


async def test_a_page_that_is_as_it_was_is_asked_for_and_not_sent_again(
    site: Site, tmp_path: Path
) -> None:
    address = site.put("/a", "One.", "text/plain")
    await one_round(site, tmp_path, pages=(address,))
    assert counts(await one_round(site, tmp_path, pages=(address,))) == (0, 1, 0)
    assert "If-None-Match" in site.asked[-1][1]


async def test_a_round_in_which_nothing_changed_writes_nothing(site: Site, tmp_path: Path) -> None:
    site.put("/1", "One.", "text/plain")
    feed = site.put("/feed", feed_of(site, "/1"), "application/rss+xml")
    listed = (site.put("/a", "Two.", "text/plain"),)
    await one_round(site, tmp_path, pages=listed, feeds=(feed,))
    for path in (tmp_path / FOLDER).iterdir():
        os.utime(path, (0, 0))
    await one_round(site, tmp_path, pages=listed, feeds=(feed,))
    assert {path.stat().st_mtime for path in (tmp_path / FOLDER).iterdir()} == {0}


async def test_a_page_whose_document_was_deleted_is_fetched_anew(
    site: Site, tmp_path: Path
) -> None:
    address = site.put("/a", "One.", "text/plain")
    await one_round(site, tmp_path, pages=(address,))
    for path in (tmp_path / FOLDER).glob("*.txt"):
        path.unlink()
    assert counts(await one_round(site, tmp_path, pages=(address,))) == (1, 0, 0)
    assert documents(tmp_path) == {address: ".txt One."}


async def test_a_changed_page_takes_the_place_of_the_one_before(site: Site, tmp_path: Path) -> None:
    address = site.put("/a", "One.", "text/plain")
    await one_round(site, tmp_path, pages=(address,))
    site.put("/a", "<p>Two.</p>", "text/html")
    assert counts(await one_round(site, tmp_path, pages=(address,))) == (1, 0, 0)
    assert documents(tmp_path) == {address: ".html <p>Two.</p>"}


async def test_what_is_no_longer_listed_is_removed(site: Site, tmp_path: Path) -> None:
    pages = tuple(site.put(path, path, "text/plain") for path in ("/a", "/b"))
    await one_round(site, tmp_path, pages=pages)
    assert counts(await one_round(site, tmp_path, pages=pages[1:])) == (0, 1, 1)
    assert list(documents(tmp_path)) == [pages[1]]


async def test_files_of_others_in_the_folder_are_never_touched(site: Site, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "mine.txt").write_text("Mine.", "utf-8")
    await one_round(site, tmp_path, pages=(site.put("/a", "One.", "text/plain"),))
    await one_round(site, tmp_path)
    assert [one.name for one in (tmp_path / FOLDER).glob("*.txt")] == ["mine.txt"]


async def test_a_page_that_cannot_be_had_any_more_stays_as_it_was_and_is_told(
    site: Site, tmp_path: Path
) -> None:
    address = site.put("/a", "One.", "text/plain")
    await one_round(site, tmp_path, pages=(address,))
    site.pages["/a"] = (410, b"", {})
    found = await one_round(site, tmp_path, pages=(address,))
    assert counts(found) == (0, 0, 0)
    assert "410" in found.faults[address]
    assert documents(tmp_path) == {address: ".txt One."}


@pytest.mark.parametrize(
    ("path", "kind", "suffix"),
    [
        ("/a", "application/pdf", ".pdf"),
        ("/a.PDF", "application/octet-stream", ".pdf"),
        ("/a.txt", "", ".txt"),
        ("/a", "text/markdown", ".md"),
        ("/a.md", "text/plain", ".md"),
        ("/A.RST", "text/plain; charset=utf-8", ".rst"),
        ("/b.adoc", "text/plain", ".adoc"),
        ("/a.adoc", "application/octet-stream", ".adoc"),
        ("/a.html", "text/plain", ".txt"),
        ("/a.rst", "text/html", ".html"),
    ],
)
async def test_the_ending_is_that_of_the_kind(
    site: Site, tmp_path: Path, path: str, kind: str, suffix: str
) -> None:
    await one_round(site, tmp_path, pages=(site.put(path, "One.", kind),))
    assert {one.suffix for one in (tmp_path / FOLDER).iterdir()} >= {suffix}


@pytest.mark.parametrize(("path", "kind"), [("/a.png", "image/png"), ("/a", ""), ("/a.exe", "")])
async def test_a_kind_that_is_not_read_is_told(
    site: Site, tmp_path: Path, path: str, kind: str
) -> None:
    address = site.put(path, "One.", kind)
    found = await one_round(site, tmp_path, pages=(address,))
    assert "of a kind that is not read" in found.faults[address]
    assert documents(tmp_path) == {}


async def test_the_encoding_that_a_response_tells_is_kept(site: Site, tmp_path: Path) -> None:
    raw = "Grüße aus dem Ödland".encode("cp1252")
    address = site.put("/a", raw, "text/plain; charset=windows-1252")
    await one_round(site, tmp_path, pages=(address,))
    assert documents(tmp_path) == {address: ".txt Grüße aus dem Ödland"}


async def test_latin_1_is_read_as_browsers_read_it(site: Site, tmp_path: Path) -> None:
    said = PAGE.format("The keeper said “boil it twice” – it’s the rule.")
    address = site.put("/a", said.encode("cp1252"), "text/html; charset=iso-8859-1")
    await one_round(site, tmp_path, pages=(address,))
    assert documents(tmp_path) == {address: f".html {said}"}


@pytest.mark.parametrize(
    "kind",
    [
        "application/pdf",
        "application/epub+zip",
        "application/rtf",
        "application/vnd.oasis.opendocument.text",
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
async def test_what_is_no_text_is_kept_byte_for_byte(
    site: Site, tmp_path: Path, kind: str, charset: str
) -> None:
    raw = b"%PDF-1.4 \xc3\xa9\n"  # in both encodings, and another in each
    await one_round(site, tmp_path, pages=(site.put("/a", raw, f"{kind}; charset={charset}"),))
    (path,) = (one for one in (tmp_path / FOLDER).glob("a-*") if one.suffix != ".yaml")
    assert path.read_bytes() == raw


async def test_robots_are_asked_before_a_page(site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /a", "text/plain")
    address = site.put("/a", "One.", "text/plain")
    found = await one_round(site, tmp_path, pages=(address,))
    assert "robots.txt" in found.faults[address]
    assert site.paths() == ["/robots.txt"]


async def test_what_a_feed_links_to_is_read_and_stays_when_it_leaves_the_feed(
    site: Site, tmp_path: Path
) -> None:
    first, second, third = (site.put(f"/{n}", f"{n}.", "text/plain") for n in (1, 2, 3))
    feed = site.put("/feed", feed_of(site, "/2", "/1"), "application/rss+xml")
    assert counts(await one_round(site, tmp_path, feeds=(feed,))) == (2, 0, 0)
    site.put("/feed", feed_of(site, "/3", "/2"), "application/rss+xml")
    assert counts(await one_round(site, tmp_path, feeds=(feed,))) == (1, 1, 0)
    assert set(documents(tmp_path)) == {first, second, third}
    assert counts(await one_round(site, tmp_path)) == (0, 0, 3)


async def test_a_feed_keeps_so_many_documents(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvest_module, "_MOST_KEPT", 2)
    for number in (1, 2, 3):
        site.put(f"/{number}", f"{number}.", "text/plain")
    feed = site.put("/feed", feed_of(site, "/3", "/2", "/1"), "application/rss+xml")
    await one_round(site, tmp_path, feeds=(feed,))
    assert set(documents(tmp_path)) == {f"{site.base}/2", f"{site.base}/3"}


async def test_a_feed_that_is_as_it_was_keeps_its_documents(site: Site, tmp_path: Path) -> None:
    site.put("/1", "One.", "text/plain")
    feed = site.put("/feed", feed_of(site, "/1"), "application/rss+xml")
    await one_round(site, tmp_path, feeds=(feed,))
    assert counts(await one_round(site, tmp_path, feeds=(feed,))) == (0, 1, 0)
    assert list(documents(tmp_path)) == [f"{site.base}/1"]


async def test_what_a_feed_links_to_is_tried_again_where_it_could_not_be_had(
    site: Site, tmp_path: Path
) -> None:
    feed = site.put("/feed", feed_of(site, "/1"), "application/rss+xml")
    site.pages["/1"] = (503, b"", {})
    assert "503" in (await one_round(site, tmp_path, feeds=(feed,))).faults[f"{site.base}/1"]
    site.put("/1", "One.", "text/plain")
    assert counts(await one_round(site, tmp_path, feeds=(feed,))) == (1, 0, 0)


async def test_robots_are_asked_where_a_page_leads(site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /secret", "text/plain")
    site.put("/secret", "One.", "text/plain")
    site.pages["/go"] = (302, b"", {"Location": "/secret"})
    found = await one_round(site, tmp_path, pages=(f"{site.base}/go",))
    assert "robots.txt" in found.faults[f"{site.base}/go"]
    assert "/secret" not in site.paths()


@pytest.mark.parametrize("charset", ["punycode", "rot13", "unheard-of", "idna"])
async def test_an_encoding_that_is_none_of_the_web_is_not_tried(
    site: Site, tmp_path: Path, charset: str
) -> None:
    address = site.put("/a", b"One-two.", f"text/plain; charset={charset}")
    await one_round(site, tmp_path, pages=(address,))
    assert documents(tmp_path) == {address: ".txt One-two."}


async def test_a_link_of_a_feed_into_the_machine_is_not_followed(
    site: Site, tmp_path: Path
) -> None:
    item = "<item><link>http://127.0.0.1:1/admin</link></item>"
    feed = site.put("/feed", FEED.format(item), "application/rss+xml")
    found = await one_round(site, tmp_path, feeds=(feed,))
    assert "private network" in found.faults["http://127.0.0.1:1/admin"]


async def test_a_page_that_is_listed_as_a_feed_is_told(site: Site, tmp_path: Path) -> None:
    feed = site.put("/feed", "<html></html>")
    found = await one_round(site, tmp_path, feeds=(feed,))
    assert "list it under `pages`" in found.faults[feed]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"a": 1}', '{"a": {"b": 1}}'])
async def test_a_damaged_ledger_is_begun_anew(site: Site, tmp_path: Path, damage: str) -> None:
    address = site.put("/a", "One.", "text/plain")
    await one_round(site, tmp_path, pages=(address,))
    (tmp_path / FOLDER / ".fetched.json").write_text(damage, "utf-8")
    assert counts(await one_round(site, tmp_path, pages=(address,))) == (0, 1, 0)
    assert documents(tmp_path) == {address: ".txt One."}


async def test_a_folder_that_cannot_be_written_is_told(site: Site, tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file", "utf-8")
    with pytest.raises(UnwritableError, match="cannot be written"):
        await one_round(site, tmp_path, pages=(site.put("/a", "One.", "text/plain"),))


async def test_what_was_fetched_is_cited_by_its_address(site: Site, tmp_path: Path) -> None:
    body = PAGE.format("The mill at Arvale was built in 1702 by Ada Marlow.")
    site.pages["/old"] = (301, b"", {"Location": "/mill"})
    address = site.put("/mill", body)
    await one_round(site, tmp_path / "knowledge", pages=(f"{site.base}/old",))
    collection = Collection.open(tmp_path / "knowledge", tmp_path / "data", encoder=HashedEncoder())
    metadata = collection.document().metadata
    assert (metadata.title, metadata.url) == ("The mill", address)
