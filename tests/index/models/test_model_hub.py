"""Models by name: the hub is asked once, what fails is one sentence, and a folder needs no hub."""

import logging
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from index.errors import ModelError
from index.models.cross_encoder import CrossEncoderReader
from index.models.model_hub import NamedModel, loaded
from index.models.sentence_encoder import SentenceEncoder
from index.settings import Settings

MODEL = NamedModel("reader", "no-such-model", "cross-encoder", "'builtin'")


class Hub(BaseHTTPRequestHandler):
    """Answers every request with one status, and keeps what was asked."""

    status = 503
    asked: list[str]

    def do_GET(self) -> None:
        if "/models/" in self.path:  # the client also asks what programs there are that steer it
            self.asked.append(self.path)
        self.send_response(self.status)
        if self.status == 404:
            self.send_header("X-Error-Code", "RepoNotFound")
        self.send_header("Content-Length", "2")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"{}")

    do_HEAD = do_GET  # noqa: N815  # as the base class calls it

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """What a hub that serves nothing is asked; the cache is empty."""
    from huggingface_hub import constants

    server = HTTPServer(("127.0.0.1", 0), Hub)
    monkeypatch.setattr(Hub, "asked", [], raising=False)
    endpoint = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(constants, "ENDPOINT", endpoint)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Hub.asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (503, "it is no folder, was not fetched before, and the model hub cannot be reached"),
        (404, "it is no folder, and the model hub has none of this name"),
    ],
)
def test_a_hub_that_gives_nothing_is_asked_once_and_told_in_one_sentence(
    asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    status: int,
    why: str,
) -> None:
    caplog.set_level(logging.WARNING)
    monkeypatch.setattr(Hub, "status", status)
    with pytest.raises(ModelError) as reader:
        CrossEncoderReader("no-such-model")
    assert str(reader.value) == (
        f"the reader 'no-such-model' cannot be loaded: {why}; "
        "name a folder or another model in config.yaml, or 'builtin'"
    )
    with pytest.raises(ModelError, match=f"the encoder 'some/model' cannot be loaded: {why}"):
        SentenceEncoder(Settings(encoder="some/model")).encode(["a"])
    assert asked == ["/api/models/cross-encoder/no-such-model", "/api/models/some/model"]
    assert caplog.records == []


def test_what_is_cached_is_loaded_without_the_hub(asked: list[str]) -> None:
    assert loaded(MODEL, lambda place, local: (place, local)) == ("no-such-model", True)
    assert asked == []


def test_what_the_hub_has_is_fetched(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def load(place: str, local: bool) -> str:
        if local:
            raise OSError("not cached")
        return place

    monkeypatch.setattr("huggingface_hub.HfApi.model_info", lambda *_, **__: None)
    assert loaded(MODEL, load) == "no-such-model"
    assert asked == []


def test_a_path_that_leads_nowhere_is_no_name(asked: list[str], tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="there is no such folder"):
        CrossEncoderReader(str(tmp_path / "nowhere"))
    assert asked == []
