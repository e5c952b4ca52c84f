"""Mentions in a message's text, which Discord writes as marks with a number: `<@123>`, `<#123>`."""

import re

_MENTION = re.compile(r"<[@#][!&]?(\d+)>")


def as_names(text: str) -> str:
    """Return `text` with each mention as a plain name, `@123`: what is asked stands beside it."""
    return _MENTION.sub(_name, text)


def _name(mention: re.Match[str]) -> str:
    following = mention.string[mention.end() : mention.end() + 1]
    runs_on = following.isalnum() or following in {"_", ".", "-"}
    return f"@{mention[1]} " if runs_on else f"@{mention[1]}"
