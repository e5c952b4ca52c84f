"""Code and columns of a plain text keep their lines and blanks; what is prose does not."""

import pytest

from index.reading.documents import document_of
from index.reading.repair.repair import restore
from index.types import BlockKind, Document

ABOVE = """\
The mill is installed with a few commands, which have to be given in the order in
which they stand here. Before that, make sure that the wheel turns freely, because
nothing else can be done as long as it does not. Then the grain is brought in and
poured into the hopper, {end}

"""
BELOW = """
When that is done, look at what it says about the grain, which is more than could be
said by the miller, who has been away since the spring and is not expected back soon
by anybody in the village. Whoever wants to know more has to ask the neighbours, who
know where he went.
"""


def written(block: str, end: str = "which is done by hand.") -> Document:
    """Return a text in which a block stands between two paragraphs."""
    return document_of(ABOVE.format(end=end) + block + BELOW)


def inside(document: Document) -> list[tuple[str, str]]:
    """Return kind and text of the paragraphs between the first and the last."""
    own = document.paragraphs[1:-1]
    return [(one.kind.value, document.text[one.start : one.end]) for one in own]


@pytest.mark.parametrize(
    "block",
    [
        "    tar xf mill.tar\n    cd mill\n    ./configure --prefix=/usr\n    make\n",
        "    mill --start --verbose\n",
        "    if (wheel->stuck) {\n        push(wheel);\n    }\n",
        "    Grain      Price     Origin\n    Rye        12        Arvale\n",
    ],
)
def test_what_is_typed_keeps_its_lines_and_blanks(block: str) -> None:
    document = written(block)
    assert inside(document) == [(BlockKind.CODE.value, block.strip())]
    source = ABOVE.format(end="which is done by hand.") + block + BELOW
    assert restore(document.text, document.repairs) == source


def test_short_lines_after_a_colon_are_commands_though_nothing_else_shows_it() -> None:
    block = "    make\n    make install\n"
    assert inside(written(block, "and this is done:")) == [("code", "make\n    make install")]
    assert inside(written(block))[0][0] == "text"


def test_each_block_is_judged_by_itself() -> None:
    block = "    ./configure; make\n\n    The Mill\n\n    mill --start\n"
    kinds = [kind for kind, _ in inside(written(block))]
    assert (kinds[0], kinds[-1]) == ("code", "code")
    assert kinds.count("code") == 2


@pytest.mark.parametrize(
    "block",
    [
        "  Whoever brings grain may watch it being ground, as long as there is light, and\n"
        "  nobody may send them away (not even the miller), for the mill is theirs, too.\n",
        "  1. The keepers of the harbour, by a vote;\n  2. The Harbour Master;\n",
        "    Ada Marlow\n    Mill Lane 3\n    Arvale\n",
    ],
)
def test_what_is_prose_a_list_or_a_few_names_is_no_code(block: str) -> None:
    document = written(block)
    assert block.split()[1] in document.text
    assert BlockKind.CODE not in {one.kind for one in document.paragraphs}
