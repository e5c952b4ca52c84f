"""Text of members and documents: bounded, well-formed, and nothing in it steers a terminal."""

import re

from index import SettingsError, encodable

# Terminals act on these: C0 but for tab and line feed, delete, and C1. Half characters (lone
# surrogates) cannot be written as UTF-8 at all.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_PICTURES = 0x2400  # of the C0 characters, in their order
_PICTURE_OF_DELETE = "\u2421"
_REPLACEMENT = "\ufffd"
LONGEST_TEXT = 10_000  # characters of a question, topic, claim or quotation


def visible(text: str) -> str:
    """Return text in which control characters are seen instead of obeyed.

    Those of C0 and delete become their pictures, such as ␛; those of C1 and half characters, which
    have none, become U+FFFD. The length stays.
    """
    return _STEERING.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    character = match[0]
    if character == "\x7f":
        return _PICTURE_OF_DELETE
    return chr(_PICTURES + ord(character)) if character < " " else _REPLACEMENT


def bounded(text: str, noun: str) -> str:
    """Return a text that may be asked, half characters in it replaced.

    Args:
        text: A question, topic, claim or quotation.
        noun: Which of them.

    Raises:
        SettingsError: It is too long.
    """
    if len(text) > LONGEST_TEXT:
        raise SettingsError(
            f"the {noun} has {len(text):,} characters; shorten it to {LONGEST_TEXT:,} at most"
        )
    return encodable(text)
