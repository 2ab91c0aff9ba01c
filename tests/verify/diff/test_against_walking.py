"""What moves between two versions is what walking every assessment with both finds."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from tests.counts import Count
from tests.strategies.drawing import Seeded, seeds
from tests.strategies.rulebooks import rulebook
from tests.verify.every_assessment import Complete, TooMany, every_assessment
from triage.diagnostics import LimitReached
from triage.engine.possible import Conclusion
from triage.intake.mapping import as_mapping
from triage.language.load import load
from triage.model.condition import Negation
from triage.model.rulebook import Rulebook
from triage.verify.diff.difference import difference
from triage.verify.diff.outputs import NOTHING
from triage.verify.witness import concluded

SEEDS, MOST = 60, 400


def small(drawn_from: Iterable[int]) -> Iterator[tuple[int, Rulebook]]:
    """Yield random rulebooks."""
    for seed in drawn_from:
        drawn = rulebook(Seeded(seed))
        with tempfile.TemporaryDirectory() as folder:
            yield seed, load(drawn.write(Path(folder), quick=True))


def changed(book: Rulebook, seed: int) -> Rulebook:
    """Change one rule: its condition turned around, or the rule left out."""
    draw = Random(seed)
    sections = [name for name in ("recommendations", "availability") if getattr(book, name)]
    if book.typologies is not None and book.typologies.rules:
        sections.append("typologies")
    section = draw.choice(sections)
    rules = list(getattr(book, section) if section != "typologies" else _rules(book))
    place = draw.randrange(len(rules))
    if draw.random() < 0.5:
        del rules[place]
    else:
        rules[place] = replace(rules[place], when=Negation(rules[place].when))
    if section == "typologies":
        assert book.typologies is not None
        return replace(book, typologies=replace(book.typologies, rules=tuple(rules)))
    # The key names a field of this type, which `replace` cannot see through a mapping.
    return replace(book, **{section: tuple(rules)})  # type: ignore[arg-type]


def _rules(book: Rulebook) -> tuple[object, ...]:
    return book.typologies.rules if book.typologies is not None else ()


def test_every_movement(part: int, counted: Count) -> None:
    """From what, to what, how many, and an example that moves."""
    counts = Counter[str]()

    def met() -> bool:
        return counts["pairs"] > 5 and counts["movements"] > 10

    for seed, old in small(seeds(part, SEEDS, met)):
        if not (old.recommendations or old.availability):
            continue
        new = changed(old, seed)
        try:
            found = difference(old, new)
            walked = [_walk(old, new, day.as_of) for day in found.days]
        except (TooMany, LimitReached):
            continue
        counts["pairs"] += 1
        for moved, told in zip(walked, found.days, strict=True):
            assert {each.name for each in told.movements} == set(moved), seed
            for each in told.movements:
                counts["movements"] += 1
                assert each.count == _count(moved[each.name], each.over), (seed, each.name)
    counted("pairs of rulebooks, every assessment walked", counts["pairs"])
    assert met(), counts


Moved = dict[str, list[Complete]]


def _walk(old: Rulebook, new: Rulebook, day: date) -> Moved:
    moved: Moved = {}
    # What both read is walked: a rule left out may leave a question that only one of them reads.
    for each in every_assessment(old, day, MOST):
        plain = {at: list(v) if isinstance(v, tuple) else v for at, v in each.answers.items()}
        before = concluded(old, as_mapping(old, plain), day).conclusion
        after = concluded(new, as_mapping(new, plain), day).conclusion
        for output, was, is_ in _outputs(old, before, after):
            if was != is_:
                moved.setdefault(f"{output}: {was} -> {is_}", []).append(each)
    return moved


def _outputs(
    book: Rulebook, before: Conclusion, after: Conclusion
) -> Iterator[tuple[str, str, str]]:
    for name in ("typology", "target_group"):
        yield name, str(getattr(before, name)), str(getattr(after, name))
    for id_ in book.interventions:
        yield f"{id_}.status", str(before.statuses[id_]), str(after.statuses[id_])
        yield f"{id_}.start", before.starts.get(id_, NOTHING), after.starts.get(id_, NOTHING)
        for limit in {limit for rule in book.availability for limit in rule.limits}:
            was, is_ = (each.limits.get(id_, {}).get(limit, NOTHING) for each in (before, after))
            yield f"{id_}.{limit}", str(was), str(is_)


def _count(moved: list[Complete], over: tuple[str, ...]) -> int:
    return len({each.among(over) for each in moved})
