"""Files of odd names, and files larger than any disk."""

from collections.abc import Iterator

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile

# Names of files as Linux has them: any bytes but "/" and zero, at most 255.
NAMES = (
    b"\xff\xfe.txt",
    b"caf\xe9.txt",
    b"caf\xe9.md",
    b"caf\xe9.doc",
    b"\xed\xa0\x80.txt",
    b"a\nb.txt",
    b"a\x1b[31mb.docx",
    b"x" * 252 + b".md",
    b"-rf.txt",
    b"%s {0} [red].txt",
    "\u202etxt.md".encode(),
)
_LARGE = 200_000_000_000  # bytes, all of them a hole


def named_files() -> Iterator[HostileFile]:
    """Yield sound files of odd names, and holes of good ones."""
    content = PARAGRAPH.encode()
    for name in NAMES:
        yield HostileFile(f"{name!r}"[:60], name, content)
    for suffix in (".txt", ".md", ".html", ".docx", ".pdf"):
        recipe, name = f"200 GB of nothing, {suffix}", f"hole{suffix}".encode()
        yield HostileFile(recipe, name, content, size=_LARGE)
