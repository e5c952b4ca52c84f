"""From the trained network to the files that ship: ONNX in eight bits, tokenizer, manifest."""

import hashlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.models.reader_manifest import ReaderManifest

from .batches import MAX_BEFORE_TOKENS, MAX_QUESTION_TOKENS, MAX_TITLE_TOKENS, MAX_TOKENS
from .graph import Shape, build, build_upper
from .network import STANCE_LAYERS, ReaderNetwork

# How much the layers that judge claims weigh beside the network's own columns; of 0.3 to 1 the one
# with the highest AUROC of near and far claims together, on the tune part.
STANCES_SHARE = 0.7


def to_onnx(network: ReaderNetwork, path: Path) -> None:
    """Write the network as ONNX float32, its inputs of any number and length.

    Args:
        network: The trained network.
        path: Where the file goes.
    """
    import onnx

    onnx.save(build(_weights(network), _shape(network), _halfway(network)), str(path))


def stances_to_onnx(network: ReaderNetwork, path: Path) -> None:
    """Write the upper layers of a network, which tell what is said of a claim, likewise.

    Args:
        network: Trained by `index.lab.training.stances`.
        path: Where the file goes.
    """
    import onnx

    onnx.save(build_upper(_weights(network), _shape(network), _halfway(network)), str(path))


def _weights(network: ReaderNetwork) -> dict[str, npt.NDArray[np.float32]]:
    return {k: v.detach().float().numpy() for k, v in network.state_dict().items()}


def _shape(network: ReaderNetwork) -> Shape:
    config = network.bert.config
    return Shape(
        config.num_hidden_layers,
        config.num_attention_heads,
        config.layer_norm_eps,
        config.hidden_size,
    )


def _halfway(network: ReaderNetwork) -> int:
    return max(0, len(network.bert.encoder.layer) - STANCE_LAYERS)


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
        folder: Where `reader.onnx` lies, and `stances.onnx` where claims have layers of their own;
            the tokenizer is copied beside them.
        tokenizer: The tokenizer's file.
        temperature: What the logits are divided by.
    """
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    stances = (folder / "stances.onnx").is_file()
    manifest = ReaderManifest(
        "reader.onnx",
        _sha256(folder / "reader.onnx"),
        "tokenizer.json",
        _sha256(folder / "tokenizer.json"),
        MAX_TOKENS,
        MAX_QUESTION_TOKENS,
        MAX_TITLE_TOKENS,
        MAX_BEFORE_TOKENS,
        temperature,
        "stances.onnx" if stances else "",
        _sha256(folder / "stances.onnx") if stances else "",
        STANCES_SHARE if stances else 1.0,
    )
    text = json.dumps(asdict(manifest), indent=2) + "\n"
    (folder / "reader.json").write_text(text, encoding="utf-8")
    return manifest


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
