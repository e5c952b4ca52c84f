"""The network: MiniLM's layers, read once per passage, with a head per token and one on [CLS].

Columns of the token head: attention and value (a sentence's score is its tokens' value, averaged
by softmax of their attention), start and end of the answer's span. Columns of the [CLS] head: the
score of "no sentence here", and the logit of "this passage answers".
"""

from pathlib import Path
from typing import Self

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

# Share dropped of the embeddings and before the heads. None inside the layers: random numbers cost
# more there than the matrices do (measured on 2 cores: 0.46 s forward without, 1.8 s with).
DROPOUT = 0.1


class ReaderNetwork(nn.Module):  # type: ignore[misc]  # torch is not followed
    """MiniLM with the two heads."""

    def __init__(self, config: BertConfig) -> None:
        """Build the network of a BERT configuration with random weights."""
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        width = config.hidden_size
        self.dropout = nn.Dropout(DROPOUT)
        self.dense = nn.Linear(width, width)
        self.token_head = nn.Linear(width, 4)
        self.passage_head = nn.Linear(width, 2)
        for head in (self.token_head, self.passage_head):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    @classmethod
    def from_encoder(cls, folder: Path, layers: int) -> Self:
        """Return the network that starts from an encoder's first layers, word embeddings frozen.

        Args:
            folder: A BERT-shaped encoder in the layout of transformers.
            layers: How many of its layers to keep, from the bottom.
        """
        config = BertConfig.from_pretrained(folder)
        config.num_hidden_layers = min(layers, config.num_hidden_layers)
        config.hidden_dropout_prob = 0.0
        config.attention_probs_dropout_prob = 0.0
        network = cls(config)
        network.bert = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        network.bert.embeddings.dropout.p = DROPOUT
        network.bert.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)
        return network

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor]:
        """Return the token columns (n, width, 4) and the passage columns (n, 2) float32.

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
        tokens: (n, width, 4) token columns.
        places: (n, width) int64, the sentence that a token belongs to, -1 for none.
        count: Sentences of the longest row.
    """
    inside = places.unsqueeze(1) == torch.arange(count).view(1, count, 1)
    attention = tokens[:, :, 0].unsqueeze(1).masked_fill(~inside, -1e4)
    weights = torch.softmax(attention, dim=2)
    scores = (weights * tokens[:, :, 1].unsqueeze(1)).sum(dim=2)
    return scores.masked_fill(~inside.any(dim=2), float("-inf"))
