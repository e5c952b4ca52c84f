"""The figures of a reader as lines of text."""

from collections.abc import Sequence

from .measure import Case, best_sentence, separation, shown

# Weight of the cosine beside a sentence's score, chosen on the tuning documents of all sets.
BLEND = 2.0


def table(cases: Sequence[Case], weights: Sequence[float] = (0.0, BLEND)) -> list[str]:
    """Return the figures of each set, a line each.

    Args:
        cases: Questions read.
        weights: Weights of the cosine beside the reader's score.
    """
    lines = []
    for name in sorted({case.question.set_name for case in cases}):
        of_set = [case for case in cases if case.question.set_name == name]
        lines.append(f"{name}: {len(of_set)} questions")
        lines.append(_excerpt_line("cosine", of_set, None))
        lines += [_excerpt_line(f"reader + {w:g} cosine", of_set, w) for w in weights]
        lines += _separation_lines(of_set)
    return lines


def _excerpt_line(label: str, cases: Sequence[Case], weight: float | None) -> str:
    """Return how often the best sentences and excerpts answer, by a weight of the cosine."""
    best, gold_windows = best_sentence(cases, weight)
    sentence, answered = shown(cases, weight, sentences=1)
    excerpt, _ = shown(cases, weight)
    return (
        f"  {label}: best sentence of a gold window {best:.3f} (n {gold_windows}); "
        f"of all windows {sentence:.3f}, in 600 characters {excerpt:.3f} (n {answered})"
    )


def _separation_lines(cases: Sequence[Case]) -> list[str]:
    lines = []
    for kind, signals in separation(cases).items():
        values = ", ".join(f"{signal} {value:.3f}" for signal, value in signals.items())
        lines.append(f"  AUROC {kind}: {values}")
    return lines
