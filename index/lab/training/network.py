"""The network: a cross-encoder's layers, a passage read once, a head per token and one on [CLS].

Columns of the token head: attention and value (a sentence's score is its tokens' value, averaged
by softmax of their attention). Columns of the [CLS] head: the score of "no sentence here", the
logit of "this passage answers", and the three of what a passage says of a claim.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import Self

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from transformers import AttentionInterface, AttentionMaskInterface, BertConfig, BertModel
from transformers.masking_utils import eager_mask

TOKEN_COLUMNS = 2
PASSAGE_COLUMNS = 5
STANCE_LAYERS = 6  # from the top, that there are once more to tell what is said of a claim
FROZEN_LAYERS = 4  # from the bottom, beside the embeddings: what they know of words is kept

# Share dropped before the heads. None inside the layers: random numbers cost more there than the
# matrices do (measured on 2 cores: 0.46 s forward without, 1.8 s with).
DROPOUT = 0.1


def attend(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    scaling: float,
    **_: object,
) -> tuple[Tensor, Tensor]:
    """Return what each token takes from the others (n, width, heads, size), and the shares.

    Softmax stays in the type of its input; autocast would widen it to float32, at a sixth of a
    step's time on two cores.

    Args:
        module: The layer that asks; not read.
        query: (n, heads, width, size).
        key: Alike.
        value: Alike.
        attention_mask: Added to the scores (n, 1, width, width); None adds nothing.
        scaling: What the scores are multiplied by.
    """
    del module
    with torch.autocast("cpu", enabled=False):
        scores = torch.matmul(query * scaling, key.transpose(2, 3))
        if attention_mask is not None:
            scores = scores + attention_mask.to(scores.dtype)
        shares = torch.softmax(scores, dim=-1)
        taken = torch.matmul(shares, value)
    return taken.transpose(1, 2).contiguous(), shares


_ATTENTION = "narrow"
AttentionInterface.register(_ATTENTION, attend)
AttentionMaskInterface.register(_ATTENTION, eager_mask)  # else padding is attended to


class StanceColumn(IntEnum):
    """What a passage says of a claim; the values are the order of the columns."""

    SUPPORTED = 0
    CONTRADICTED = 1
    NOT_MENTIONED = 2


NO_SENTENCE, ANSWERABLE, STANCES = 0, 1, slice(2, PASSAGE_COLUMNS)


def cross_encoder_config(layers: int = 12) -> BertConfig:
    """Return the shape of ms-marco-MiniLM-L-12-v2, without dropout inside the layers."""
    return BertConfig(
        hidden_size=384,
        num_hidden_layers=layers,
        num_attention_heads=12,
        intermediate_size=1536,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )


class ReaderNetwork(nn.Module):  # type: ignore[misc]  # torch is not followed
    """BERT's layers with the two heads."""

    def __init__(self, config: BertConfig) -> None:
        """Build the network of a BERT configuration with random weights."""
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        self.bert.set_attn_implementation(_ATTENTION)
        width = config.hidden_size
        self.dropout = nn.Dropout(DROPOUT)
        self.dense = nn.Linear(width, width)
        self.token_head = nn.Linear(width, TOKEN_COLUMNS)
        self.passage_head = nn.Linear(width, PASSAGE_COLUMNS)
        for head in (self.token_head, self.passage_head):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    @classmethod
    def starting_from(
        cls,
        weights: Mapping[str, npt.NDArray[np.float32]],
        config: BertConfig,
        frozen: int = FROZEN_LAYERS,
    ) -> Self:
        """Return the network that starts from a cross-encoder's weights.

        Args:
            weights: By their names in `BertModel`; a pooler's become the [CLS] head's first layer,
                weights of layers beyond the configuration's are left out.
            config: Its shape.
            frozen: Layers from the bottom that do not learn, nor do the embeddings.
        """
        network = cls(config)
        wanted = network.bert.state_dict()
        chosen = {name: torch.from_numpy(weights[name].copy()) for name in wanted}
        network.bert.load_state_dict(chosen)
        if "pooler.dense.weight" in weights:
            with torch.no_grad():
                network.dense.weight.copy_(torch.from_numpy(weights["pooler.dense.weight"].copy()))
                network.dense.bias.copy_(torch.from_numpy(weights["pooler.dense.bias"].copy()))
        for part in (network.bert.embeddings, *network.bert.encoder.layer[:frozen]):
            for parameter in part.parameters():
                parameter.requires_grad_(requires_grad=False)
        return network

    def learn_stances_alone(self) -> None:
        """Let the upper `STANCE_LAYERS` and the [CLS] head learn, and nothing else."""
        lower = self.bert.encoder.layer[:-STANCE_LAYERS]
        for part in (self.bert.embeddings, *lower, self.token_head):
            for parameter in part.parameters():
                parameter.requires_grad_(requires_grad=False)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor]:
        """Return the token columns (n, width, 2) and the passage columns (n, 5) float32.

        Args:
            ids: (n, width) int64 token ids.
            mask: (n, width) int64, 1 where there is a token.
            types: (n, width) int64, 0 for the question and 1 for the passage.
        """
        states = self.bert(
            input_ids=ids, attention_mask=mask, token_type_ids=types
        ).last_hidden_state
        states = self.dropout(states)
        opening = torch.tanh(self.dense(states[:, 0]))
        return self.token_head(states).float(), self.passage_head(opening).float()


def sentence_scores(tokens: Tensor, places: Tensor, count: int) -> Tensor:
    """Return each sentence's score (n, count) float32, -inf where a row has fewer sentences.

    Args:
        tokens: (n, width, 2) token columns.
        places: (n, width) int64, the sentence that a token belongs to, -1 for none.
        count: Sentences of the longest row.
    """
    inside = places.unsqueeze(1) == torch.arange(count).view(1, count, 1)
    attention = tokens[:, :, 0].unsqueeze(1).masked_fill(~inside, -1e4)
    weights = torch.softmax(attention, dim=2)
    scores = (weights * tokens[:, :, 1].unsqueeze(1)).sum(dim=2)
    return scores.masked_fill(~inside.any(dim=2), float("-inf"))
