"""Rulebooks grown for measuring: so many rules, each with cells of its own."""

from __future__ import annotations

from pathlib import Path

STEPS = 13
"""Values of the number question."""


def grown(folder: Path, rules: int, questions: int) -> Path:
    """Write a rulebook of typology rules over a grid, with further questions that one rule reads.

    Two choices of ten values each and a number from 0 to 12 make 1,300 cells; with one question
    more, of ten values, which a recommendation reads, 13,000. With more rules than cells the number
    goes on, so that each rule still has some.
    """
    parts = rules // 100
    steps = max(STEPS, parts)
    lines = [
        "rulebook: {id: grown, version: 1.0.0}",
        "questions:",
        *(f"  q{n}: {{kind: choice, values: [{_values()}]}}" for n in (0, 1)),
        f"  months: {{kind: number, min: 0, max: {steps - 1}}}",
        *(f"  more{n}: {{kind: choice, values: [{_values()}]}}" for n in range(questions)),
        "typologies:",
        "  values: [t0, t1, t2, t3, t4]",
        "  rules:",
    ]
    for cell in range(100 * parts):
        one, other, part = cell % 10, cell // 10 % 10, cell // 100
        low, high = part * steps // parts, (part + 1) * steps // parts - 1
        when = f"q0: v{one}, q1: v{other}, months: {{at_least: {low}, at_most: {high}}}"
        then = f"t{(one + other + part) % 5}"
        lines.append(f"    - {{id: T-{cell}, when: {{{when}}}, then: {then}}}")
    tests = ", ".join(["typology: t1", *(f"more{n}: v{n % 10}" for n in range(questions))])
    lines += [
        "interventions: {mentor: {kind: support}}",
        "recommendations:",
        f"  - {{id: R-1, when: {{{tests}}}, recommend: [mentor]}}",
    ]
    file = folder / f"grown-{rules}-{questions}.yaml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def _values() -> str:
    return ", ".join(f"v{n}" for n in range(10))
