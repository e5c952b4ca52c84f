"""Brings documents to several servers while workers and the bot are killed, and tells what is left.

    python -m bot.lab.jobs_campaign                          200 kills of workers, or ten minutes
    python -m bot.lab.jobs_campaign --kills 50 --seed 7 --workers 2
    python -m bot.lab.jobs_campaign --module tests.support.processes.hashed_house    without a model
    python -m bot.lab.jobs_campaign --storage postgresql://ROLE@HOST/DATABASE     an empty one

It ends with 1 where a document was lost or doubled, or where fewer than half of the kills were
made.
"""

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

from bot.config import EMBEDDED
from bot.lab.jobs_campaign.house import HOUSE
from bot.lab.jobs_campaign.runs import KillingPlan, Losses, run


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot.lab.jobs_campaign",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--kills", type=int, default=200, help="of workers; default: 200")
    add("--seed", type=int, default=1, help="from which documents are drawn; default: 1")
    add("--servers", type=int, default=3, help="to which they are brought; default: 3")
    add("--workers", type=int, default=1, help="at work at once; default: 1")
    add("--house", type=float, default=20.0, help="mean seconds between the bot's own deaths")
    add("--module", default=HOUSE, help=f"what is killed; default: {HOUSE}")
    add("--storage", default=EMBEDDED, help="where libraries are kept, as config.yaml says it")
    add("--seconds", type=float, default=600.0, help="after which no more is killed; default: 600")
    return parser


_FEWEST = 0.5  # of the kills that are asked for; a slow machine makes fewer in its time


def is_well(losses: Losses, kills: int) -> bool:
    """Return whether nothing was lost or doubled, and enough was killed to say so.

    Args:
        losses: What became of a campaign.
        kills: How many were asked for.
    """
    return not (losses.lost or losses.doubled) and losses.kills >= _FEWEST * kills


def told(losses: Losses) -> list[str]:
    """Return the lines that are printed."""
    return [
        f"killed: {losses.kills} workers, and the bot {losses.house_kills} times, in "
        f"{losses.seconds:.0f} s",
        f"brought: {losses.brought}   catalogued: {losses.done}   lost: {len(losses.lost)}   "
        f"doubled: {len(losses.doubled)}   given up, and tried again by hand: {losses.given_up}",
        *(f"lost: {name}" for name in losses.lost),
        *(f"doubled: {name}" for name in losses.doubled),
    ]


def main() -> int:
    """Run a campaign as the command line says and print what came of it.

    Returns:
        1 where a document was lost or doubled, or too few workers were killed, else 0.
    """
    given = _parser().parse_args()
    plan = KillingPlan(
        given.seed,
        given.kills,
        servers=given.servers,
        workers=given.workers,
        house_every_s=given.house,
        longest_s=given.seconds,
        storage=given.storage,
    )
    with tempfile.TemporaryDirectory() as folder:
        encoder = importlib.import_module(given.module).encoder
        losses = run(plan, Path(folder), encoder(), given.module)
    sys.stdout.write("".join(f"{line}\n" for line in told(losses)))
    if losses.kills < _FEWEST * plan.kills:
        sys.stdout.write(f"too few were killed: {losses.kills} of {plan.kills}\n")
    return int(not is_well(losses, plan.kills))


if __name__ == "__main__":
    sys.exit(main())
