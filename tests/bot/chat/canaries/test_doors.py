"""Who may not see a document is told exactly what would be told if there were none."""

import pytest
from discord import AppCommandType

from tests.support.stand_in.canaries.__main__ import counts
from tests.support.stand_in.canaries.cases import Case, cases
from tests.support.stand_in.canaries.doors import DOORS, GROUPS
from tests.support.stand_in.canaries.faults import check, faults
from tests.support.stand_in.canaries.house import House
from tests.support.stand_in.canaries.worlds import ALL

LEAST = 2000
OF_MANAGERS_OR_MEMBERS = {"/library", "Add to the library", "/privacy", "/display"}


def test_there_are_some_thousands_of_cases_of_every_server_role_channel_and_document() -> None:
    every = [case for group in GROUPS for case in cases(group)]
    assert len(set(map(str, every))) == len(every)
    assert sum(counts().values()) >= LEAST
    hidden = {case.aim.key for case in every if case.aim.key not in case.reading.may_see}
    seen = {case.aim.key for case in every if case.aim.key in case.reading.may_see}
    assert hidden == seen == ALL


async def test_every_command_and_menu_that_tells_of_documents_is_a_door(at_home: House) -> None:
    tree = at_home.desk.bot.tree
    commands = {f"/{one.name}" for one in tree.get_commands(type=AppCommandType.chat_input)}
    menus = {one.name for one in tree.get_commands(type=AppCommandType.message)}
    assert (commands | menus) - set(DOORS) == OF_MANAGERS_OR_MEMBERS


def expected(case: Case) -> frozenset[str]:
    """Return what has to be shown: the document that is asked about, or all, where they may be."""
    may_see = case.reading.may_see
    if not case.at.shows:
        return frozenset()
    if not case.at.aims:
        return may_see
    if case.at.by_id:  # which a later server's document of the same id yields
        alike = sorted(key for key in may_see if key.endswith(f"/{case.aim.id}"))
        return frozenset(alike[:1])
    return may_see & {case.aim.key}


@pytest.mark.parametrize("group", GROUPS)
async def test_who_may_not_see_a_document_is_told_what_is_told_where_there_is_none(
    at_home: House, group: str
) -> None:
    wrong: list[str] = []
    with_all = at_home.worlds.of(ALL)
    for case in cases(group):
        told, without = await at_home.tell(case, with_all), await at_home.without(case)
        may_see, shown = case.reading.may_see, expected(case)
        found = faults(told, without, may_see=may_see, expected=shown)
        wrong += [f"{case}: {one}" for one in found]
    check(wrong)
