"""The training: loss, schedule, averaged weights, checkpoints."""

import logging
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from .batches import Batch, Rows, batches
from .exercises import Exercise
from .network import ReaderNetwork, sentence_scores

_log = logging.getLogger(__name__)
_NEVER = -1e4

REPORT_STEPS = 25
CHECKPOINT_STEPS = 100


class Book(Protocol):
    """Whatever gives exercises, epoch after epoch."""

    def epoch(self, rng: random.Random) -> list[Exercise]:
        """Return one epoch's exercises in random order."""
        ...


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn.

    Attributes:
        steps: Batches learned from.
        rate: Highest learning rate of AdamW, reached after `warmup`, then falling to zero.
        warmup: Share of the steps in which the rate rises.
        batch_tokens: Padded tokens of a batch.
        head_factor: How much faster the heads learn, which start from nothing.
        hidden: Share of a passage's tokens that are masked.
        average: Share of the averaged weights that a step keeps.
        seed: Seed of everything random.
    """

    steps: int = 2600
    rate: float = 1.5e-4
    warmup: float = 0.06
    batch_tokens: int = 3584
    head_factor: float = 4.0
    hidden: float = 0.05
    average: float = 0.995
    seed: int = 7


def loss_of(tokens: Tensor, passage: Tensor, batch: Batch) -> Tensor:
    """Return the mean loss of a batch: sentence or none, span or none, answerable or not.

    Args:
        tokens: (n, width, 4) token columns.
        passage: (n, 2) passage columns.
        batch: The rows with their solutions.
    """
    answered = batch.gold.any(dim=1)
    scores = sentence_scores(tokens, batch.places, batch.gold.shape[1])
    choice = torch.cat([passage[:, :1], scores], dim=1).log_softmax(dim=1)
    none = torch.cat([~answered.unsqueeze(1), batch.gold], dim=1)
    sentence_loss = -choice.masked_fill(~none, _NEVER).logsumexp(dim=1).mean()
    answerable_loss = torch.nn.functional.binary_cross_entropy_with_logits(
        passage[:, 1], answered.float() * 0.96 + 0.02
    )
    return sentence_loss + 0.5 * answerable_loss + 0.25 * _span_loss(tokens, batch, answered)


def _span_loss(tokens: Tensor, batch: Batch, answered: Tensor) -> Tensor:
    """Return the mean loss of the span's ends; rows that answer without a span do not count."""
    outside = batch.types == 0
    outside[:, 0] = False
    total = torch.zeros(())
    counted = ~answered | batch.starts.any(dim=1)
    for column, marks in ((2, batch.starts), (3, batch.ends)):
        target = marks.clone()
        target[:, 0] = ~answered
        spread = tokens[:, :, column].masked_fill(outside | (batch.mask == 0), _NEVER)
        rows = -spread.log_softmax(dim=1).masked_fill(~target, _NEVER).logsumexp(dim=1)
        total = total + (rows * counted).sum() / counted.sum().clamp(min=1)
    return total / 2


def train(
    network: ReaderNetwork,
    book: Book,
    rows: Rows,
    schedule: Schedule,
    folder: Path,
) -> ReaderNetwork:
    """Return the network trained, with averaged weights; the last checkpoint is kept in a folder.

    Args:
        network: The network, changed in place.
        book: Source of the exercises.
        rows: Turns them into tokens.
        schedule: How long and how fast.
        folder: Where `checkpoint.pt` is written now and then.
    """
    rng = random.Random(schedule.seed)  # noqa: S311 -- to repeat, not to hide
    torch.manual_seed(schedule.seed)
    averaged = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(schedule.average))
    optimiser = torch.optim.AdamW(_groups(network, schedule), fused=True)
    rate = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        [float(str(group["lr"])) for group in optimiser.param_groups],
        total_steps=schedule.steps,
        pct_start=schedule.warmup,
        anneal_strategy="linear",
        cycle_momentum=False,
        final_div_factor=100,
    )
    network.train()
    began, losses = time.monotonic(), 0.0
    for step, batch in enumerate(_endless(book, rows, schedule, rng), start=1):
        losses += _step(network, batch, optimiser)
        rate.step()
        averaged.update_parameters(network)
        if step % REPORT_STEPS == 0:
            pace = (time.monotonic() - began) / step
            _log.info("step %d loss %.3f, %.2f s a step", step, losses / REPORT_STEPS, pace)
            losses = 0.0
        if step % CHECKPOINT_STEPS == 0 or step == schedule.steps:
            torch.save(averaged.module.state_dict(), folder / "checkpoint.pt")
        if step == schedule.steps:
            break
    trained: ReaderNetwork = averaged.module
    return trained


def _endless(book: Book, rows: Rows, schedule: Schedule, rng: random.Random) -> Iterator[Batch]:
    """Yield batches, epoch after epoch."""
    while True:
        for batch in batches([rows.row(e) for e in book.epoch(rng)], schedule.batch_tokens, rng):
            batch.ids.copy_(hide_words(batch.ids, batch.places, schedule.hidden, rows.mask))
            yield batch


def _groups(network: ReaderNetwork, schedule: Schedule) -> list[dict[str, object]]:
    """Return what is learned in groups: the layers' matrices, which decay; the rest; the heads."""
    layers = [p for p in network.bert.parameters() if p.requires_grad]
    own = {id(p) for p in layers}
    heads = [p for p in network.parameters() if p.requires_grad and id(p) not in own]
    return [
        {"params": [p for p in layers if p.ndim > 1], "lr": schedule.rate, "weight_decay": 0.01},
        {"params": [p for p in layers if p.ndim <= 1], "lr": schedule.rate, "weight_decay": 0.0},
        {"params": heads, "lr": schedule.rate * schedule.head_factor, "weight_decay": 0.01},
    ]


def hide_words(ids: Tensor, places: Tensor, share: float, mask_id: int) -> Tensor:
    """Return the ids with a share of the passage's tokens masked, so that no word is relied on."""
    hidden = (torch.rand(ids.shape) < share) & (places >= 0)
    return ids.masked_fill(hidden, mask_id)


def _step(network: ReaderNetwork, batch: Batch, optimiser: torch.optim.Optimizer) -> float:
    """Return the loss of a batch, from which the network learns."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tokens, passage = network(batch.ids, batch.mask, batch.types)
    loss = loss_of(tokens, passage, batch)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return float(loss.item())
