"""Briefs and citations on the wire."""

from pathlib import Path

import pytest

from bot.chat.buttons.brief_buttons import AskButton, ExportButton, files_of
from bot.chat.buttons.brief_pages import BriefRestButton, BriefTurnButton
from bot.chat.buttons.lasting import LastingButton
from bot.library import ServerSettings
from bot.sandbox.world.wire import Json
from index import Brief, Collection, Settings, Style
from index.lab.hashed_encoder import HashedEncoder
from tests.support.stand_in.desk import Desk, custom_id, labels, press, shown
from tests.support.stand_in.embeds import block_quotes

EXACT = "it controls or contests at least 44 percent of Afghanistan’s districts"
EPHEMERAL = 1 << 6
ALTERED = EXACT.replace("44", "14")


async def test_an_address_is_cited_and_the_style_is_remembered(desk: Desk) -> None:
    first = await desk.use("cite", {"claim": "12", "style": "apa"})
    assert "Bacon, T. (2018, September 11)" in shown(first)
    again = await desk.use("cite", {"claim": "deadly-cooperation:12"})
    assert "Bacon, T. (2018, September 11)" in shown(again)
    assert desk.bot.style_of(desk.stage.member.id, ServerSettings()) is Style.APA
    assert desk.bot.style_of(desk.stage.moderator.id, ServerSettings()) is Style.CHICAGO


async def test_an_address_that_leads_nowhere_is_said_to(desk: Desk) -> None:
    reply = await desk.use("cite", {"claim": "9999"})
    assert "no paragraph with that address" in reply["content"]


async def test_a_contradicted_claim_is_told_with_the_passage_and_without_a_citation(
    desk: Desk,
) -> None:
    reply = await desk.use("cite", {"claim": f"The Taliban says {ALTERED}"})
    assert "? **Not clear**: the document speaks of this" in shown(reply)
    assert "at least 44 percent" in shown(reply)
    assert "**It has ample Afghan personnel, and it controls or contests" in shown(reply)
    assert reply["embeds"][0]["footer"]["text"].startswith("Deadly Cooperation")
    assert "```" not in shown(reply)
    assert labels(reply) == ["In context", "Delete"]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Elephants dislike violins", ["Delete"]),
        ("The Taliban bought ten submarines", ["Nearest passages", "Delete"]),
    ],
)
async def test_a_claim_that_the_documents_do_not_mention_is_told_so_in_two_lines(
    desk: Desk, claim: str, expected: list[str]
) -> None:
    reply = await desk.use("cite", {"claim": claim})
    assert shown(reply).endswith(
        "**Not mentioned** in the documents.\n"
        "Try it in one short sentence, or ask about it with `/ask`."
    )
    assert labels(reply) == expected


async def test_a_supported_claim_is_told_with_its_citation(desk: Desk) -> None:
    reply = await desk.use("cite", {"claim": f"The Taliban says {EXACT}", "style": "apa"})
    assert "✓ **Supported**" in shown(reply)
    assert "Bacon, T. (2018, September 11)" in shown(reply)
    assert "Cite" in labels(reply)


async def test_an_address_in_a_mention_calls_up_the_paragraph(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} what does [[10]] say?")
    assert "at least 44 percent" in shown(reply)
    assert "¶10" in shown(reply)


async def test_a_brief_shows_six_points_and_the_rest_behind_a_button(
    desk: Desk, collection: Collection
) -> None:
    whole = collection.brief()
    assert isinstance(whole, Brief)
    page = await desk.use("brief", {})
    assert not page["embeds"][0].get("fields")
    seen = block_quotes(shown(page))
    ranked = zip(whole.points, whole.ranks, strict=True)
    assert seen == [point.text for point, rank in ranked if rank <= 6]
    page = await press(desk, page, "The rest of the brief")
    assert page["flags"] & EPHEMERAL
    while "Next ▶" in labels(page):
        seen += block_quotes(shown(page))
        assert len(block_quotes(shown(page))) <= 6
        page = await press(desk, page, "Next ▶")
    assert len(whole.points) > 6
    assert sorted(seen) == sorted(point.text for point in whole.points)
    assert [field["name"] for field in page["embeds"][0]["fields"]] == ["Who and where", "When"]
    assert "◀ Previous" in labels(page)


@pytest.mark.parametrize("by_command", [True, False])
async def test_the_buttons_of_a_topic_of_several_lines_work(
    desk: Desk, *, by_command: bool
) -> None:
    topic = "Taliban\n\nand  al-Qaeda"
    if by_command:
        brief = await desk.use("brief", {"topic": topic})
    else:
        brief = await desk.tell(f"{desk.mention} /brief {topic}")
    assert brief["embeds"][0]["title"] == "Taliban and al-Qaeda"
    assert custom_id(brief, "Markdown") == "export:md:Taliban and al-Qaeda"
    exported: Json = await press(desk, brief, "Markdown")
    assert [one["filename"] for one in exported["attachments"]] == ["taliban-and-al-qaeda.md"]
    assert shown(await press(desk, brief, "The rest of the brief"))


@pytest.mark.parametrize(
    "button",
    [
        AskButton("Why?\nAnd how?"),
        ExportButton("md", "a\nb"),
        BriefRestButton("o", 1, "a\nb"),
        BriefTurnButton("o", 1, "a\nb"),
    ],
    ids=lambda button: type(button).__name__,
)
def test_a_press_of_what_has_several_lines_is_known(button: LastingButton) -> None:
    assert button.template.fullmatch(str(button.item.custom_id))


async def test_a_brief_comes_with_its_exports(desk: Desk) -> None:
    reply = await desk.use("brief", {})
    assert "¶" in shown(reply)
    assert {"Markdown", "Page to print", "Pictures", "Delete"} <= set(labels(reply))


@pytest.mark.parametrize(
    ("label", "ending"), [("Markdown", ".md"), ("Page to print", ".html"), ("Pictures", ".png")]
)
async def test_a_brief_is_handed_in_as_a_file(desk: Desk, label: str, ending: str) -> None:
    brief = await desk.use("brief", {})
    exported: Json = await press(desk, brief, label)
    assert exported["attachments"]
    assert all(a["filename"].endswith(ending) for a in exported["attachments"])
    assert custom_id(brief, label).startswith("export:")


def test_pictures_show_the_documents_that_a_brief_has_points_of_each_named_once(
    tmp_path: Path,
) -> None:
    kept = [
        f"# {title}\n\n## Past\n\nThe harbour of {title} was dug in 1702 by Ada Marlow.\n\n"
        f"## Present\n\nThe harbour of {title} takes ninety ships.\n"
        for title in ("Arvale", "Brenmouth")
    ]
    for number, text in enumerate([*kept, "# Recipes\n\nBoil the peas for long.\n"]):
        (tmp_path / f"{number}.md").write_text(text, "utf-8")
    collection = Collection.open(
        tmp_path, tmp_path / "data", Settings(reader="none"), encoder=HashedEncoder()
    )
    brief = collection.brief("the harbour")
    assert isinstance(brief, Brief)
    assert {point.document.title for point in brief.points} == {"Arvale", "Brenmouth"}
    assert {one.document.title for one in brief.sections} > {"Arvale", "Brenmouth"}
    reply = files_of(collection, "the harbour", "png", Style.CHICAGO)
    assert reply.embed is not None
    maps = str(reply.embed.description).split("\n\n")[:2]
    assert [part.count(title) for part in maps for title in ("Arvale", "Brenmouth")] == [1, 0, 0, 1]
    assert "Recipes" not in str(reply.embed.description)
    names = [file.filename for file in reply.files]
    assert names[:2] == ["the-harbour-map-1.png", "the-harbour-map-2.png"]


async def test_topics_are_completed_while_they_are_typed(desk: Desk) -> None:
    choices = await desk.stage.member.invoker.autocomplete(
        desk.general, "brief", {"topic": "haqq"}, focused="topic"
    )
    assert "The Haqqani Network" in [choice["name"] for choice in choices]
