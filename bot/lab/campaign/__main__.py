"""Runs the product under fault and tells what became of every question.

    python -m bot.lab.campaign                            2,000 questions, 15 % of requests faulty
    python -m bot.lab.campaign --questions 200 --seed 7
    python -m bot.lab.campaign --load                     1,000 at once from 200 members
    python -m bot.lab.campaign --load --terminate         and SIGTERM in the middle
    python -m bot.lab.campaign --load --busy 4            while four processes do nothing but that
    python -m bot.lab.campaign --load --busy 4 --ahead 5  and the bot goes before them, as root

`answered`; `told`, a sentence instead of an answer; `silent`, where Discord would have taken
something; `thinking`, for ever; answered `twice`; `late`, a first answer after three seconds;
`unheard`, where Discord did not tell the bot in time, or could take no first answer. It ends with 1
where one of the middle four is not 0, where too many are told or unheard, or the product did not
end well. Whether an answer answers what was asked is not looked at.
"""

import argparse
import asyncio
import os
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.config import read_config
from bot.lab.campaign.plan import Plan, words_of
from bot.lab.campaign.report import failures, report
from bot.lab.campaign.runs import LOG, Outside, run_campaign
from bot.lab.steadiness import busy
from bot.sandbox.world import SandboxError

_MODULE = "python -m bot.lab.campaign"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=_MODULE,
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--questions", type=int, help="how many; default: 2000, under load 1000")
    add("--faulty", type=float, help="share of requests that meet a fault; default: 0.15, load 0")
    add("--seed", type=int, default=1, help="from which all is drawn; default: 1")
    add("--members", type=int, help="who ask; default: 50, under load 200")
    add("--per-second", type=float, default=8.0, help="questions a second; default: 8")
    add("--load", action="store_true", help="all questions at once")
    add("--terminate", action="store_true", help="SIGTERM when half of the questions are settled")
    add("--busy", type=int, default=0, help="processes that keep the processor busy; default: 0")
    add("--ahead", type=int, default=0, help="nice steps ahead of these, as root; default: 0")
    add("--cooldown", type=float, default=0.0, help="of a member, in seconds; default: 0")
    add("--quiet", type=float, default=25.0, help="seconds without a sign of life; default: 25")
    add("--data", type=Path, help="folder of built collections; default: campaign/ in data")
    add("--log", type=Path, help="folder for the product's log; default: a temporary one")
    return parser


@contextmanager
def ahead(steps: int) -> Iterator[None]:
    """Have what is started in the block go before other processes, as a service manager can.

    Args:
        steps: How much lower its nice value is.

    Yields:
        Nothing.

    Raises:
        PermissionError: The user may not; root may.
    """
    before = os.getpriority(os.PRIO_PROCESS, 0)
    os.setpriority(os.PRIO_PROCESS, 0, before - steps)
    try:
        yield
    finally:
        os.setpriority(os.PRIO_PROCESS, 0, before)


def _plan(arguments: argparse.Namespace) -> Plan:
    load = arguments.load
    questions, faulty, members = arguments.questions, arguments.faulty, arguments.members
    return Plan(
        arguments.seed,
        questions if questions is not None else (1000 if load else 2000),
        faulty if faulty is not None else (0.0 if load else 0.15),
        members if members is not None else (200 if load else 50),
        0.0 if load else arguments.per_second,
    )


def _outside(arguments: argparse.Namespace, folder: Path) -> Outside:
    config = read_config()
    return Outside(
        arguments.data or config.data / "campaign",
        words_of(config.knowledge),
        folder,
        cooldown_s=arguments.cooldown,
        quiet_s=arguments.quiet,
    )


def main(given: list[str] | None = None) -> int:
    """Run a campaign as the command line says and print what came of it.

    Args:
        given: The words of the command line; by default this program's.

    Returns:
        1 where a question was left silent, thinking, answered twice or late, too many were told or
        unheard, or the product did not end well; else 0.
    """
    parser = _parser()
    words = sys.argv[1:] if given is None else given
    arguments = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(arguments.log or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            plan, outside = _plan(arguments), _outside(arguments, folder)
            with busy(arguments.busy), ahead(arguments.ahead):
                result = asyncio.run(run_campaign(plan, outside, terminate=arguments.terminate))
        except (SandboxError, ValueError, PermissionError) as error:
            for log in folder.glob(LOG):
                sys.stderr.write(log.read_text("utf-8", "replace"))
            parser.exit(1, f"{_MODULE}: {error}\n")
    for line in report(result, shlex.join([*_MODULE.split(), *words])):
        sys.stdout.write(f"{line}\n")
    return int(failures(result) > 0 or result.status != 0)


if __name__ == "__main__":
    sys.exit(main())
