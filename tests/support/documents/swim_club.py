"""A knowledge folder in which the essay was replaced, and its curated topics were forgotten."""

from pathlib import Path

from bot.config import ROOT

_HANDBOOK = """# Marlow Swim Club Handbook

## Membership

The club was founded in 1974 by Nora Pike. A membership costs 40 pounds a year.

## Training

Training takes place on Tuesday and Thursday evenings in the Riverside Pool.
"""


def swim_club(parent: Path) -> Path:
    """Return a folder, made in another, with a club's handbook beside the shipped topics."""
    folder = parent / "club"
    folder.mkdir()
    (folder / "handbook.md").write_text(_HANDBOOK, "utf-8")
    shipped = (ROOT / "knowledge" / "topics.yaml").read_text("utf-8")
    (folder / "topics.yaml").write_text(shipped, "utf-8")
    return folder
