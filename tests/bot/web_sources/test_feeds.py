"""What feeds link to."""

from pathlib import Path

import pytest

from bot.web_sources.feeds import links_of

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title>Third</title><link>https://example.org/3</link></item>
<item><title>Second</title><link>https://example.org/2</link></item>
<item><title>No link</title></item>
<item><title>Second again</title><link>https://example.org/2</link></item>
<item><title>First</title><link>https://example.org/1</link></item>
</channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<entry><title>Two</title><link rel="alternate" href="https://example.org/two"/></entry>
<entry><title>One</title><link href="https://example.org/one"/></entry></feed>"""
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">]>
<rss version="2.0"><channel><title>&g;</title>
<item><link>https://example.org/&g;</link></item></channel></rss>"""


def test_links_come_in_the_feeds_order_each_once() -> None:
    assert links_of(RSS, 20) == [f"https://example.org/{number}" for number in (3, 2, 1)]


def test_only_the_newest_are_taken() -> None:
    assert links_of(RSS, 1) == ["https://example.org/3"]


def test_atom_is_read() -> None:
    assert links_of(ATOM, 20) == ["https://example.org/two", "https://example.org/one"]


@pytest.mark.parametrize("raw", [b"", b"<html><body>no feed</body></html>", b"\x00\xff", b"{}"])
def test_what_is_no_feed_is_told(raw: bytes) -> None:
    with pytest.raises(ValueError, match="it is no feed"):
        links_of(raw, 20)


def test_entities_do_not_grow_without_end() -> None:
    assert all(len(link) < 100_000 for link in links_of(LAUGHS, 20))


def test_a_feed_that_is_the_path_of_a_file_does_not_open_it(tmp_path: Path) -> None:
    (tmp_path / "local.xml").write_bytes(RSS)
    with pytest.raises(ValueError, match="it is no feed"):
        links_of(str(tmp_path / "local.xml").encode(), 20)
