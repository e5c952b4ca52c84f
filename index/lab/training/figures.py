"""The figures of a reader as lines of text, and the temperature of its logits."""

from collections.abc import Sequence

import numpy as np

from .measure import SHOWN, Case, best_sentence, separation, shown

BLEND = 2.0
"""Weight of the cosine beside a sentence's score, chosen on the tuning documents of all sets."""


def table(cases: Sequence[Case], weights: Sequence[float] = (0.0, BLEND)) -> list[str]:
    """Return the figures of each set, a line each.

    Args:
        cases: Questions read.
        weights: Weights of the cosine beside the reader's score.
    """
    lines = []
    for name in sorted({c.question.set_name for c in cases}):
        own = [c for c in cases if c.question.set_name == name]
        lines.append(f"{name}: {len(own)} questions")
        for label, weight in (("cosine", None), *((f"reader + {w:g} cosine", w) for w in weights)):
            best, n = best_sentence(own, weight)
            one, m = shown(own, weight, sentences=1)
            three, _ = shown(own, weight)
            lines.append(
                f"  {label}: best sentence of a gold window {best:.3f} (n {n}); "
                f"of all windows {one:.3f}, in 600 characters {three:.3f} (n {m})"
            )
        for kind, signals in separation(own).items():
            values = ", ".join(f"{signal} {value:.3f}" for signal, value in signals.items())
            lines.append(f"  AUROC {kind}: {values}")
    return lines


def temperature(cases: Sequence[Case]) -> float:
    """Return what the answerability logits are best divided by, from 0.5 to 4.

    Every window read counts, once: does it hold a gold sentence?

    References:
        Guo et al. 2017, arXiv:1706.04599.
    """
    judged = [j for c in cases for j in c.judged[:SHOWN] if not j.suspect]
    logits = np.array([j.answerable for j in judged])
    signs = np.array([1.0 if j.gold else -1.0 for j in judged])
    grid = np.geomspace(0.5, 4.0, 61)
    losses = [float(np.logaddexp(0.0, -signs * logits / heat).mean()) for heat in grid]
    return round(float(grid[int(np.argmin(losses))]), 2)
