"""What `run` needs beside the documents, looked over: a token, ports, and what sends traces."""

from collections.abc import Iterator
from time import time

from bot.chat.observability.health import HEALTH_FILE, is_running
from bot.chat.observability.traces import traced
from bot.config import TOKEN_VARIABLE, Config, TracesSettings, token, token_fault
from bot.doors import listening_socket
from bot.terminal.signs import Finding
from index import SettingsError

_LOCAL = "127.0.0.1"  # where the sandbox listens


def of_run(config: Config) -> Iterator[Finding]:
    """Yield what is found of what `run` needs, as it is configured; what is not used, is not."""
    is_there = is_running(config.data / HEALTH_FILE, time())
    if config.metrics.enabled:
        yield _port("metrics", config.metrics.address, config.metrics.port, is_there=is_there)
    if config.sandbox.port and token() is None:
        yield _port("sandbox", _LOCAL, config.sandbox.port, is_there=is_there)
    if config.traces.enabled:
        yield _traces(config.traces)
    yield _token()


def _port(group: str, address: str, port: int, *, is_there: bool) -> Finding:
    """Return whether `run` can listen at a port.

    Args:
        group: Of the configuration, in which it is named.
        address: An IPv4 or IPv6 address, or a name of this machine.
        port: 0 for a free one.
        is_there: Whether a bot runs on the data folder, which listens there itself.
    """
    where = f"port {port} of {address}"
    try:
        listening_socket(address, port).close()
    except OSError as error:
        if is_there:
            return Finding(group, good=True, detail=f"{where} is taken, and the bot runs")
        why = error.strerror or error
        detail = f"{where} cannot be listened at ({why}): name another under `{group}` in config"
        return Finding(group, good=False, detail=f"{detail}.yaml, or end what listens there")
    return Finding(group, good=True, detail=f"`run` would listen at {where}")


def _traces(settings: TracesSettings) -> Finding:
    """Return whether what traces need is installed."""
    try:
        with traced(settings):
            return Finding("traces", good=True, detail=f"`run` sends them to {settings.endpoint}")
    except SettingsError as error:
        return Finding("traces", good=False, detail=str(error))


def _token() -> Finding:
    secret = token()
    if secret is None:
        detail = f"{TOKEN_VARIABLE} is not set; `run` opens the local sandbox"
        return Finding("token", good=True, detail=detail)
    if fault := token_fault(secret):
        return Finding("token", good=False, detail=fault)
    return Finding("token", good=True, detail="set; `run` connects to Discord")
