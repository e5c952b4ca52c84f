"""What documents are called is the same where there is another that may not be seen."""

import pytest

from tests.support.stand_in.canary import DOORS, of_the_document, through, upload
from tests.support.stand_in.desk import Desk
from tests.support.stand_in.shelving import library, removed, said

HIDDEN = b"The Tide Mill\n\nThe tide mill at Ebbing was built by Osric Thornbury in 1790."


@pytest.mark.parametrize("scope", ["channel", "role"])
async def test_a_hidden_document_of_the_same_name_changes_nothing_of_what_is_told_of_a_visible_one(
    desk: Desk, scope: str
) -> None:
    role = next(r for r in desk.stage.guild()["roles"] if r["name"] == "Moderators")
    limits = {"channel": desk.stage.channel("questions"), "role": int(role["id"])}
    member, here = desk.stage.member, desk.general

    async def told() -> dict[str, str]:
        await library(desk, "add", file=upload(name="report.txt"))
        return {
            door: await through(desk, door, member, here, private=True)
            for door in DOORS
            if door != "mention"
        }

    without = await told()
    assert of_the_document(without["ask"], "ask")
    assert "`report`" in without["sources"] or "report:" in without["ask"]
    await removed(desk, "report")
    hidden = upload(HIDDEN, "report.md")
    added = said(await library(desk, "add", file=hidden, **{scope: limits[scope]}))
    assert "`report-" in added
    assert await told() == without
