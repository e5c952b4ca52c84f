"""The log, as lines for people or as JSON for programs.

Nothing in it steers a terminal, and of an error that comes with its traceback no message is told:
it may hold words of whoever asked.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

from bot.chat.observability.request_ids import current_request
from bot.chat.observability.tracebacks import wordless
from bot.plain_text import visible

JSON = "json"  # a form of the log
FIELDS = ("outcome", "confidence", "ms")  # what a record may have beside its message
_ASYNCIO = "asyncio"  # the name of its log
_LINE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class _WordlessFormatter(logging.Formatter):
    """Formats an error without its message, wherever it was met."""

    def formatException(  # noqa: N802  # logging's name
        self, ei: tuple[type[BaseException], BaseException, object] | tuple[None, None, None]
    ) -> str:
        """Return where an error arose."""
        return wordless(ei[1]) if ei[1] else ""


class PlainFormatter(_WordlessFormatter):
    """Formats what is logged for people: a line, or the lines of an error's traceback."""

    def __init__(self) -> None:
        """Write time, level, room and message."""
        super().__init__(_LINE)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802  # logging's name
        """Return the moment by the machine's clock, with how far that is from UTC."""
        del datefmt
        moment = datetime.fromtimestamp(record.created, UTC).astimezone()
        return moment.isoformat(sep=" ", timespec="milliseconds")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's name
        """Return the line, which ends with the short name of what was being answered."""
        record.message = _message(record)
        request = current_request()
        line = super().formatMessage(record)
        return f"{line} [{request}]" if request else line

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, or the lines of an error's traceback."""
        vars(record)["exc_text"] = None  # another handler may have left it here, with the message
        return visible(super().format(record))


class JsonFormatter(_WordlessFormatter):
    """Formats what is logged as one JSON object a line, of ASCII alone."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object.

        It has `time` (UTC, ISO 8601), `level`, `room` and `message`; `request` where something was
        being answered; of a question `outcome`, `confidence` and `ms`; of a request to `serve`
        `ms`; of an error `traceback`.
        """
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, object] = {
            "time": time,
            "level": record.levelname.lower(),
            "room": record.name,
            "message": _message(record),
        }
        if request := current_request():
            told["request"] = request
        told |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told).replace("\x7f", "\\u007f")


def _message(record: logging.LogRecord) -> str:
    """Return what a record says; of a task that nobody waited for, asyncio has the error in it."""
    message = record.getMessage()
    return message.partition("\n")[0] if record.name == _ASYNCIO else message


class Log(logging.StreamHandler[TextIO]):
    """Standard error, in one of the forms."""

    def __init__(self, form: str) -> None:
        """Write in a form."""
        super().__init__(sys.stderr)
        self.write_in(form)

    def write_in(self, form: str) -> None:
        """Write in a form from now on."""
        self.setFormatter(JsonFormatter() if form == JSON else PlainFormatter())


def write_log_in(form: str) -> None:
    """Have the log, if it was started, written in a form from now on."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, Log):
            handler.write_in(form)


def start_logging(form: str) -> None:
    """Log to standard error, in lines or as JSON, without colours or secrets."""
    logging.basicConfig(level=logging.INFO, handlers=[Log(form)])
    logging.getLogger("discord").setLevel(logging.WARNING)
    logging.getLogger("discord.client").setLevel(logging.ERROR)  # voice, which is not used
    for name in (
        "sentence_transformers",
        "transformers",
        "httpx",
        "faiss.loader",
        "watchfiles.main",
        "mcp",
    ):
        logging.getLogger(name).setLevel(logging.WARNING)
