"""From the trained network to the files that ship: ONNX in eight bits, tokenizer, manifest."""

import hashlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path

from index.models.passage_reader import ReaderManifest

from .batches import MAX_BEFORE_TOKENS, MAX_QUESTION_TOKENS, MAX_TITLE_TOKENS, MAX_TOKENS
from .graph import build
from .network import ReaderNetwork


def to_onnx(network: ReaderNetwork, path: Path) -> None:
    """Write the network as ONNX float32, its inputs of any number and length.

    Args:
        network: The trained network.
        path: Where the file goes.
    """
    import onnx

    config = network.bert.config
    weights = {k: v.detach().float().numpy() for k, v in network.state_dict().items()}
    model = build(
        weights,
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        epsilon=config.layer_norm_eps,
    )
    onnx.save(model, str(path))


def quantise(source: Path, target: Path) -> None:
    """Write an ONNX network with its matrices in eight bits, a scale per column.

    Args:
        source: The network in float32.
        target: Where the quantised file goes.
    """
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        source,
        target,
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"DefaultTensorType": TensorProto.FLOAT},  # fused operators have no inference
    )


def write_manifest(folder: Path, tokenizer: Path, temperature: float) -> ReaderManifest:
    """Return the manifest of the files in a folder, and write it as `reader.json`.

    Args:
        folder: Where `reader.onnx` lies; the tokenizer is copied beside it.
        tokenizer: The tokenizer's file.
        temperature: What the logits are divided by.
    """
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    manifest = ReaderManifest(
        "reader.onnx",
        hashlib.sha256((folder / "reader.onnx").read_bytes()).hexdigest(),
        "tokenizer.json",
        hashlib.sha256((folder / "tokenizer.json").read_bytes()).hexdigest(),
        MAX_TOKENS,
        MAX_QUESTION_TOKENS,
        MAX_TITLE_TOKENS,
        MAX_BEFORE_TOKENS,
        temperature,
    )
    text = json.dumps(asdict(manifest), indent=2) + "\n"
    (folder / "reader.json").write_text(text, encoding="utf-8")
    return manifest
