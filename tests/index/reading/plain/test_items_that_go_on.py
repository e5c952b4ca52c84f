"""What goes on in an item of a list knows how the item begins, in every format that has items."""

from pathlib import Path

import pytest

from index.lab.hostile.open_documents import open_document_of
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
    "adoc": """\
= T

* one
+
more of one

** inner
+
more of inner

* two
+
----
code
----

plain

Term::
  what it is
+
and more
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


def begun(path: Path, text: str) -> dict[str, str]:
    """Return what each further paragraph of an item goes on from, by its words."""
    path.write_text(text, encoding="utf-8")
    document = read_document(path)

    def words(number: int) -> str:
        one = document.paragraphs[number - 1]
        return " ".join(document.text[one.start : one.end].split())

    return {words(o.number): words(o.item_start) for o in document.paragraphs if o.item_start}


def terms(path: Path) -> list[str]:
    """Return the terms that items of a document begin with."""
    document = read_document(path)
    return [document.text[o.start : o.term_end] for o in document.paragraphs if o.term_end]


@pytest.mark.parametrize(
    ("suffix", "inner"),
    [
        ("md", INNER),
        ("rst", INNER),
        ("html", INNER),
        ("adoc", {"more of inner": "inner"}),
        ("7", {}),
    ],
)
def test_a_further_paragraph_knows_the_first(
    suffix: str, inner: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / f"listed.{suffix}"
    found = begun(path, LISTED[suffix])
    bare = {further: first.lstrip("• ").replace(":", "") for further, first in found.items()}
    outer = {"more of one": "one", "code": "two", "and more": "Term what it is"}
    assert bare == outer | inner
    assert terms(path) == ["Term"]


def test_a_heading_ends_every_item(tmp_path: Path) -> None:
    assert (
        begun(tmp_path / "a.html", "<main><h1>T</h1><ul><li>one<h2>U</h2>other</ul></main>") == {}
    )


def test_of_web_pages_each_term_begins_an_item_whatever_stands_behind_it(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    text = """<main><h1>T</h1><dl>
    <dt>-v<dd>Tell.
    <dt>--config<dd><pre>file</pre><p>Defaults to it.
    <dt>--lone
    <dt>-a<dt>-b<dd>Both.<dd>Also.
    <dt>--list<dd><ul><li>fast</ul><p>Then stop.
    </dl></main>"""
    assert begun(path, text) == {
        "file": "--config",
        "Defaults to it.": "--config",
        "Also.": "--lone -a -b Both.",
        "Then stop.": "--list",
    }


MAN = """\
.TH T 7
.SH T
.TP
-w
What to do.
.RS
.TP
fast
Be quick.
.TP
slow
Take time.
.sp
Twice.
.RE
.IP
More of w.
.PP
\\fIDelay=\\fR
.RS 4
How long.
.sp
Defaults to ten.
.RE
.PP
plain
"""
MDOC = """\
.Dd May 1, 2001
.Dt T 7
.Os
.Sh T
.Bl -tag
.It Fl w
What to do.
.Bl -tag
.It fast
Be quick.
.Pp
Twice.
.El
.Pp
More of w.
.It Fl v
Tell.
.El
plain
"""


def test_lists_in_items_of_manual_pages_end_before_their_item(tmp_path: Path) -> None:
    path = tmp_path / "a.7"
    assert begun(path, MAN) == {
        "Twice.": "slow: Take time.",
        "More of w.": "-w: What to do.",
        "Defaults to ten.": "Delay=: How long.",
    }
    assert terms(path) == ["-w", "fast", "slow", "Delay="]
    assert begun(path, MDOC) == {
        "Twice.": "fast: Be quick.",
        "More of w.": "-w: What to do.",
    }
    assert terms(path) == ["-w", "fast", "-v"]


NOTED = """\
# T

- three[^1]

  more of three

  | a | b |
  | - | - |
  | c | d |

  behind the table

- - inner

  behind inner

[^1]: A note.

      - listed
"""


def test_notes_and_tables_end_no_item_and_a_list_begins_none_around_it(tmp_path: Path) -> None:
    assert begun(tmp_path / "a.md", NOTED) == {
        "more of three": "three",
        "behind the table": "three",
    }


def test_of_open_documents_each_paragraph_of_an_item_behind_the_first_goes_on(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.odt"
    listed = "<text:list><text:list-item>{}</text:list-item></text:list>"
    inner = listed.format("<text:p>inner</text:p><text:p>more of inner</text:p>")
    outer = listed.format(f"<text:p>one</text:p><text:p>more of one</text:p>{inner}")
    path.write_bytes(open_document_of(f"{outer}<text:p>plain</text:p>"))
    document = read_document(path)
    found = {o.number: o.item_start for o in document.paragraphs if o.item_start}
    assert found == {2: 1, 4: 3}


TYPED = {
    "md": """\
# T

The options are:

- `--path`: Where the mill is. It has to exist.

  **More**: on it.
- **Weir** (old) – Holds water. It leaks.
- **Never** stop it. It turns.

1. **Race:** Leads water.

**Mill**: no item.
""",
    "html": """<main><h1>T</h1><p>The options are:</p>
<ul><li><p><code>--path</code>: Where the mill is. It has to exist.</p><p><b>More</b>: on it.</p>
<li><strong>Weir</strong> (old) – Holds water. It leaks.
<li><strong>Never</strong> stop it. It turns.</ul>
<ol><li><b>Race:</b> Leads water.</ol><p><b>Mill</b>: no item.</p></main>""",
}


@pytest.mark.parametrize("suffix", TYPED)
def test_an_item_begins_with_the_term_that_its_type_sets_off(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"typed.{suffix}"
    path.write_text(TYPED[suffix], encoding="utf-8")
    assert terms(path) == ["--path", "Weir (old)", "1. Race:"]
