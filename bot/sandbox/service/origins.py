"""From which page of a browser a request came, if from any."""

from aiohttp import web


def is_own_page(request: web.BaseRequest) -> bool:
    """Return whether a page made a request that came from the very address it asks."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.host}"


def is_foreign(request: web.BaseRequest) -> bool:
    """Return whether a page of another site made a request, or one of another port.

    A browser names the page in `Origin` where it writes or opens a WebSocket; where it only reads,
    it says in `Sec-Fetch-Site` how the page stands to the address. To follow a link is no reading:
    what it leads to is shown to the member, not to the page. A program that is no browser sends
    neither header, and has to have the secret.
    """
    if "Origin" in request.headers:
        return not is_own_page(request)
    site = request.headers.get("Sec-Fetch-Site", "none")
    is_link = request.headers.get("Sec-Fetch-Dest") == "document"
    return site not in ("same-origin", "none") and not is_link
