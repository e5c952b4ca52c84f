"""The network as an ONNX graph, written node by node with onnxruntime's fused operators.

The generic exporter leaves some fifty small nodes per layer, which cost more than the matrices at
the length of one passage. Operators of the domain com.microsoft: docs/ContribOperators.md of
onnxruntime. Not every one is quicker than its parts: in 8 bits `Attention` multiplies query, key
and value head by head, and `SkipLayerNormalization` runs without vector instructions; with a plain
product before `MultiHeadAttention`, and `LayerNormalization` after two additions, the network takes
0.86 of the processor time for the same numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
        self.lengths()
        return self.through(range(layers), self.embeddings(epsilon), epsilon)

    def lengths(self) -> None:
        """Count each row's tokens, of the input mask, as the layers ask for it."""
        from onnx import TensorProto

        axis = self.constant("axis", np.array([1], dtype=np.int64))
        total = self.node("ReduceSum", ["mask", axis], "total", keepdims=0)
        self.node("Cast", [total], "lengths", to=TensorProto.INT32)

    def through(self, layers: Iterable[int], states: str, epsilon: float) -> str:
        """Return states after some layers one on the other."""
        for number in layers:
            states = self.layer(number, states, epsilon)
        return states

    def passage(self, states: str) -> str:
        """Return the passage columns, of the states of all tokens."""
        first = self.constant("first", np.array(0, dtype=np.int64))
        opening = self.node("Gather", [states, first], "opening", axis=1)
        thought = self.node("Tanh", [self.linear("dense", opening)], "thought")
        return self.node("Identity", [self.linear("passage_head", thought)], "passage")


def tokens_input(name: str) -> "ValueInfoProto":
    """Return an input that has a whole number for each token: (rows, width) int64."""
    from onnx import TensorProto, helper

    return helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", "width"])


def model_of(
    graph: Graph, inputs: "Sequence[ValueInfoProto]", outputs: "Sequence[ValueInfoProto]"
) -> "ModelProto":
    """Return a graph as a model.

    Args:
        graph: Its nodes and constants.
        inputs: What it takes.
        outputs: What it gives.
    """
    from onnx import helper, numpy_helper

    constants = [numpy_helper.from_array(v, name=k) for k, v in graph.constants.items()]
    constants += graph.elsewhere
    network = helper.make_graph(graph.nodes, "network", inputs, outputs, constants)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(network, opset_imports=opsets, ir_version=8)


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of BERT's layers.

    Args:
        layers: Transformer layers.
        heads: Attention heads.
        epsilon: Of the layer norms.
        hidden: Numbers of a token's state.
    """

    layers: int
    heads: int
    epsilon: float
    hidden: int


def build(
    weights: Mapping[str, npt.NDArray[np.float32]], shape: Shape, halfway: int
) -> "ModelProto":
    """Return the network of `network.ReaderNetwork` as an ONNX model.

    Args:
        weights: Its state by name, float32.
        shape: Of its layers.
        halfway: After how many layers the states of all tokens are given, too.

    Returns:
        A model with inputs ids, mask, types (rows, width) int64 and outputs tokens
        (rows, width, t) and passage (rows, p), as many columns as the heads have, and halfway
        (rows, width, hidden), all float32.
    """
    graph = Graph(weights, shape.heads)
    graph.lengths()
    embedded = graph.embeddings(shape.epsilon)
    lower = graph.through(range(halfway), embedded, shape.epsilon)
    graph.node("Identity", [lower], "halfway")
    states = graph.through(range(halfway, shape.layers), lower, shape.epsilon)
    graph.passage(states)
    graph.node("Identity", [graph.linear("token_head", states)], "tokens")
    columns = [len(weights[f"{head}_head.bias"]) for head in ("token", "passage")]
    outputs = [
        _floats("tokens", "width", columns[0]),
        _floats("passage", columns[1]),
        _floats("halfway", "width", shape.hidden),
    ]
    return model_of(graph, [tokens_input(name) for name in ("ids", "mask", "types")], outputs)


def build_upper(
    weights: Mapping[str, npt.NDArray[np.float32]], shape: Shape, halfway: int
) -> "ModelProto":
    """Return the layers above `halfway`, with the [CLS] head, as an ONNX model.

    Args:
        weights: The whole network's state by name, float32.
        shape: Of its layers.
        halfway: How many layers are left out, from the bottom.

    Returns:
        A model with inputs halfway (rows, width, hidden) float32 and mask (rows, width) int64, and
        the output passage (rows, p) float32.
    """
    graph = Graph(weights, shape.heads)
    graph.lengths()
    graph.passage(graph.through(range(halfway, shape.layers), "halfway", shape.epsilon))
    inputs = [_floats("halfway", "width", shape.hidden), tokens_input("mask")]
    return model_of(graph, inputs, [_floats("passage", len(weights["passage_head.bias"]))])


def _floats(name: str, *columns: str | int) -> "ValueInfoProto":
    """Return what has rows of float32 numbers."""
    from onnx import TensorProto, helper

    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["rows", *columns])
