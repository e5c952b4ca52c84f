"""What the head of a page says of it."""

from collections.abc import Mapping

from index.reading.markup.tree import HtmlElement


def stated_by(page: HtmlElement) -> dict[str, str]:
    """Return what the head of a page says: title, author, date, language, address."""
    about: dict[str, str] = {}
    for meta in page.find_all("meta"):
        key = str(meta.get("property") or meta.get("name") or "").lower()
        about.setdefault(key, " ".join(str(meta.get("content") or "").split()))
    title = page.find("title")
    if title is not None:
        about["title"] = " ".join(title.get_text(" ").split())
    canonical = page.find("link", rel="canonical")
    if canonical is not None:
        about["canonical"] = str(canonical.get("href") or "")
    html = page.find("html")
    if html is not None and html.get("lang"):
        about["lang"] = str(html["lang"]).split("-")[0].lower()
    return {key: value for key, value in about.items() if value}


def address_of(about: Mapping[str, str]) -> str | None:
    """Return the page's own address, None where it states none or one of no use elsewhere."""
    stated = (about.get("canonical", ""), about.get("og:url", ""))
    return next((url for url in stated if url.startswith("http")), None)
