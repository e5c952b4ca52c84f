"""The whole program on Discord, or on the sandbox: from a collection to a bot that stays."""

import asyncio
import logging
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bot.chat.client import BriefingBot
from bot.chat.observability.health import HEALTH_FILE
from bot.chat.observability.logs import write_log_in
from bot.chat.observability.metrics import Metrics, served
from bot.chat.observability.traces import traced
from bot.chat.rereading import Rereading, rereading_on_signal
from bot.chat.sharding import bot_of, warn_of_embedded
from bot.chat.stopping import stopping_on_signals
from bot.chat.supervisor import Supervisor
from bot.config import Config
from bot.following import following
from bot.languages import marked
from bot.library import PREFERENCES_FILE, Holdings, Library, Shelves, employed, settle_memory
from bot.meanwhile import doing
from bot.phrases import counted
from index import Collection, UnwritableError, alone_in, remove_unfinished, watched_by

if TYPE_CHECKING:
    from bot.sandbox.page import Invitation

_log = logging.getLogger(__name__)
Reader: TypeAlias = Callable[[], Config]

_OVER = object()
_SANDBOX = "sandbox"  # in the data folder: what the stand-in's world was
# Seconds after which a thread at work lets the loop of events go on; Python's own 5 ms are lost at
# each file and socket that the loop touches, some ten times for a first answer.
_SWITCH_S = 0.0005
_EXAMPLES = 3  # questions that an empty channel invites to
_BREATH_S = 1.0  # between two questions that nobody waits for: a member's is not slowed all along
_LOOK_S = 60.0  # between two looks whether the documents are others


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the data folder, so that no second bot serves from it; where it cannot be, say so.

    What one that was killed was writing of members' choices goes: nobody else writes there.

    Yields:
        Nothing.

    Raises:
        CollectionError: Another `run` has it.
    """
    with ExitStack() as held:
        try:
            held.enter_context(alone_in(data, "run"))
            remove_unfinished(data, PREFERENCES_FILE)
        except UnwritableError as error:
            _log.warning("%s (a second `run` would not be noticed)", error)
        yield


def run_on_discord(
    config: Config, secret: str, collection: Collection, read: Reader | None = None
) -> None:
    """Serve Discord until SIGTERM or Ctrl-C.

    Args:
        config: What the operator decided.
        secret: The bot's token.
        collection: What is answered from.
        read: Reads the configuration anew, at SIGHUP; None for one that does not change.

    Raises:
        BriefingError: The documents or models cannot be used, or Discord refuses the bot.
    """
    prepare(collection)
    with traced(config.traces):
        asyncio.run(_serve(config, collection, secret, read))


def run_in_sandbox(
    config: Config,
    port: int,
    collection: Collection,
    read: Reader | None = None,
    *,
    open_browser: bool,
) -> None:
    """Serve the local sandbox until SIGTERM or Ctrl-C.

    Args:
        config: What the operator decided.
        port: Where it listens.
        collection: What is answered from.
        read: As for `run_on_discord`.
        open_browser: Whether its page is opened.

    Raises:
        BriefingError: The documents or models cannot be used, or the port is taken.
    """
    prepare(collection)
    with traced(config.traces):
        asyncio.run(_serve_sandbox(config, collection, port, read, open_browser=open_browser))


async def _serve(config: Config, collection: Collection, secret: str, read: Reader | None) -> None:
    holdings, shelves, metrics = Holdings(collection), Shelves(config, waits=False), Metrics()
    rereading = Rereading(config, read or (lambda: config))

    def bot() -> BriefingBot:
        library = Library(rereading.config, holdings, shelves)
        metrics.look_at(library)
        return bot_of(rereading.config, library, metrics)

    warn_of_embedded(config)
    if config.library.workers_apart:
        _log.info("what servers bring is left to `briefing-bot work`")
    supervisor = Supervisor(
        bot,
        secret,
        config.data / HEALTH_FILE,
        changed=metrics.changed,
        attended=sys.stderr.isatty(),
    )

    def apply(changed: Config) -> None:
        write_log_in(changed.log.form)
        shelves.config = changed
        supervisor.reconfigure(changed)

    stop = supervisor.stop
    with stopping_on_signals(stop), rereading_on_signal(rereading, apply, stop):
        async with (
            _following(config, holdings),
            doing(lambda: looking_ahead(holdings)),
            _measured(config, metrics),
            employed(config, holdings, shelves),
        ):
            await supervisor.run()


@asynccontextmanager
async def _measured(config: Config, metrics: Metrics) -> AsyncIterator[None]:
    """Serve the figures, if that is wanted, those of what is begun within the block among them.

    Yields:
        Nothing.

    Raises:
        SettingsError: Their address cannot be listened at.
    """
    if not config.metrics.enabled:
        yield
        return
    with served(metrics, config.metrics) as port, watched_by(metrics):
        _log.info("metrics at http://%s:%d/metrics", config.metrics.address, port)
        async with doing(metrics.watch_loop), doing(metrics.watch_storage):
            yield


@asynccontextmanager
async def _following(config: Config, holdings: Holdings) -> AsyncIterator[None]:
    """Take up documents as they change, if that is wanted.

    Yields:
        Nothing.
    """
    if not config.discord.follow_documents:
        yield
        return
    async with doing(lambda: following(holdings, config)):
        yield


async def looking_ahead(holdings: Holdings) -> None:
    """Have found what briefs offer to ask, once for each state of the documents, until cancelled.

    Args:
        holdings: Where the collection as it is now is looked for.
    """
    seen: Collection | None = None
    while True:
        collection = holdings.collection
        if collection is not seen:
            seen = collection
            steps = collection.look_ahead()
            while await asyncio.to_thread(next, steps, _OVER) is not _OVER:  # noqa: ASYNC110  # a pause
                await asyncio.sleep(_BREATH_S)
        await asyncio.sleep(_LOOK_S)


async def _serve_sandbox(
    config: Config, collection: Collection, port: int, read: Reader | None, *, open_browser: bool
) -> None:
    from bot.sandbox.keeping import Keeper
    from bot.sandbox.page import add_page
    from bot.sandbox.pointing import pointed_at
    from bot.sandbox.seed import reading_group
    from bot.sandbox.service import Double

    keeper = Keeper(config.data / _SANDBOX, reading_group)
    double = Double(keeper.world, port=port)
    page = add_page(double, invitation=invitation(collection))
    await double.start()
    try:
        keeper.begin()
        with pointed_at(double):
            sys.stdout.write(
                f"The sandbox is at {page.url}\n"
                "It is a local stand-in: nothing leaves this machine. Ctrl-C ends it.\n"
            )
            sys.stdout.flush()
            if open_browser:
                await asyncio.to_thread(webbrowser.open, page.url_for_once())
            await _serve(config, collection, double.token, read)
    finally:
        await page.close()
        await double.close()
        keeper.close()


def invitation(collection: Collection) -> "Invitation":
    """Return what an empty channel of the sandbox invites to: what these documents speak about."""
    from bot.sandbox.page import Example, Invitation

    asks = [Example(question, text=question) for question in collection.examples[:_EXAMPLES]]
    briefs = [
        Example(topic.title, command="brief", options={"topic": topic.title})
        for topic in collection.topics[:1]
    ]
    title = collection.document().title
    return Invitation(
        marked("Mention the bot to ask about “{title}”, or type / to see its commands."),
        (*asks, *briefs),
        title,
        marked("Ask about “{title}”, or type / to see the commands."),
    )


def prepare(collection: Collection) -> None:
    """Say what was read, load the models before anybody can ask, and have work give way often."""
    counts = collection.report
    read = counted(counts.documents, "document"), counted(counts.passages, "passage")
    _log.info("%s, %s", *read)
    for fault in counts.faults.values():
        _log.warning("not read: %s", fault)
    collection.warm()
    settle_memory()
    sys.setswitchinterval(_SWITCH_S)
