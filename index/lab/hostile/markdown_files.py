"""Markdown that was made to do harm."""

from collections.abc import Iterator, Mapping

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile, named
from index.lab.hostile.metadata_files import YAML

# Whose beginning or inside was made so; each is read.
MARKDOWN: Mapping[str, str] = {
    **{f"front: {name}": f"---\n{text}\n---\n\n{PARAGRAPH}\n" for name, (text, _) in YAML.items()},
    "quotes": f"{PARAGRAPH}\n\n{'> ' * 2000}x",
    "pictures": f"{'![' * 1500}{PARAGRAPH}{'](x)' * 1500}",
    "half characters": f"&#xD800; &#0; &#99999999999; {PARAGRAPH}",
    "a note that cites itself": f"{PARAGRAPH}[^a]\n\n[^a]: It[^a].",
    "notes that cite notes": f"{PARAGRAPH}[^0]\n\n"
    + "".join(f"[^{number}]: So[^{number + 1}].\n\n" for number in range(5000)),
}
# What is repeated, and how often at most: of these a parser may have to look at all that follows.
_REPEATED = (
    "[", "![", "](", "*", "**a", "_", "_a_b", "`", "``a`", "~~~\n", "> ", "- ", "1. ", "  - a\n",
    "<", "<a ", "<!--", "<![CDATA[", "&amp", "&#x", "\\", "|", "a|b\n", "|-", "# ", "a\n===\n",
    "---\n", "[a]: b\n", "[a][b]", "<http://", "\t", "*a **b ", "[^a]: x\n", "[^a]", "^[", "[^",
    "!!! a\n", ":::\n", "::: a\n", "<b>\n\n", "<!-- -->\n\n", "[![a](b)](c)", "- [a](#a)\n",
)  # fmt: skip
_TIMES = (300, 20_000)


def markdown_files() -> Iterator[HostileFile]:
    """Yield Markdown files."""
    yield from named(".md", MARKDOWN)
    for times in _TIMES:
        repeated = {f"{piece!r} {times} times": piece * times for piece in _REPEATED}
        yield from named(".md", {name: f"{PARAGRAPH}\n\n{text}" for name, text in repeated.items()})
