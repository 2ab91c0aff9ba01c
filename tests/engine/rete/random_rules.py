"""Random flat rules, and facts that come close to them."""

import random
from collections.abc import Mapping

from triage.engine.rete import LARGEST, SMALLEST, Between, Both, Either, Positive, PositiveRule

_HEIGHTS = (0, 0, 0, 1, 2, 5, -1, LARGEST)


def flat(draw: random.Random, depth: int, fields: int) -> Positive:
    """Draw a condition over so many fields, so deep at most."""
    kind = draw.random()
    if depth == 0 or kind < 0.4:
        low = draw.choice((SMALLEST, *range(-2, 7), *range(-2, 7)))
        return Between(f"f{draw.randrange(fields)}", low, low + draw.choice(_HEIGHTS))
    parts = tuple(flat(draw, depth - 1, fields) for _ in range(draw.choice((0, 1, 2, 2, 3, 3, 6))))
    return Both(parts) if kind < 0.7 else Either(parts)


def rules(draw: random.Random, fields: int) -> list[PositiveRule]:
    """Draw rules with ids that do not start at 0 and have gaps."""
    count, depth = draw.choice((1, 5, 20, 60)), draw.choice((1, 2, 3, 4))
    return [PositiveRule(70_000 + 7 * index, flat(draw, depth, fields)) for index in range(count)]


def fact(draw: random.Random, fields: int) -> dict[str, int]:
    """Draw a fact that has most of the fields, and one that no rule reads."""
    drawn = {f"f{field}": draw.randrange(-2, 8) for field in range(fields) if draw.random() < 0.85}
    return {"unread": 1, **drawn}


def holds(flat: Positive, fact: Mapping[str, int]) -> bool:
    """Say what durable-rules must find: the meaning of a flat condition."""
    match flat:
        case Between(field, low, high):
            return field in fact and low <= fact[field] <= high
        case Both(parts):
            return all(holds(part, fact) for part in parts)
        case Either(parts):
            return any(holds(part, fact) for part in parts)


def expected(rules: list[PositiveRule], fact: dict[str, int]) -> tuple[int, ...]:
    """Return what must fire."""
    return tuple(rule.id for rule in rules if holds(rule.when, fact))
