"""Traces of questions for OpenTelemetry: steps, outcomes and times; its only importer.

No words, and no numbers of members, servers or messages: not even an error's text, which may quote
what was asked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.config import TracesSettings
from index import Ending, SettingsError, watched_by

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

_NAME = "briefing-bot"
_OUTCOME, _FAILED = "outcome", "failed"


class Traces:
    """A `Watcher` that makes a span of each step."""

    def __init__(self, provider: "TracerProvider") -> None:
        """Make them for a provider, which says where they go."""
        self._tracer = provider.get_tracer(_NAME)

    @contextmanager
    def watched(self, name: str) -> Iterator[Ending]:
        """Make a span within the one that is open.

        Yields:
            What takes its outcome.
        """
        with self._tracer.start_as_current_span(
            name, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield lambda outcome: span.set_attribute(_OUTCOME, outcome)
            except BaseException:
                span.set_attribute(_OUTCOME, _FAILED)
                raise


@contextmanager
def traced(settings: TracesSettings) -> Iterator[None]:
    """Have what is begun within the block traced, if that is wanted.

    Yields:
        Nothing.

    Raises:
        SettingsError: It is wanted, and what it needs is not installed.
    """
    if not settings.enabled:
        yield
        return
    provider = _provider(settings.endpoint)
    try:
        with watched_by(Traces(provider)):
            yield
    finally:
        provider.shutdown()  # sends what is left


def _provider(endpoint: str) -> "TracerProvider":
    """Return what sends spans to a collector, from a thread of its own.

    Raises:
        SettingsError: It is not installed.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        msg = "traces need OpenTelemetry: .venv/bin/pip install --editable '.[otel]'"
        raise SettingsError(msg) from error
    provider = TracerProvider(resource=Resource({"service.name": _NAME}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    return provider
