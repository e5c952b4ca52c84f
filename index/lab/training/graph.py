"""The network as an ONNX graph, written node by node with onnxruntime's fused operators.

The generic exporter leaves some fifty small nodes per layer, which cost more than the matrices at
the length of one passage. Operators of the domain com.microsoft: docs/ContribOperators.md of
onnxruntime. Not every one is quicker than its parts: in 8 bits `Attention` multiplies query, key
and value head by head, and `SkipLayerNormalization` runs without vector instructions; with a plain
product before `MultiHeadAttention`, and `LayerNormalization` after two additions, the network takes
0.86 of the processor time for the same numbers.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto

FUSED = "com.microsoft"
OPSET = 17


class Graph:
    """An ONNX graph under construction: nodes in order, constants by name."""

    def __init__(
        self, weights: Mapping[str, npt.NDArray[np.float32]], heads: int, prefix: str = "bert."
    ) -> None:
        """Keep the weights, named as in the network's state, and the number of heads.

        Args:
            weights: By name.
            heads: Of the attention.
            prefix: Before the names of BERT's own weights.
        """
        self._weights = weights
        self._prefix = prefix
        self._heads = heads
        self.nodes: list[NodeProto] = []
        self.constants: dict[str, npt.NDArray[np.generic]] = {}
        self.elsewhere: list[TensorProto] = []  # constants that the graph names and does not hold

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        """Return the name under which a constant is kept."""
        self.constants[name] = value
        return name

    def weight(self, name: str) -> str:
        """Return the name of a weight of the network, as it is."""
        return self.constant(name, self._weights[name])

    def matrix(self, name: str) -> str:
        """Return the name of a layer's weight, turned so that a row vector is multiplied by it."""
        return self.constant(name, np.ascontiguousarray(self._weights[name].T))

    def stacked(self, own: str, parts: Sequence[str]) -> tuple[str, str]:
        """Return the names of the turned weights of some parts side by side, and of their biases.

        Args:
            own: What the parts belong to.
            parts: Their names.
        """
        weights = [self._weights[f"{own}.{part}.weight"].T for part in parts]
        biases = [self._weights[f"{own}.{part}.bias"] for part in parts]
        matrix = np.ascontiguousarray(np.concatenate(weights, axis=1))
        return (
            self.constant(f"{own}.weight", matrix),
            self.constant(f"{own}.bias", np.concatenate(biases)),
        )

    def node(self, kind: str, inputs: list[str], *outputs: str, **attributes: float | str) -> str:
        """Return the first output's name of a new node; fused operators are known by their kind."""
        from onnx import helper

        domain = FUSED if kind in {"MultiHeadAttention", "BiasGelu"} else ""
        self.nodes.append(
            helper.make_node(kind, inputs, outputs, name=outputs[0], domain=domain, **attributes)
        )
        return outputs[0]

    def linear(self, name: str, source: str, *, bias: bool = True) -> str:
        """Return the output of a linear layer."""
        product = self.node("MatMul", [source, self.matrix(f"{name}.weight")], f"{name}.product")
        if not bias:
            return product
        return self.node("Add", [product, self.weight(f"{name}.bias")], f"{name}.sum")

    def normalised(self, name: str, source: str, skip: str, bias: str, epsilon: float) -> str:
        """Return the layer norm of source + skip + bias."""
        gamma, beta = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        both = self.node("Add", [source, skip], f"{name}.both")
        summed = self.node("Add", [both, self.weight(bias)], f"{name}.summed")
        inputs = [summed, gamma, beta]
        return self.node("LayerNormalization", inputs, f"{name}.out", axis=-1, epsilon=epsilon)

    def embeddings(self, epsilon: float) -> str:
        """Return the sum of word, position and type embeddings, normalised: (n, width, hidden)."""
        prefix = f"{self._prefix}embeddings"
        words = self.node(
            "Gather", [self.weight(f"{prefix}.word_embeddings.weight"), "ids"], "words"
        )
        types = self.node(
            "Gather", [self.weight(f"{prefix}.token_type_embeddings.weight"), "types"], "kinds"
        )
        one = self.constant("one", np.array([1], dtype=np.int64))
        two = self.constant("two", np.array([2], dtype=np.int64))
        zero = self.constant("zero", np.array([0], dtype=np.int64))
        width = self.node("Slice", [self.node("Shape", ["ids"], "shape"), one, two], "width")
        table = self.weight(f"{prefix}.position_embeddings.weight")
        positions = self.node("Slice", [table, zero, width], "positions")
        summed = self.node("Add", [self.node("Add", [words, types], "typed"), positions], "placed")
        gamma, beta = (self.weight(f"{prefix}.LayerNorm.{n}") for n in ("weight", "bias"))
        return self.node(
            "LayerNormalization", [summed, gamma, beta], "embedded", axis=-1, epsilon=epsilon
        )

    def layer(self, number: int, source: str, epsilon: float) -> str:
        """Return the output of one transformer layer."""
        prefix = f"{self._prefix}encoder.layer.{number}"
        own = f"{prefix}.attention.self"
        parts = ("query", "key", "value")
        matrix, bias = self.stacked(own, parts)
        product = self.node("MatMul", [source, matrix], f"{own}.product")
        width = len(self._weights[f"{own}.query.bias"])
        thirds = self.constant("thirds", np.full(len(parts), width, dtype=np.int64))
        three = [f"{own}.{part}" for part in parts]
        self.node("Split", [product, thirds], *three, axis=-1)
        inputs = [*three, bias, "lengths"]
        attended = self.node("MultiHeadAttention", inputs, f"{own}.out", num_heads=self._heads)
        output = f"{prefix}.attention.output"
        projected = self.linear(f"{output}.dense", attended, bias=False)
        middle = self.normalised(
            f"{output}.LayerNorm", projected, source, f"{output}.dense.bias", epsilon
        )
        wide = self.linear(f"{prefix}.intermediate.dense", middle, bias=False)
        widened = self.weight(f"{prefix}.intermediate.dense.bias")
        bent = self.node("BiasGelu", [wide, widened], f"{prefix}.gelu")
        narrow = self.linear(f"{prefix}.output.dense", bent, bias=False)
        return self.normalised(
            f"{prefix}.output.LayerNorm", narrow, middle, f"{prefix}.output.dense.bias", epsilon
        )

    def states(self, layers: int, epsilon: float) -> str:
        """Return the states of all tokens after the last layer, of the inputs ids, mask, types."""
        from onnx import TensorProto

        axis = self.constant("axis", np.array([1], dtype=np.int64))
        total = self.node("ReduceSum", ["mask", axis], "total", keepdims=0)
        self.node("Cast", [total], "lengths", to=TensorProto.INT32)
        states = self.embeddings(epsilon)
        for number in range(layers):
            states = self.layer(number, states, epsilon)
        return states


def model_of(
    graph: Graph, inputs: Sequence[str], outputs: "Sequence[ValueInfoProto]"
) -> "ModelProto":
    """Return a graph as a model.

    Args:
        graph: Its nodes and constants.
        inputs: Their names, each (rows, width) int64.
        outputs: What it gives.
    """
    from onnx import TensorProto, helper, numpy_helper

    given = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", "width"]) for name in inputs
    ]
    constants = [numpy_helper.from_array(v, name=k) for k, v in graph.constants.items()]
    constants += graph.elsewhere
    network = helper.make_graph(graph.nodes, "network", given, outputs, constants)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(network, opset_imports=opsets, ir_version=8)


def build(
    weights: Mapping[str, npt.NDArray[np.float32]], *, layers: int, heads: int, epsilon: float
) -> "ModelProto":
    """Return the network of `network.ReaderNetwork` as an ONNX model.

    Args:
        weights: Its state by name, float32.
        layers: Transformer layers.
        heads: Attention heads.
        epsilon: Of the layer norms.

    Returns:
        A model with inputs ids, mask, types (rows, width) int64 and outputs tokens
        (rows, width, t) and passage (rows, p) float32, as many columns as the heads have.
    """
    from onnx import TensorProto, helper

    graph = Graph(weights, heads)
    states = graph.states(layers, epsilon)
    first = graph.constant("first", np.array(0, dtype=np.int64))
    opening = graph.node("Gather", [states, first], "opening", axis=1)
    thought = graph.node("Tanh", [graph.linear("dense", opening)], "thought")
    graph.node("Identity", [graph.linear("token_head", states)], "tokens")
    graph.node("Identity", [graph.linear("passage_head", thought)], "passage")
    columns = [len(weights[f"{head}_head.bias"]) for head in ("token", "passage")]
    outputs = [
        helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["rows", "width", columns[0]]),
        helper.make_tensor_value_info("passage", TensorProto.FLOAT, ["rows", columns[1]]),
    ]
    return model_of(graph, ("ids", "mask", "types"), outputs)
