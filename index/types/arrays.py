"""What is computed of texts: apart from the texts, which are read where nothing is computed."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Embeddings: TypeAlias = npt.NDArray[np.float32]  # (n, dim), rows of unit length
Ids: TypeAlias = npt.NDArray[np.int64]
Scores: TypeAlias = npt.NDArray[np.float32]
