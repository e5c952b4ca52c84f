"""What goes on in an item of a list knows how the item begins, in every format that has items."""

from pathlib import Path

import pytest

from index.reading.documents import read_document

LISTED = {
    "md": """\
# T

- one

  more of one

  - inner

    more of inner

  behind inner
- two

      code

plain

Term
: what it is

    and more
""",
    "rst": """\
T
=

- one

  more of one

  - inner

    more of inner

  behind inner
- two

  ::

      code

plain

Term
   what it is

   and more
""",
    "html": """\
<main><h1>T</h1>
<ul><li><p>one<p>more of one<ul><li>inner<p>more of inner</ul>behind inner
<li>two<pre>code</pre></ul>
<p>plain
<dl><dt>Term<dd>what it is<p>and more</dl></main>
""",
    "7": """\
.TH T 7
.SH T
.IP \\(bu
one
.IP
more of one
.IP \\(bu
two
.nf
code
.fi
.PP
plain
.TP
Term
what it is
.sp
and more
""",
}
INNER = {"more of inner": "inner", "behind inner": "one"}


@pytest.mark.parametrize(
    ("suffix", "inner"), [("md", INNER), ("rst", INNER), ("html", INNER), ("7", {})]
)
def test_a_further_paragraph_knows_the_first(
    suffix: str, inner: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / f"listed.{suffix}"
    path.write_text(LISTED[suffix], encoding="utf-8")
    document = read_document(path)

    def words(number: int) -> str:
        one = document.paragraphs[number - 1]
        return " ".join(document.text[one.start : one.end].lstrip("• ").replace(":", "").split())

    begun = {words(one.number): words(one.entry) for one in document.paragraphs if one.entry}
    outer = {"more of one": "one", "code": "two", "and more": "Term what it is"}
    assert begun == outer | inner


def test_a_heading_ends_every_item(tmp_path: Path) -> None:
    path = tmp_path / "listed.html"
    path.write_text("<main><h1>T</h1><ul><li>one<h2>U</h2>other</ul></main>", encoding="utf-8")
    assert [one.entry for one in read_document(path).paragraphs] == [None, None]
