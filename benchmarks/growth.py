"""Draws how the cost of `triage rules check` grows: with rules, and with questions beside them."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from benchmarks.targets import GROWN, GROWTH, Measured

FILE = Path(__file__).parent / "growth.svg"


def draw(measured: Measured, file: Path = FILE) -> None:
    """Draw the medians of all turns; nothing where growth was not measured."""
    if not all(GROWTH.format(rules=r, questions=q) in measured for r, q in GROWN):
        return
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 3.5), layout="constrained")
    by_rules, by_questions = figure.subplots(1, 2, sharey=True)
    for axes, label, points in (
        (by_rules, "rules, one question beside", [(r, r, q) for r, q in GROWN if q == 1]),
        (by_questions, "questions beside, 100 rules", [(q, r, q) for r, q in GROWN if r == 100]),
    ):
        seconds = [median(measured[GROWTH.format(rules=r, questions=q)]) for _, r, q in points]
        axes.plot([x for x, _, _ in points], seconds, marker="o", color="black")
        axes.set_xlabel(label)
        axes.set_ylim(bottom=0)
        axes.grid(visible=True, alpha=0.3)
    by_rules.set_ylabel("seconds of a check")
    figure.savefig(file, metadata={"Date": None})
