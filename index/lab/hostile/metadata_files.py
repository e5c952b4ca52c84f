"""Metadata files and front matter that were made to do harm."""

from collections.abc import Mapping

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile


def _bomb() -> str:
    """Nine lists, each of nine of the one before: 9 ** 9 words when it is printed."""
    lists = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for inner, name in zip("abcdefgh", "bcdefghi", strict=True):
        lists.append(f"{name}: &{name} [{', '.join([f'*{inner}'] * 9)}]")
    return "\n".join([*lists, "author: {literal: *i}\n"])


# By its name the content of a metadata file, and what is said of it.
YAML: Mapping[str, tuple[str, str]] = {
    "truth value": ("title: !!bool maybe\n", "'maybe' in line 1, which is no bool"),
    "empty number": ('title: !!int ""\n', "'' in line 1, which is no int"),
    "odd number": ("title: !!float x\n", "'x' in line 1, which is no float"),
    "date": ("rights: x\nissued: !!timestamp soon\n", "'soon' in line 2, which is no timestamp"),
    "day that is none": ("issued: 2018-02-30\n", "'2018-02-30' in line 1, which is no timestamp"),
    "program": ("title: !!python/object/apply:os.system [x]\n", "an unknown tag"),
    "deep list": (f"title: {'[' * 500}{']' * 500}\n", "nests deeper than 32 levels"),
    "deep mapping": (f"title: {'{a: ' * 500}{'}' * 500}\n", "nests deeper than 32 levels"),
    "deep block": ("".join(f"{' ' * n}a:\n" for n in range(500)), "nests deeper than 32 levels"),
    "long number": (f"title: {'9' * 5000}\n", "which is no int"),
    "long hexadecimal": (f"title: 0x{'f' * 50_000}\n", "which is no int"),
    "long base 60": (f"title: {':'.join(['1'] * 5000)}\n", "which is no int"),
    "no code point": ('title: "\\UFFFFFFFF"\n', "not YAML"),
    "long version": (f"%YAML 1.{'9' * 5000}\n---\ntitle: x\n", "not YAML"),
    "half a character": ('title: "\\ud800"\n', "half a character stands here"),
    "half in a name": ('author: [{literal: "\\udfff x"}]\n', "half a character stands here"),
    "escape sequence": ('title: "\\e[31m"\n', "a control character"),
    "alias bomb": (_bomb(), "an alias is not followed here"),
    "list in itself": ("author: &a [*a]\n", "an alias is not followed here"),
    "mapping in itself": ("author: &a {literal: *a}\n", "an alias is not followed here"),
    "list as a key": ("? [a]\n: b\n", "a key is no text"),
    "two documents": ("title: a\n---\ntitle: b\n", "not YAML in line 2"),
    "long file": (f"title: {'x' * 250_000}\n", "longer than 200 kB"),
    "many fields": ("".join(f"k{n}: 1\n" for n in range(3000)), "unknown field 'k0'"),
}


def metadata_files() -> tuple[HostileFile, ...]:
    """Return documents that are sound, each with one of these beside it."""
    content = PARAGRAPH.encode()
    return tuple(
        HostileFile(recipe, b"hostile.txt", content, beside=text.encode())
        for recipe, (text, _) in YAML.items()
    )
