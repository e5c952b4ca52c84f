"""Each is answered in their language: a member alone in their own, a channel in its server's."""

from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.world.wire import Json, MessageFlag
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, labels, press, shown
from tests.support.stand_in.stage import Stage

NEVER = "What is the speed of light in furlongs per fortnight?"


def speaks(stage: Stage, person: Person, locale: str) -> None:
    """Have somebody's Discord be in a language."""
    stage.double.world.locales[person.id] = locale


async def choose(desk: Desk, language: str) -> None:
    """Have the moderator choose the server's language."""
    await desk.use("library settings", {"language": language}, desk.stage.moderator)


@pytest.fixture
def german(stage: Stage) -> None:
    speaks(stage, stage.member, "de")


@pytest.mark.usefixtures("german")
async def test_a_private_answer_is_in_the_members_language_and_its_quotes_are_not(
    desk: Desk,
) -> None:
    answer = await desk.use("ask", {"question": QUESTION, "private": True})
    assert EVIDENCE in shown(answer)
    assert {"Mehr", "Im Zusammenhang", "Zitieren", "Nachfragen"} <= set(labels(answer))
    assert "öffnen" in shown(answer)
    assert answer["embeds"][0]["footer"]["text"].endswith(" · zitiert auf Englisch")
    refusal = await desk.use("ask", {"question": NEVER, "private": True})
    assert "**Die Dokumente beantworten das nicht.**\nVersuch es mit anderen Worten" in shown(
        refusal
    )


@pytest.mark.usefixtures("german")
async def test_an_answer_that_everybody_reads_is_in_the_servers_language(desk: Desk) -> None:
    english = await desk.use("ask", {"question": QUESTION})
    assert "Follow up" in labels(english)
    assert "quoted in" not in str(english["embeds"])
    await choose(desk, "fr")
    french = await desk.use("ask", {"question": QUESTION})
    assert "Poursuivre" in labels(french)
    assert "cité en anglais" in french["embeds"][0]["footer"]["text"]
    mentioned = await desk.tell(f"{desk.mention} {QUESTION}")
    assert "Poursuivre" in labels(mentioned)
    # What a button under it shows to one member alone is in theirs.
    context = await press(desk, french, "En contexte")
    assert context["flags"] & MessageFlag.EPHEMERAL
    assert "Danach ▶" in labels(context)


async def test_a_member_whose_language_there_is_not_has_their_servers(desk: Desk) -> None:
    speaks(desk.stage, desk.stage.member, "es-ES")
    about = await desk.use("about", {})
    assert about["embeds"][0]["title"] == "About this bot"
    await choose(desk, "de")
    about = await desk.use("about", {})
    assert about["embeds"][0]["title"] == "Über diesen Bot"
    speaks(desk.stage, desk.stage.member, "en-GB")
    assert (await desk.use("about", {}))["embeds"][0]["title"] == "About this bot"


async def test_a_server_that_chose_none_is_answered_in_the_one_that_discord_has(
    stage: Stage, desk: Desk
) -> None:
    guilds = stage.double.world.population.guilds
    guild_id = int(stage.guild()["id"])
    guilds[guild_id] = replace(guilds[guild_id], locale="fr")
    assert "Poursuivre" in labels(await desk.use("ask", {"question": QUESTION}))
    await choose(desk, "de")
    assert "Nachfragen" in labels(await desk.use("ask", {"question": QUESTION}))


@pytest.mark.usefixtures("german")
async def test_what_goes_wrong_is_told_in_the_members_language(desk: Desk) -> None:
    wrong = await desk.use("cite", {"claim": "99999", "private": True})
    assert "Einen Absatz mit dieser Adresse habe ich nicht." in wrong["content"]
    refused = await desk.use("display", {"form": "cards", "server": True})
    assert "Nur wer den Server verwaltet" in refused["content"]


@pytest.mark.usefixtures("german")
async def test_a_form_is_in_the_members_language(desk: Desk) -> None:
    answer = await desk.use("ask", {"question": QUESTION})
    call = await desk.stage.member.presser.press(
        int(answer["channel_id"]), int(answer["id"]), "follow-up"
    )
    form = await call.modal()
    assert form["title"] == "Nachfragen"
    assert "Deine Frage" in str(form["components"])


def localised(commands: list[Json], locale: str) -> dict[str, str]:
    """What Discord shows of commands in a language, by the English."""
    texts: dict[str, str] = {}

    def collect(entry: dict[str, Any]) -> None:
        for key in ("name", "description"):
            text = (entry.get(f"{key}_localizations") or {}).get(locale)
            if text:
                texts[entry[key]] = text
        for part in (*entry.get("options", ()), *entry.get("choices", ())):
            collect(part)

    for command in commands:
        collect(command)
    return texts


async def test_commands_are_described_in_each_language_and_keep_their_names(desk: Desk) -> None:
    commands = desk.stage.moderator.viewer.commands(desk.general)
    german, french = localised(commands, "de"), localised(commands, "fr")
    assert german["What you can ask, and how"] == "Was du fragen kannst und wie"
    assert german["Answer from the sources"] == "Aus den Quellen antworten"
    assert german["the asker alone"] == "nur die fragende Person"
    assert set(german) == set(french)
    names = {command["name"] for command in commands if command["type"] == 1}
    assert names & set(german) == set()
    every = str(commands)
    assert "Deutsch" in every
    assert "Français" in every
    assert localised(commands, "es-ES") == {}
