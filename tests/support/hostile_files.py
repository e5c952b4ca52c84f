"""Files that were made so that reading them fails, each by its recipe, and names of all kinds."""

import io
import re
import zipfile
from collections.abc import Mapping
from itertools import pairwise

from tests.support.samples import NAMESPACES, WORD

PARAGRAPH = "The council agreed on the plan for the bridge after a long debate in the old hall."

_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"  # how the two records of a ZIP's entry begin


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


def parts() -> dict[str, bytes]:
    """The parts of a Word document that is sound."""
    return {name: _filled(content) for name, content in WORD.items()}


def _filled(content: str) -> bytes:
    for short, long in NAMESPACES.items():
        content = content.replace(short, long)
    return content.encode()


def zipped(files: Mapping[str, bytes], packing: int = zipfile.ZIP_STORED) -> bytes:
    """Pack files into one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def word_of(body: str) -> bytes:
    """A Word document with this body."""
    namespace = NAMESPACES["{word}"]
    document = f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
    return zipped(parts() | {"word/document.xml": document.encode()})


def _with_byte(archive: bytes, local: int, value: int) -> bytes:
    """An archive, in both records of each entry this byte; the second has it two further on."""
    changed = bytearray(archive)
    for begin, place in ((_LOCAL, local), (_CENTRAL, local + 2)):
        for match in re.finditer(re.escape(begin), archive):
            changed[match.start() + place] = value
    return bytes(changed)


def _broken(packing: int) -> bytes:
    """A Word document whose text is packed so and damaged."""
    packed = bytearray(zipped(parts(), packing))
    begin = packed.find(b"word/document.xml") + 25
    for place in range(begin, begin + 100):
        packed[place] ^= 0x55
    return bytes(packed)


def _chained(length: int) -> bytes:
    """A Word document with a part that names a part that names a part …"""
    default = b'<Default Extension="xml" ContentType="application/xml"/></Types>'
    chain = parts()
    chain["[Content_Types].xml"] = chain["[Content_Types].xml"].replace(b"</Types>", default)
    schema = NAMESPACES["{package}"]
    names = ["document", *(f"c{number}" for number in range(length))]
    for name, following in pairwise(names):
        relation = f'<Relationship Id="a" Type="http://x/y" Target="{following}.xml"/>'
        relations = f'<Relationships xmlns="{schema}/relationships">{relation}</Relationships>'
        chain[f"word/{following}.xml"] = b"<a/>"
        chain[f"word/_rels/{name}.xml.rels"] = relations.encode()
    return zipped(chain)


# By its name the content of a Word document, and what is said of it.
DOCX: Mapping[str, tuple[bytes, str]] = {
    "encrypted": (_with_byte(zipped(parts()), 6, 1), "is encrypted: save it without a password"),
    "LZMA": (_broken(zipfile.ZIP_LZMA), "not packed as Word documents are"),
    "BZIP2": (_broken(zipfile.ZIP_BZIP2), "not packed as Word documents are"),
    "Deflate": (_broken(zipfile.ZIP_DEFLATED), "not a whole Word document"),
    "said to be BZIP2": (_with_byte(zipped(parts()), 8, 12), "not packed as Word documents are"),
    "no packing": (_with_byte(zipped(parts()), 8, 99), "not packed as Word documents are"),
    "deep form": (
        word_of("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000),
        "not a whole Word document",
    ),
    "chain of parts": (_chained(1500), "not a whole Word document"),
}

# Markdown whose beginning or inside was made so; each is read.
MARKDOWN: Mapping[str, str] = {
    **{f"front: {name}": f"---\n{text}\n---\n\n{PARAGRAPH}\n" for name, (text, _) in YAML.items()},
    "quotes": f"{PARAGRAPH}\n\n{'> ' * 2000}x",
    "pictures": f"{'![' * 1500}{PARAGRAPH}{'](x)' * 1500}",
    "half characters": f"&#xD800; &#0; &#99999999999; {PARAGRAPH}",
}

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
