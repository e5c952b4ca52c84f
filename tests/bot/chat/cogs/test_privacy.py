"""What members are told of what is kept, and their own hold on it, on the wire."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import ROOT, Config
from bot.sandbox.people.person import Person
from bot.sandbox.world.wire import Json, MessageFlag
from index import Collection
from tests.support.held import Held, until
from tests.support.patience import WAIT_S
from tests.support.stand_in.canary import upload
from tests.support.stand_in.desk import Desk, connected, shown
from tests.support.stand_in.shelving import library
from tests.support.stand_in.stage import Stage

STYLED: dict[str, str | bool] = {"claim": "The Taliban broke with al-Qaeda.", "style": "apa"}


async def privacy(desk: Desk, action: str, person: Person | None = None) -> Json:
    call = await (person or desk.stage.member).invoker.slash(desk.general, f"privacy {action}")
    return await call.answer(WAIT_S)


async def choose(desk: Desk) -> None:
    """Have a member choose a style, and return once it is kept: that is done beside the answer."""
    await desk.use("cite", STYLED)
    await desk.bot.library.note(lambda: None)


def kept(config: Config) -> dict[str, str]:
    found: dict[str, str] = json.loads((config.data / "preferences.json").read_bytes())
    return found


@pytest.mark.parametrize("logged", [False, True])
async def test_the_card_says_what_is_kept_as_the_bot_is_configured(
    config: Config, collection: Collection, stage: Stage, *, logged: bool
) -> None:
    chosen = replace(config.discord, log_questions=logged, kept_after_leaving_days=7)
    config = replace(config, discord=chosen)
    async with connected(config, collection, stage) as desk:
        message = await privacy(desk, "show")
    assert message["flags"] & MessageFlag.EPHEMERAL
    card = shown(message)
    assert ("has chosen to keep the wording" in card) is logged
    assert ("wording of questions is not kept" in card) is not logged
    assert "7 days after the server took me out" in card
    assert "`/privacy delete`" in card
    assert card.count("\n\n") == 5  # a blank line between its parts
    assert len(card) < 1300  # about what a phone shows at once


async def test_what_a_member_chose_is_handed_to_them_alone(desk: Desk, config: Config) -> None:
    await desk.use("cite", STYLED)
    message = await privacy(desk, "export")
    assert message["flags"] & MessageFlag.EPHEMERAL
    (file,) = desk.stage.world.files.all()
    member = str(desk.stage.member.id)
    assert json.loads(file.data) == {"member": member, "citation_style": "apa"}
    assert file.ephemeral
    assert (
        "Nothing is kept of you" in (await privacy(desk, "export", desk.stage.moderator))["content"]
    )


async def test_what_a_member_chose_is_gone_at_once_and_they_are_told_what_it_was(
    desk: Desk, config: Config
) -> None:
    await desk.use("cite", STYLED)
    await desk.use("cite", STYLED | {"style": "mla"}, desk.stage.moderator)
    message = await privacy(desk, "delete")
    assert message["flags"] & MessageFlag.EPHEMERAL
    assert "citation style apa" in message["content"]
    assert kept(config) == {str(desk.stage.moderator.id): "mla"}
    assert "Nothing is kept of you" in (await privacy(desk, "delete"))["content"]
    assert "Nothing is kept of you" in (await privacy(desk, "export"))["content"]


@pytest.mark.parametrize(
    ("action", "told", "left"), [("delete", "style apa", []), ("export", "kept of you", ["apa"])]
)
async def test_what_a_member_chose_counts_also_while_it_is_on_its_way_to_the_disk(
    desk: Desk,
    config: Config,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
    told: str,
    left: list[str],
) -> None:
    library, noted = desk.bot.library, list[object]()
    note = library.note

    def counted(task: Callable[[], object]) -> Awaitable[object]:
        noted.append(task)
        return note(task)

    monkeypatch.setattr(library, "note", counted)
    held = Held(monkeypatch, library.shelves.preferences, "keep")
    await desk.use("cite", STYLED)
    answer = asyncio.create_task(privacy(desk, action))
    await until(lambda: len(noted) == 2 or answer.done())  # it stands behind that, and waits
    held.let_go()
    content = (await answer)["content"]
    assert told in content
    assert "Nothing is kept" not in content
    assert list(kept(config).values()) == left


async def test_where_the_disk_refuses_it_is_said_and_nothing_is_lost(
    desk: Desk, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    await choose(desk)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", _refused)
        assert "could not be deleted" in (await privacy(desk, "delete"))["content"]
    assert kept(config) == {str(desk.stage.member.id): "apa"}
    await privacy(desk, "export")
    assert len(list(desk.stage.world.files.all())) == 1


def _refused(path: Path, target: Path) -> Path:
    raise OSError(28, "No space left on device", str(path), None, str(target))


async def test_the_page_for_operators_names_all_that_is_kept(desk: Desk, config: Config) -> None:
    await choose(desk)
    await library(desk, "add", file=upload())
    page = (ROOT / "PRIVACY.md").read_text(encoding="utf-8")
    kept_files = {path.name for path in config.data.iterdir()}
    assert kept_files == {"preferences.json", "library", "in_hand"}
    assert [name for name in kept_files if f"`{name}" not in page] == []


async def test_it_is_told_in_direct_messages_too(desk: Desk) -> None:
    member = desk.stage.member
    channel = int((await member.writer.open_dm())["id"])
    call = await member.invoker.slash(channel, "privacy show")
    assert "citation style" in shown(await call.answer(WAIT_S))
