"""The pictures of the README: `python -m bot.lab.pictures` takes them."""

import re

from bot.config import ROOT


def test_the_pictures_that_lie_there_are_those_that_the_readme_shows() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"\]\((bot/sandbox/pictures/[\w-]+\.png)\)", readme)
    there = (ROOT / "bot" / "sandbox" / "pictures").iterdir()
    assert sorted(shown) == sorted(path.relative_to(ROOT).as_posix() for path in there)
