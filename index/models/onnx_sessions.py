"""Networks on onnxruntime; of what runs, this module alone imports it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt


class Session(Protocol):
    """A loaded network, as far as it is used here."""

    def run(self, names: Sequence[str] | None, inputs: dict[str, Any], /) -> Any:  # noqa: ANN401
        """Return the outputs of those names, None for all in order, of inputs by name."""


def on_processor(
    network: Path | bytes,
    threads: int,
    weights: Mapping[str, npt.NDArray[np.float32]] | None = None,
) -> Session:
    """Return a network, loaded.

    Args:
        network: An ONNX file, or what stands in one.
        threads: Threads of one run, at least 1.
        weights: What the network names and does not hold.
    """
    from onnxruntime import InferenceSession, OrtValue, SessionOptions, disable_telemetry_events

    disable_telemetry_events()  # on Windows, where the variable that `index` sets is not read
    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Waiting threads that spin double the processor time (171 against 109 ms for 1,000 tokens)
    # and, where other work shares the cores, the wait (562 against 337 ms).
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if weights:
        values: list[Any] = [OrtValue.ortvalue_from_numpy(value) for value in weights.values()]
        options.add_external_initializers(list(weights), values)
    source = network if isinstance(network, bytes) else str(network)
    session: Session = InferenceSession(source, options, providers=["CPUExecutionProvider"])
    return session
