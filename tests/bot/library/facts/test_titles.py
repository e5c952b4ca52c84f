"""What a server's documents are titled where nothing in them states a title."""

import re

import pytest

from bot.library import Scope, Shelves
from index import Collection

GUILD = 11
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."


@pytest.mark.parametrize(
    ("raw", "title"), [(LIGHT, "Secret Plan"), (b"# The Light\n\n%s\n" % LIGHT, "The Light")]
)
def test_what_is_limited_is_titled_by_its_file_and_not_by_its_address(
    shelves: Shelves, public: Collection, raw: bytes, title: str
) -> None:
    scope = Scope(roles=frozenset({5}))
    shelved = shelves.add(GUILD, "Secret_Plan.md", raw, public, scope=scope)
    assert re.fullmatch("secret-plan-[0-9a-f]{6}", shelved.name)
    assert shelves.read(GUILD, public)[shelved.name].title == title
    stated = shelves.add(GUILD, "Secret_Plan.md", raw, public, stated={"title": "Plan"})
    assert shelves.read(GUILD, public)[stated.name].title == "Plan"
