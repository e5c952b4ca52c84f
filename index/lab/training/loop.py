"""The training: loss, schedule, averaged weights, checkpoints."""

import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from .batches import Batch, Row, Rows, batches, collate, packed, width_of
from .exercises import Group
from .network import (
    ANSWERABLE,
    NO_SENTENCE,
    STANCES,
    ReaderNetwork,
    StanceColumn,
    sentence_scores,
)

_log = logging.getLogger(__name__)
_NEVER = -1e4

REPORT_STEPS = 25
CHECKPOINT_STEPS = 100
_CHOSEN_FROM = 1024  # groups that are looked through together for those to learn from


class Book(Protocol):
    """Whatever gives groups of exercises, epoch after epoch."""

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one epoch's groups in random order."""
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
        mastered: Loss under which a question is passed over; 0 learns from every one.
        seed: Seed of everything random.
    """

    steps: int = 1400
    rate: float = 1.2e-4
    warmup: float = 0.06
    batch_tokens: int = 3584
    head_factor: float = 8.0
    hidden: float = 0.03
    average: float = 0.99
    mastered: float = 0.0
    seed: int = 7


def loss_of(tokens: Tensor, passage: Tensor, batch: Batch) -> Tensor:
    """Return the mean loss of a batch.

    The sum of: which sentence of its window answers, or none; which sentence of all windows of its
    question, or none; half of, does the window answer; what does it say of the claim, where it
    speaks of it, and half of that where it does not: three windows of four do not.
    Sentences that may be shown but need not be (`Batch.neutral`) are neither right nor wrong.

    Args:
        tokens: (n, width, 2) token columns.
        passage: (n, 5) passage columns.
        batch: The rows with their solutions.
    """
    scores = sentence_scores(tokens, batch.places, batch.gold.shape[1])
    scores = scores.masked_fill(batch.neutral, float("-inf"))
    answerable_loss = torch.nn.functional.binary_cross_entropy_with_logits(
        passage[:, ANSWERABLE], batch.answerable.clamp(min=0) * 0.96 + 0.02, reduction="none"
    )
    judged = batch.answerable >= 0
    total = _window_loss(scores, passage, batch) + _group_loss(scores, passage, batch)
    total = total + 0.5 * _mean(answerable_loss, judged)
    stance_loss = torch.nn.functional.cross_entropy(
        passage[:, STANCES], batch.stances.clamp(min=0), reduction="none"
    )
    silent = batch.stances == StanceColumn.NOT_MENTIONED
    telling = (batch.stances >= 0) & ~silent
    return total + _mean(stance_loss, telling) + 0.5 * _mean(stance_loss, silent)


def _mean(losses: Tensor, counted: Tensor) -> Tensor:
    """Return the mean of the losses that count, 0 where none does."""
    return (losses * counted).sum() / counted.sum().clamp(min=1)


def _window_loss(scores: Tensor, passage: Tensor, batch: Batch) -> Tensor:
    """Return how far each window's choice is from its gold sentences, or from none.

    A window without gold that holds neutral sentences is not judged: "none" may be wrong there.
    """
    answered = batch.gold.any(dim=1)
    choice = torch.cat([passage[:, :1], scores], dim=1).log_softmax(dim=1)
    right = torch.cat([~answered.unsqueeze(1), batch.gold], dim=1)
    losses = -choice.masked_fill(~right, _NEVER).logsumexp(dim=1)
    return _mean(losses, answered | ~batch.neutral.any(dim=1))


def _group_loss(scores: Tensor, passage: Tensor, batch: Batch) -> Tensor:
    """Return the mean of `choice_losses` over the questions that are judged."""
    losses = choice_losses(scores, passage, batch)
    return _mean(losses.nan_to_num(), ~losses.isnan())


def choice_losses(scores: Tensor, passage: Tensor, batch: Batch) -> Tensor:
    """Return how far each question's choice among all its windows is from gold, or from none.

    None has log-odds of 0. A question without gold whose windows hold neutral sentences is not
    judged.

    Args:
        scores: (n, sentences), neutral ones at minus infinity.
        passage: (n, 5) passage columns.
        batch: The rows with their solutions.

    Returns:
        (questions,) losses, NaN where a question is not judged.
    """
    odds = scores - passage[:, NO_SENTENCE : NO_SENTENCE + 1]
    none = torch.zeros(1)
    losses = []
    for group in range(int(batch.groups.max()) + 1):
        rows = batch.groups == group
        answered = batch.gold[rows].any()
        if not answered and batch.neutral[rows].any():
            losses.append(torch.tensor(torch.nan))
            continue
        choice = torch.cat([none, odds[rows].flatten()]).log_softmax(dim=0)
        right = torch.cat([~answered.reshape(1), batch.gold[rows].flatten()])
        losses.append(-choice.masked_fill(~right, _NEVER).logsumexp(dim=0))
    return torch.stack(losses)


def train(
    network: ReaderNetwork,
    book: Book,
    rows: Rows,
    schedule: Schedule,
    folder: Path,
    loss: Callable[[Tensor, Tensor, Batch], Tensor] = loss_of,
) -> ReaderNetwork:
    """Return the network trained, with averaged weights; the last checkpoint is kept in a folder.

    Args:
        network: The network, changed in place.
        book: Source of the exercises.
        rows: Turns them into tokens.
        schedule: How long and how fast.
        folder: Where `checkpoint.pt` is written now and then.
        loss: Of a batch, from the token columns and the passage columns.
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
    for step, batch in enumerate(_endless(network, book, rows, schedule, rng), start=1):
        losses += _step(network, batch, optimiser, loss)
        rate.step()
        averaged.update_parameters(network)
        if step % REPORT_STEPS == 0:
            pace = (time.monotonic() - began) / step
            _log.info("step %d loss %.3f, %.2f s a step", step, losses / REPORT_STEPS, pace)
            losses = 0.0
        if step % CHECKPOINT_STEPS == 0:
            torch.save(averaged.module.state_dict(), folder / "checkpoint.pt")
        if step == schedule.steps:
            break
    torch.save(averaged.module.state_dict(), folder / "checkpoint.pt")
    trained: ReaderNetwork = averaged.module
    return trained


def _endless(
    network: ReaderNetwork, book: Book, rows: Rows, schedule: Schedule, rng: random.Random
) -> Iterator[Batch]:
    """Yield batches, epoch after epoch, until an epoch has nothing left to learn."""
    left = True
    while left:
        left = False
        for groups in _chosen(network, book.epoch(rng), rows, schedule):
            left = True
            for batch in batches(groups, schedule.batch_tokens, rng):
                batch.ids.copy_(hide_words(batch.ids, batch.places, schedule.hidden, rows.mask))
                yield batch


def _chosen(
    network: ReaderNetwork, groups: Sequence[Group], rows: Rows, schedule: Schedule
) -> Iterator[list[Sequence[Row]]]:
    """Yield the groups of an epoch that are learned from, many at a time, as rows."""
    for base in range(0, len(groups), _CHOSEN_FROM):
        some: list[Sequence[Row]] = [
            [rows.row(exercise) for exercise in group]
            for group in groups[base : base + _CHOSEN_FROM]
        ]
        if schedule.mastered:
            some = _unmastered(network, some, schedule)
        if some:
            yield some


def _unmastered(
    network: ReaderNetwork, groups: Sequence[Sequence[Row]], schedule: Schedule
) -> list[Sequence[Row]]:
    """Return the groups whose loss is not below the schedule's limit.

    The others teach next to nothing and cost as much: selective backpropagation, Jiang et al. 2019,
    arXiv:1910.00762, here with a fixed limit.
    """
    network.eval()
    kept: list[Sequence[Row]] = []
    for some in packed(sorted(groups, key=width_of), schedule.batch_tokens):
        losses = _losses_of(network, collate(some))
        kept += [one for one, loss in zip(some, losses, strict=True) if loss >= schedule.mastered]
    network.train()
    _log.info("%d of %d questions are not mastered", len(kept), len(groups))
    return kept


def _losses_of(network: ReaderNetwork, batch: Batch) -> list[float]:
    """Return the loss of each question or claim of a batch; infinity where none is judged."""
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        tokens, passage = network(batch.ids, batch.mask, batch.types)
    scores = sentence_scores(tokens, batch.places, batch.gold.shape[1])
    scores = scores.masked_fill(batch.neutral, float("-inf"))
    losses = choice_losses(scores, passage, batch).nan_to_num(nan=float("inf"))
    stances = torch.nn.functional.cross_entropy(
        passage[:, STANCES], batch.stances.clamp(min=0), reduction="none"
    ) * (batch.stances >= 0)
    worst = torch.zeros_like(losses).scatter_reduce(0, batch.groups, stances, "amax")
    return [float(loss) for loss in torch.maximum(losses, worst)]


def _groups(network: ReaderNetwork, schedule: Schedule) -> list[dict[str, object]]:
    """Return what is learned in groups: the layers' matrices, which decay; the rest; the heads."""
    layers = _learning(network.bert)
    own = {id(parameter) for parameter in layers}
    heads = [parameter for parameter in _learning(network) if id(parameter) not in own]
    return [
        *_decaying(layers, schedule.rate),
        *_decaying(heads, schedule.rate * schedule.head_factor),
    ]


def _decaying(parameters: Sequence[torch.nn.Parameter], rate: float) -> list[dict[str, object]]:
    """Return the matrices, which decay, and the vectors, which do not, with a learning rate."""
    matrices = [parameter for parameter in parameters if parameter.ndim > 1]
    vectors = [parameter for parameter in parameters if parameter.ndim <= 1]
    return [
        {"params": matrices, "lr": rate, "weight_decay": 0.01},
        {"params": vectors, "lr": rate, "weight_decay": 0.0},
    ]


def _learning(module: torch.nn.Module) -> list[torch.nn.Parameter]:
    return [parameter for parameter in module.parameters() if parameter.requires_grad]


def hide_words(ids: Tensor, places: Tensor, share: float, mask_id: int) -> Tensor:
    """Return the ids with a share of the passage's tokens masked, so that no word is relied on."""
    hidden = (torch.rand(ids.shape) < share) & (places >= 0)
    return ids.masked_fill(hidden, mask_id)


def _step(
    network: ReaderNetwork,
    batch: Batch,
    optimiser: torch.optim.Optimizer,
    loss_of_batch: Callable[[Tensor, Tensor, Batch], Tensor],
) -> float:
    """Return the loss of a batch, from which the network learns."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tokens, passage = network(batch.ids, batch.mask, batch.types)
    loss = loss_of_batch(tokens, passage, batch)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return float(loss.item())
