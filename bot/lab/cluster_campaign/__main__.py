"""Kills bots, workers and the database of a cluster, and tells what became of everything.

    python -m bot.lab.cluster_campaign                       300 kills, or 45 minutes
    python -m bot.lab.cluster_campaign --kills 50 --seed 7 --servers 40

    python -m bot.lab.cluster_campaign --bot … --work …      without a model: such as hashed_product
                                                             and hashed_work in
                                                             tests.support.processes

Questions are `answered`, `told` a sentence instead, `unheard` where no bot was connected, or
`unread` where it was killed before it had them in hand: commands that were not acknowledged yet,
and messages that had reached it less than a second before. What a bot had in hand the next one
answers: where it did not, it was `cut off`. That, `silent`, `thinking` for ever, `late` or answered
`twice` no death excuses. It ends with 1 where there is one, where a document was lost or doubled,
or left, or told twice or not at all, where a process does not end well, and where nothing was
answered or nothing killed. Workers are killed twice as often as bots, whose shards connect at once,
without Discord's five seconds between two of them: so the bots are there in between.
"""

import argparse
import asyncio
import logging
import shlex
import sys
import tempfile
from pathlib import Path

from bot.config import read_config
from bot.lab.cluster_campaign.cluster import PRODUCT, WORK, Programs
from bot.lab.cluster_campaign.report import failures, report
from bot.lab.cluster_campaign.runs import ClusterPlan, run_cluster

_MODULE = "python -m bot.lab.cluster_campaign"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=_MODULE,
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--kills", type=int, default=300, help="of processes; default: 300")
    add("--seed", type=int, default=1, help="from which all is drawn; default: 1")
    add("--servers", type=int, default=200, help="default: 200")
    add("--every", type=float, default=2.0, help="mean seconds between two kills; default: 2")
    add("--questions", type=float, default=2.0, help="asked in a second; default: 2")
    add("--papers", type=float, default=0.1, help="brought in a second; default: 0.1")
    add("--outages", type=int, default=1, help="of the database, for 30 s each; default: 1")
    add("--standby", action="store_true", help="takes the database's place at the first outage")
    add("--seconds", type=float, default=2700.0, help="after which it ends; default: 2700")
    add("--bot", default=PRODUCT, help=f"the bot; default: {PRODUCT}")
    add("--work", default=WORK, help=f"the workers; default: {WORK}")
    add("--folder", type=Path, help="for data and logs; default: a temporary one")
    return parser


def main(given: list[str] | None = None) -> int:
    """Run a campaign as the command line says and print what came of it.

    Args:
        given: The words of the command line; by default this program's.

    Returns:
        1 where anything went badly, else 0.
    """
    words = sys.argv[1:] if given is None else given
    named = _parser().parse_args(words)
    plan = ClusterPlan(
        named.seed,
        named.kills,
        servers=named.servers,
        every_s=named.every,
        questions_a_s=named.questions,
        papers_a_s=named.papers,
        outages=named.outages,
        standby=named.standby,
        longest_s=named.seconds,
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = named.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        programs = Programs(named.bot, named.work)
        # A client that is killed while the stand-in answers it is no fault of the stand-in's.
        logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
        result = asyncio.run(run_cluster(plan, folder, read_config(), programs))
    for line in report(result, shlex.join([*_MODULE.split(), *words])):
        sys.stdout.write(f"{line}\n")
    return int(failures(result) > 0)


if __name__ == "__main__":
    sys.exit(main())
