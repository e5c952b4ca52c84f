"""Networks a few kilobytes large, made on the spot, for the tests of the readers."""

from pathlib import Path

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig

from index.lab.training.network import ReaderNetwork

WORDS = (
    "the a who what when where treaty war king castle was signed in built by 1648 1700 old new "
    "peace river not town bridge long , . ?"
).split()
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def tokenizer(folder: Path) -> Path:
    """Write a lower-casing word tokenizer and return its file."""
    made = Tokenizer(
        models.WordPiece(
            {w: i for i, w in enumerate(SPECIAL + WORDS)},
            unk_token="[UNK]",  # noqa: S106
        )
    )
    made.add_special_tokens(SPECIAL)
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    path = folder / "words.json"
    made.save(str(path))
    return path


def network(seed: int = 1) -> ReaderNetwork:
    """Return a network of two layers with random weights large enough to matter."""
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(SPECIAL) + len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=320,
        initializer_range=0.3,
    )
    made = ReaderNetwork(config)
    made.eval()
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.2)
    return made
