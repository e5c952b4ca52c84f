"""`python -m index.lab.encoder_graph`: write the graph of the default encoder, without weights.

The weights stand where the model's package has them; the graph names them. Their shapes are read
from there, and what the reader's graph does to its weights beforehand, this one does in nodes:
onnxruntime works them out once, when it loads the graph.
"""

import hashlib
import sys
from collections.abc import Sequence

from index.lab.training.graph import Graph, model_of, tokens_input
from index.models import GRAPH, EncoderFiles
from index.settings import DEFAULT_ENCODER
from index.types import Embeddings

_LAYERS = 6
_HEADS = 12
_EPSILON = 1e-12
_FILE = "model.safetensors"


class GraphWithoutWeights(Graph):
    """A graph whose weights are named, and stand elsewhere."""

    def weight(self, name: str) -> str:
        """Return the name of a weight."""
        from onnx import TensorProto

        if all(tensor.name != name for tensor in self.elsewhere):
            tensor = TensorProto(name=name, data_type=TensorProto.FLOAT)
            tensor.dims.extend(self._weights[name].shape)
            tensor.data_location = TensorProto.EXTERNAL
            tensor.external_data.add(key="location", value=_FILE)
            self.elsewhere.append(tensor)
        return name

    def matrix(self, name: str) -> str:
        """Return the output of a node that turns a weight."""
        return self.node("Transpose", [self.weight(name)], f"{name}.turned")

    def stacked(self, own: str, parts: Sequence[str]) -> tuple[str, str]:
        """Return the outputs of nodes that put weights and biases side by side."""
        turned = [self.matrix(f"{own}.{part}.weight") for part in parts]
        biases = [self.weight(f"{own}.{part}.bias") for part in parts]
        return (
            self.node("Concat", turned, f"{own}.weight", axis=1),
            self.node("Concat", biases, f"{own}.bias", axis=0),
        )


def encoder_weights() -> dict[str, Embeddings]:
    """Return the weights of the default encoder by their names, float32 of all shapes.

    Its package keeps whole numbers among them, the positions, which no graph uses.

    Raises:
        ModelError: The model's package is missing or its weights were altered.
    """
    from safetensors.numpy import load_file

    files = EncoderFiles.named(DEFAULT_ENCODER)
    assert files.folder is not None  # noqa: S101  # the default model comes in a package
    return load_file(files.folder / _FILE)


def encoder_graph() -> bytes:
    """Return the graph: inputs ids and mask (rows, width) int64, output states float32."""
    from onnx import TensorProto, helper

    weights = encoder_weights()
    graph = GraphWithoutWeights(weights, _HEADS, prefix="")
    graph.node("Sub", ["ids", "ids"], "types")  # all tokens are of the first kind
    graph.node("Identity", [graph.states(_LAYERS, _EPSILON)], "states")
    hidden = weights["embeddings.LayerNorm.bias"].shape[0]
    states = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["rows", "width", hidden])
    model = model_of(graph, [tokens_input("ids"), tokens_input("mask")], [states])
    written: bytes = model.SerializeToString(deterministic=True)
    return written


def main() -> None:
    """Write the graph and print its SHA-256, which stands in `index.models.onnx_encoder`."""
    written = encoder_graph()
    GRAPH.write_bytes(written)
    digest = hashlib.sha256(written).hexdigest()
    sys.stdout.write(f"{GRAPH} {len(written)} bytes, sha256 {digest}\n")


if __name__ == "__main__":
    main()
