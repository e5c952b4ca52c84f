"""A file that was made so that reading it fails, or something near to that."""

from collections.abc import Mapping
from dataclasses import dataclass

PARAGRAPH = "The council agreed on the plan for the bridge after a long debate in the old hall."


@dataclass(frozen=True, slots=True)
class HostileFile:
    """A document to be, by its recipe.

    Args:
        recipe: What it is, in words.
        name: Of the file, any bytes but "/" and zero.
        content: What it holds.
        beside: The content of the metadata file beside it, None where there is none.
        size: Bytes; what is beyond the content is a hole. None for the content's size.
    """

    recipe: str
    name: bytes
    content: bytes
    beside: bytes | None = None
    size: int | None = None


def named(suffix: str, contents: Mapping[str, str | bytes]) -> tuple[HostileFile, ...]:
    """Return files of one kind, by their recipes."""
    name = f"hostile{suffix}".encode()
    return tuple(
        HostileFile(recipe, name, content.encode() if isinstance(content, str) else content)
        for recipe, content in contents.items()
    )
