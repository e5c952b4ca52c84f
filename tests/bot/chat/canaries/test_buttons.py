"""Under an answer from before, a button gives nothing of a document that was hidden since."""

from tests.support.stand_in.canaries.buttons import BUTTONS, Desktop, presses
from tests.support.stand_in.canaries.faults import check, faults
from tests.support.stand_in.canaries.house import House
from tests.support.stand_in.canaries.worlds import ALL


def test_every_button_is_pressed_by_who_may_see_the_document_and_by_who_may_not() -> None:
    every = presses()
    may = {press.button for press in every if press.aim.key in press.reading.may_see}
    may_not = {press.button for press in every if press.aim.key not in press.reading.may_see}
    assert may == may_not == set(BUTTONS)


async def test_a_button_gives_what_it_would_if_there_were_no_document_but_those_one_may_see(
    at_home: House,
) -> None:
    desktop, with_all = Desktop(at_home), at_home.worlds.of(ALL)
    wrong: list[str] = []
    for press in presses():
        told, without = await desktop.tell(press, with_all), await desktop.without(press)
        may_see = press.reading.may_see
        shown = may_see & {press.aim.key} if press.at.shows else frozenset()
        found = faults(told, without, may_see=may_see, expected=shown)
        wrong += [f"{press}: {one}" for one in found]
    check(wrong)
