"""Random pairs of rulebooks: one and another version of it, some of its things renamed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from tests.strategies.drawing import Seeded
from tests.strategies.rulebooks import rulebook
from triage.language.load import load
from triage.model.condition import (
    ALWAYS,
    AllOf,
    Among,
    Condition,
    Negation,
    Ref,
    RefKind,
    Tested,
    Value,
)
from triage.model.finding import FirstMatch
from triage.model.question import Choice, Domain, Number, Question, Subset, YesNo
from triage.model.rule import ClassificationRule, Intervention, Recommendation
from triage.model.rulebook import Rulebook
from triage.model.walk import compared_with, every_test
from triage.program.lower import lower
from triage.program.program import Role
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renaming import Renaming
from triage.verify.diff.things import Things

LATER = "_2"
"""What is put behind an id that is renamed."""


@dataclass(frozen=True)
class Pair:
    """Two versions; `ids` are the new ids of what was renamed, by old path."""

    seed: int
    old: Rulebook
    new: Rulebook
    ids: Mapping[str, str]


def small(seeds: Iterable[int]) -> Iterator[tuple[int, Rulebook]]:
    """Yield random rulebooks."""
    for seed in seeds:
        drawn = rulebook(Seeded(seed))
        with tempfile.TemporaryDirectory() as folder:
            yield seed, load(drawn.write(Path(folder), quick=True))


def pairs(seeds: Iterable[int]) -> Iterator[Pair]:
    """Yield a rulebook and another version, now and then the other way round."""
    for seed, drawn in small(seeds):
        draw = Random(seed)
        book = one_question_more(drawn, draw) if draw.random() < 0.1 else drawn
        other = another_kind(book)
        for change in draw.sample(CHANGES, draw.choice((1, 1, 2))):
            other = change(other, draw)
        old, new = (book, other) if draw.random() < 0.6 else (other, book)
        ids = some_ids(old, draw) if draw.random() < 0.5 else {}
        yield Pair(seed, old, Renamed(new, Renaming(_known(ids, new))).book(), ids)


def some_ids(book: Rulebook, draw: Random) -> dict[str, str]:
    """Choose some things and other ids for them."""
    paths = [path for path in Things(book).paths if not path.startswith(("factors", "tables"))]
    if _compares_values(book):
        paths = [path for path in paths if ".values." not in path or path.startswith("t")]
    chosen = draw.sample(paths, min(len(paths), draw.randint(1, 4)))
    return {path: f"{path.rpartition('.')[2]}{LATER}" for path in chosen}


def _compares_values(book: Rulebook) -> bool:
    """Say whether an answer is held against another, or stands for a finding: by its name."""
    bodies = [each.body for each in book.findings.values()]
    stated = any(isinstance(body, FirstMatch) and body.stated is not None for body in bodies)
    whens = [*book.conditions.values(), *(w for f in book.findings.values() for w in f.conditions)]
    whens += [q.asked_when for _, q in book.every_question() if q.asked_when is not None]
    return stated or any(any(compared_with(test)) for when in whens for _, test in every_test(when))


def _known(ids: Mapping[str, str], book: Rulebook) -> dict[str, str]:
    return {path: id_ for path, id_ in ids.items() if path in Things(book).paths}


# --- changes


def changed(book: Rulebook, draw: Random) -> Rulebook:
    """Change one rule: its condition turned around, or the rule left out."""
    every = ("recommendations", "availability", "warnings")
    sections = [name for name in every if getattr(book, name)]
    if book.typologies is not None and book.typologies.rules:
        sections.append("typologies")
    if not sections:
        return book
    section = draw.choice(sections)
    rules = list(getattr(book, section) if section != "typologies" else _typed(book))
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


def _typed(book: Rulebook) -> tuple[ClassificationRule, ...]:
    return book.typologies.rules if book.typologies is not None else ()


def other_warnings(book: Rulebook, draw: Random) -> Rulebook:
    """Give a warning to everybody whose plan it counts, or to everybody."""
    if not book.warnings:
        return book
    rules = list(book.warnings)
    place = draw.randrange(len(rules))
    plan = rules[place].plan if draw.random() < 0.7 else None
    rules[place] = replace(rules[place], when=ALWAYS, plan=plan)
    return replace(book, warnings=tuple(rules))


def more_answers(book: Rulebook, draw: Random) -> Rulebook:
    """Let a question that rules read have an answer more."""
    if _compares_values(book):
        return book
    read = {each.path.question for each in lower(book).variables if each.role is Role.READ}
    wider = {
        id_: replace(each, domain=domain)
        for id_, each in book.questions.items()
        if id_ in read and (domain := _wider(each.domain, draw)) is not None
    }
    if not wider:
        return book
    id_ = draw.choice(sorted(wider))
    return replace(book, questions={**book.questions, id_: wider[id_]})


def _wider(domain: Domain, draw: Random) -> Domain | None:
    match domain:
        case Choice(values) | Subset(values):
            at = draw.randint(0, len(values))
            return replace(domain, values=(*values[:at], f"more_{len(values)}", *values[at:]))
        case Number(low, high):
            return replace(domain, min=low - draw.randint(0, 1), max=high + draw.randint(1, 2))
        case _:
            return None


def one_question_more(book: Rulebook, draw: Random) -> Rulebook:
    """Ask a question more, and let a rule read it; never the same a second time."""
    if "more_q" in book.questions:
        return book
    asked = replace(book, questions={**book.questions, "more_q": Question("more_q", YesNo())})
    ref = Ref(RefKind.QUESTION, "more_q")
    also = Tested(ref, (Among((Value("yes"),)),))
    rules = list(asked.recommendations)
    if not rules or draw.random() < 0.2:
        return asked
    place = draw.randrange(len(rules))
    rules[place] = replace(rules[place], when=AllOf((rules[place].when, also)))
    return replace(asked, recommendations=tuple(rules))


def another_kind(book: Rulebook) -> Rulebook:
    """Ask for a number where yes or no was asked that a rule reads."""
    if "more_q" not in book.questions:
        return book
    asked = replace(book.questions["more_q"], domain=Number(0, 2))
    rules = tuple(replace(rule, when=_numbered(rule.when)) for rule in book.recommendations)
    questions = {**book.questions, "more_q": asked}
    return replace(book, questions=questions, recommendations=rules)


def _numbered(when: Condition) -> Condition:
    match when:
        case AllOf((first, Tested(Ref(id="more_q") as ref, _))):
            return AllOf((first, Tested(ref, (Among((Value(2),)),))))
        case _:
            return when


def one_intervention_more(book: Rulebook, draw: Random) -> Rulebook:
    """Offer an intervention more, recommended as another is."""
    if not book.recommendations:
        return book
    rule = draw.choice(book.recommendations)
    more = Recommendation("R-more", rule.when, recommend=("more_i",))
    return replace(
        book,
        interventions={**book.interventions, "more_i": Intervention("more_i", "talk")},
        recommendations=(*book.recommendations, more),
    )


def one_typology_more(book: Rulebook, draw: Random) -> Rulebook:
    """Let a rule assign a typology that was not there."""
    if not _typed(book):
        return book
    assert book.typologies is not None
    rules = list(book.typologies.rules)
    place = draw.randrange(len(rules))
    rules[place] = replace(rules[place], then=Value("more_t"))
    values = (*book.typologies.values, "more_t")
    return replace(book, typologies=replace(book.typologies, values=values, rules=tuple(rules)))


CHANGES: tuple[Callable[[Rulebook, Random], Rulebook], ...] = (
    changed,
    other_warnings,
    *(more_answers,) * 4,
    one_question_more,
    one_intervention_more,
    one_typology_more,
)
