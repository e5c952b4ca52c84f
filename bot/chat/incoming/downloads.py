"""What is attached to a message or command, got from where Discord keeps it: bounded, in time."""

import asyncio
import io
from urllib.parse import urlsplit

import aiohttp
import discord
from discord.http import Route

from bot.languages import Sentence
from bot.library import NotTakenError, file_name_of

# Where attachments lie: https://discord.com/developers/docs/reference#cdn-data
_HOSTS = frozenset({"cdn.discordapp.com", "media.discordapp.net"})
_DISCORD = "discord.com"
_DEADLINE_S = 120.0  # of one file: 100 MB at 7 Mbit/s
_SILENCE_S = 20.0  # without a byte
_CHUNK = 65_536  # bytes
_OK = 200
# As it lies there: what is packed for the way could be any size once it is unpacked.
_HEADERS = {"Accept-Encoding": "identity"}

_NOT_HANDED_OUT = Sentence("Discord does not hand it out now: try again")
_NOT_DISCORDS = Sentence("it does not lie where Discord keeps files: attach it anew")
_LONGER = Sentence("it is longer than Discord says it is: attach it anew")
_TOO_SLOW = Sentence("Discord did not hand it out in time: try again")


class NotDownloadedError(NotTakenError):
    """An attachment that cannot be had."""


def called(attachment: discord.Attachment) -> str:
    """Return what an attachment is called: Discord hands it out by a name without, say, umlauts."""
    return file_name_of(attachment.filename, attachment.title)


async def downloaded(attachment: discord.Attachment) -> bytes:
    """Return the bytes of an attachment, as many as Discord says that it has at most.

    How many that may be is checked before by who asks. No redirect is followed.

    Args:
        attachment: As Discord tells of it.

    Raises:
        NotDownloadedError: It lies elsewhere, is longer than that, or does not come in time.
    """
    if not _is_discords(attachment.url):
        raise NotDownloadedError(_NOT_DISCORDS)
    try:
        async with asyncio.timeout(_DEADLINE_S):
            return await _taken(attachment.url, attachment.size)
    except TimeoutError as error:
        raise NotDownloadedError(_TOO_SLOW) from error
    except (aiohttp.ClientError, OSError) as error:
        raise NotDownloadedError(_NOT_HANDED_OUT) from error


async def _taken(url: str, size: int) -> bytes:
    """Return what stands at an address.

    Raises:
        NotDownloadedError: It is refused, packed, or longer than `size` bytes.
    """
    quiet = aiohttp.ClientTimeout(total=None, sock_connect=_SILENCE_S, sock_read=_SILENCE_S)
    jar = aiohttp.DummyCookieJar()
    async with (
        aiohttp.ClientSession(cookie_jar=jar, timeout=quiet, auto_decompress=False) as session,
        session.get(url, headers=_HEADERS, allow_redirects=False) as response,
    ):
        packed = response.headers.get("Content-Encoding", "identity") != "identity"
        if response.status != _OK or packed:
            raise NotDownloadedError(_NOT_HANDED_OUT)
        raw = io.BytesIO()  # it gives its bytes away, and makes no copy of them for that
        async for chunk in response.content.iter_chunked(_CHUNK):
            raw.write(chunk)
            if raw.tell() > size:
                raise NotDownloadedError(_LONGER)
        return raw.getvalue()


def _is_discords(url: str) -> bool:
    """Return whether Discord keeps files there, or the stand-in that the client is pointed at."""
    try:
        place, base = urlsplit(url), urlsplit(Route.BASE)
    except ValueError:
        return False
    if place.scheme == "https" and place.netloc in _HOSTS:
        return True
    return base.netloc != _DISCORD and (place.scheme, place.netloc) == (base.scheme, base.netloc)
