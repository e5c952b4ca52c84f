"""What a feed (RSS, Atom) links to; the only importer of feedparser."""

import io


def links_of(feed: bytes, newest: int) -> list[str]:
    """Return the addresses that the first entries of a feed link to, each once.

    Args:
        feed: As it was fetched.
        newest: How many entries; feeds have the newest first.

    Raises:
        ValueError: It is no feed.
    """
    import feedparser

    parsed = feedparser.parse(io.BytesIO(feed))  # bytes themselves would be tried as a path
    if not parsed.get("version"):
        msg = "it is no feed that is known (RSS, Atom): if it is a page, list it under `pages`"
        raise ValueError(msg)
    links = (str(entry.get("link", "")) for entry in parsed.entries[:newest])
    return [link for link in dict.fromkeys(links) if link]
