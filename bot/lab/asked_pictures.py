"""What a member sees under each question of a list: `python -m bot.lab.asked_pictures`.

    python -m bot.lab.asked_pictures index/lab/real_files/placed.jsonl wild shots

The first is a list of questions, a line of JSON each, with a `question` and the `file` that it is
on; the second the folder that these files lie in; the third is made, and gets a picture of each
answer, as the sandbox's page shows it in a window of a phone's width. All files are one collection.
"""

import argparse
import asyncio
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.async_api import Page, ViewportSize, async_playwright, expect

from bot.config import DiscordSettings, read_config
from bot.lab.pictures import OPTIONS, chromium_here, messages_in, opened_page, sandbox, say
from bot.library import open_collection

_LONGEST_MS = 120_000.0  # of an answer, on a machine that does other work
_PHONE = ViewportSize(width=390, height=1600)  # of a phone's width, and high enough for a reply


@dataclass(frozen=True, slots=True)
class AskedOf:
    """A question, and the file that it is on.

    Args:
        question: As a member types it.
        file: The file's place in its folder.
    """

    question: str
    file: str


def asked_of(path: Path) -> tuple[AskedOf, ...]:
    """Return the questions of a list."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return tuple(AskedOf(one["question"], one["file"]) for one in records)


async def take(questions: Sequence[AskedOf], files: Path, folder: Path, chromium: str) -> None:
    """Ask every question in the sandbox, and take a picture of what is answered.

    Args:
        questions: Those.
        files: Where the files lie.
        folder: Where the pictures are put, numbered.
        chromium: The browser.
    """
    with tempfile.TemporaryDirectory() as place:
        knowledge = _laid(Path(place, "knowledge"), questions, files)
        discord = DiscordSettings(cooldown_s=0.0)
        config = replace(
            read_config(), knowledge=knowledge, data=Path(place, "data"), discord=discord
        )
        collection = open_collection(config)
        collection.warm()
        async with async_playwright() as playwright, sandbox(config, collection) as address:
            browser = await playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
            page = await opened_page(browser, address, _PHONE)
            for number, one in enumerate(questions, start=1):
                name = f"{number:03}-{one.file.replace('/', '-')}.png"
                await _answer(page, one.question, folder / name)
            await browser.close()


def _laid(knowledge: Path, questions: Sequence[AskedOf], files: Path) -> Path:
    """Return a folder once it holds the files that are asked about, and what is stated of them."""
    knowledge.mkdir()
    for file in dict.fromkeys(one.file for one in questions):
        shutil.copy(files / file, knowledge)
        if (stated := (files / file).with_suffix(".yaml")).exists():
            shutil.copy(stated, knowledge)
    return knowledge


async def _answer(page: Page, question: str, path: Path) -> None:
    """Ask in the page, and take a picture of the reply."""
    replies = messages_in(page).filter(has=page.get_by_role("button", name="Delete"))
    before = await replies.count()
    await say(page, f"@Briefing bot {question}")
    await expect(replies).to_have_count(before + 1, timeout=_LONGEST_MS)
    await replies.last.screenshot(path=path)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.lab.asked_pictures",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("questions", type=Path, help="a list, a line of JSON each")
    parser.add_argument("files", type=Path, help="the folder that their files lie in")
    parser.add_argument("folder", type=Path, help="where the pictures are put")
    given = parser.parse_args()
    chromium = chromium_here()
    given.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(take(asked_of(given.questions), given.files, given.folder, chromium))


if __name__ == "__main__":
    main()
