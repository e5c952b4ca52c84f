"""The shipped reader's eight-bit network turned back into the float32 state that it was made of.

A training may go on from what ships. What `export.quantise` rounded stays rounded: matrices have a
scale per column, word vectors one for the whole table.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

_QUANTISED = "_quantized"
_PARTS = ("query", "key", "value")
_TABLES = ("bert.embeddings.word_embeddings", "bert.embeddings.token_type_embeddings")

_Floats = npt.NDArray[np.float32]


def shipped_state(network: Path) -> dict[str, Tensor]:
    """Return the state of `ReaderNetwork` that an exported file holds.

    Args:
        network: The ONNX file that `export.quantise` wrote.
    """
    import onnx
    from onnx import numpy_helper

    stored = {
        one.name: numpy_helper.to_array(one) for one in onnx.load(str(network)).graph.initializer
    }
    state: dict[str, _Floats] = {}
    for name, array in _restored(stored).items():
        state |= _parted(name, array)
    return {name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in state.items()}


def _restored(stored: Mapping[str, npt.NDArray[np.generic]]) -> dict[str, _Floats]:
    """Return every weight of the file in float32, by the name that the graph gave it."""
    restored = {}
    for name, array in stored.items():
        if name.endswith(_QUANTISED):
            own = name.removesuffix(_QUANTISED)
            zero, scale = (
                stored[f"{own}_{kind}"].astype(np.float32) for kind in ("zero_point", "scale")
            )
            restored[own] = (array.astype(np.float32) - zero) * scale
        elif name.endswith((".weight", ".bias")):
            restored[name] = array.astype(np.float32)
    return restored


def _parted(name: str, array: _Floats) -> dict[str, _Floats]:
    """Return one weight of the graph as those of the network: matrices turned, merged ones cut."""
    own, _, kind = name.rpartition(".")
    if own.endswith(".attention.self"):
        pieces = np.split(array, len(_PARTS), axis=-1)
        return {f"{own}.{p}.{kind}": piece.T for p, piece in zip(_PARTS, pieces, strict=True)}
    if array.ndim == 1 or own in _TABLES or own.endswith("position_embeddings"):
        return {name: array}
    return {name: array.T}
