"""Technical texts in plain marks that were made to do harm: reStructuredText, AsciiDoc, roff."""

from collections.abc import Iterator, Mapping

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile, named

# What is repeated in each format, behind what a file of it begins with.
_HEADS: Mapping[str, str] = {".rst": "", ".adoc": "", ".1": ".TH PLAN 1\n"}
_REPEATED: Mapping[str, tuple[str, ...]] = {
    ".rst": (
        "*", "*a ", "**a ", "`", "`a ", "``a ", "|a ", ":a:`b", "a_ ", "`a`__ ", "[1]_ ", "- ",
        "1. ", "- a\n\n", "a\n====\n\n", ".. a::\n\n", ".. [#] a\n", ".. _a: b_\n",
        ".. |a| replace:: |a|\n", "a\n  ", "  a\n\n    b\n\n", "+-+\n", "=== ===\n", ":a: b\n",
        "| a\n", ">>> a\n", "::\n\n", ".. role:: a(b)\n\n", ".. contents::\n\n", "\\", "\t",
        "__ a\n",
    ),
    ".adoc": (
        "*", "*a ", "**a ", "_a_b", "__a ", "`", "`a ", "``a ", '"`a', "#a ", "[a]#b ", "^a",
        "~a", "<<", "<<a,", "[[a", "((", "(((a", "http://", "http://a[", "link:a[", "footnote:[",
        "image:a[", "pass:[", "+++", "$$", "{a}", "{nbsp}", "* a\n", "** a\n\n", ". a\n+\n",
        "a::\n", "a:: b\n", "----\n", "====\n", "--\n", "____\n\n", "////\n", "|===\n", "|a ",
        "3*|a ", "[a]\n", ".a\n", "== a\n\n", "a\n-\n", "ifdef::a[]\n", "ifndef::a[]\n",
        "endif::[]\n", ":a: {a}{a}\n", "+\n", "\\",
    ),
    ".1": (
        "\\", "\\f", "\\fB", "\\(", "\\[", "\\*", "\\*[a]", "\\h'", "\\s+", "\\{", "\\}", '"',
        '.B "', ".\n", "'\n", ".SH\n", ".SH a\n", ".TP\n", ".TQ\n", ".IP a\n", ".RS\n", ".RE\n",
        ".nf\n", ".fi\n", ".br\n", ".if n ", ".if t \\{\n", ".ie n a\n", ".el ", ".de a\n",
        ".ds a \\*a\\*a\n", ".TS\n", ".TS\nl.\na\tb\n", ".TS\nl.\nT{\n", ".TE\n", ".Bl -tag\n",
        ".It Xo\n", ".El\n", ".Bd -literal\n", ".Oo ", ".Op Op ", ".Sm off\n", ".Rs\n.%A a\n",
        ".so a\n", "\\\n",
    ),
}  # fmt: skip
_TIMES = (300, 20_000)
_OTHERS: Mapping[str, Mapping[str, str]] = {
    ".rst": {
        "another file": f".. include:: /etc/passwd\n\n{PARAGRAPH}",
        "a table from another file": f".. csv-table::\n   :file: /etc/passwd\n\n{PARAGRAPH}",
        "a picture's size": f".. figure:: /dev/zero\n   :figwidth: image\n\n{PARAGRAPH}",
        "a table of a million columns": f"{'= ' * 1_000_000}\na\n{'= ' * 1_000_000}\n",
        "lists in each other": "".join(f"{' ' * depth}- a\n\n" for depth in range(0, 4000, 2)),
        "lines of a million letters": f"{'a' * 1_000_000}\n{'=' * 1_000_000}\n\n{PARAGRAPH}",
    },
    ".adoc": {
        "attributes of attributes": "".join(f":a{n}: {f'{{a{n - 1}}}' * 9}\n" for n in range(1, 99))
        + "{a98}",
        "a cell of a million columns": f"|===\n1000000+|{PARAGRAPH}\n|===",
        "a cell a million times": f'[cols="1000000*"]\n|===\n999*|{PARAGRAPH}\n|===',
        "fences that never end": "".join(f"{'-' * length}\n" for length in range(4, 2000)),
        "blocks in each other": "".join(f"{'=' * length}\n" for length in range(4, 2000)),
    },
    ".1": {
        "strings of strings": ".TH A 1\n"
        + "".join(f".ds a{n} " + f"\\*[a{n - 1}]" * 9 + "\n" for n in range(1, 99))
        + "\\*[a98]\n",
        "itself": ".so hostile.1\n",
        "no page": PARAGRAPH,
        "nothing but its head": ".TH A 1\n",
        "a half character": f".TH A 1\n\\[uD800] \\N'55296' \\[u{'9' * 99}] {PARAGRAPH}\n",
    },
}  # fmt: skip


def restructured_texts() -> Iterator[HostileFile]:
    """Yield reStructuredText."""
    return _files(".rst")


def asciidoc_files() -> Iterator[HostileFile]:
    """Yield AsciiDoc."""
    return _files(".adoc")


def manual_pages() -> Iterator[HostileFile]:
    """Yield sources of manual pages."""
    return _files(".1")


def _files(suffix: str) -> Iterator[HostileFile]:
    """Yield the files of a kind."""
    yield from named(suffix, _OTHERS[suffix])
    for times in _TIMES:
        yield from _repeated(suffix, _HEADS[suffix], times)


def _repeated(suffix: str, head: str, times: int) -> tuple[HostileFile, ...]:
    """Return files in which a piece stands that many times."""
    return named(
        suffix,
        {
            f"{piece!r} {times} times": f"{head}{PARAGRAPH}\n\n{piece * times}"
            for piece in _REPEATED[suffix]
        },
    )
