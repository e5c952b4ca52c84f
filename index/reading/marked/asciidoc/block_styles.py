"""What a line in square brackets says of the AsciiDoc block behind it."""

import re
from dataclasses import dataclass, field

_ATTRIBUTES = re.compile(r"\[(?:[\w{,.#\"'%].*|\[.*\])?\]")
_ATTRIBUTE = re.compile(r"([\w-]+)=(\"[^\"]*\"|[^,]*)|([^,]+)")
_NAME = re.compile(r"[\w-]*")
_OPTION = re.compile(r"%([\w-]+)")
_QUOTING = frozenset({"quote", "verse"})


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """What is said of a block.

    Args:
        name: Its style, "" where none is stated.
        caption: Its title.
        source: Whom it quotes, and from where.
        named: Its attributes by name.
    """

    name: str = ""
    caption: str = ""
    source: str = ""
    named: dict[str, str] = field(default_factory=dict)


def style_of(line: str, before: BlockStyle | None = None) -> BlockStyle | None:
    """Return what a line says of the block behind it, None where it says nothing of one.

    Args:
        line: The line.
        before: What lines before it say of the same block.
    """
    if not _ATTRIBUTES.fullmatch(line):
        return None
    before = before or BlockStyle()
    given = [*_ATTRIBUTE.finditer(line[1:-1])]
    named = {match[1]: match[2].strip('"') for match in given if match[1]}
    positions = [match[3].strip().strip("\"'") for match in given if not match[1]]
    first, *others = positions or [""]
    if options := _OPTION.findall(first):
        named["options"] = ",".join([named.get("options", ""), *options])
    name = _NAME.findall(first)[0] or before.name
    source = ", ".join(filter(None, others)) if name in _QUOTING else before.source
    return BlockStyle(name, before.caption, source, before.named | named)
