"""A book's index is left out of a plain text, and told."""

import pytest

from index.reading.documents import document_of
from index.types import Document, OmissionKind

STORY = """\
The mill takes its water from the river Arval, and lets it go again below the
weir, where the boys of the village catch what has come through the wheel. That
was so in the days of the last miller, and nobody has changed it since then.
"""
INFO = """\
* Menu:

* barley:                                Grain.              (line  291)
* grinding, in winter, by night:         Frost and Night at the Mill.
                                                             (line 1989)
* $ signs on sacks:                      Grain.              (line  105)
* miller:                                People.             (line   12)
* stones:                                Stones.             (line    3)
* water:                                 Water.              (line    1)
* wheels:                                Water.              (line   14)
"""
PAGED = """\
A
arches, 12
axles of oak and how they
are made, 14-16, 20
B
barley, 3, 5
  in winter, 4
bells, see wheels
C
corn, 12, 14, 180-182
cranes, 9
dams, 11
"""


def with_index(called: str, index: str, behind: str = "") -> Document:
    return document_of(f"The Mill\n========\n\n{STORY}\n{called}\n\n{index}{behind}")


def paragraphs(document: Document) -> list[str]:
    return [document.text[one.start : one.end] for one in document.paragraphs]


@pytest.mark.parametrize("index", [INFO, PAGED])
@pytest.mark.parametrize(
    "called", ["Index\n*****", "INDEX", "Appendix B  Concept Index\n========================="]
)
def test_an_index_is_left_out_and_told(called: str, index: str) -> None:
    document = with_index(called, index)
    assert paragraphs(document) == [" ".join(STORY.split())]
    told = document.omissions[0]
    assert told.kind is OmissionKind.CONTENTS
    assert index.strip().splitlines()[-1] in told.text


def test_what_stands_behind_an_index_is_read() -> None:
    more = "\nAbout the writer\n****************\n\nShe has lived at the mill since the war.\n"
    document = with_index("Index\n*****", INFO, more)
    assert paragraphs(document)[1:] == ["She has lived at the mill since the war."]
    document = with_index("Index\n*****", INFO, "\nThe miller was asked, and agreed.\n")
    assert paragraphs(document)[1:] == ["The miller was asked, and agreed."]


@pytest.mark.parametrize(
    ("called", "index"),
    [
        ("What is where\n*************", PAGED),  # nothing calls it an index
        ("Price index\n***********", "".join(f"{m}, 10{n}\n" for n, m in enumerate(
            ("January", "February", "March", "April", "May", "June", "July"), start=1
        ))),
        ("Index\n*****", "arches, 12\nbarley, 3\ncorn, 4\n"),  # too few to tell
        ("Index\n*****", f"What is counted here are sacks, and none is left out.\n\n{PAGED}"),
        ("Index\n*****", STORY),
    ],
)  # fmt: skip
def test_other_lines_are_read(called: str, index: str) -> None:
    document = with_index(called, index)
    read = "\n".join(paragraphs(document))
    assert all(word in read for word in index.split())
    assert document.omissions == ()
