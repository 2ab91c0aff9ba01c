"""Why and why not, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.explain.explaining.atoms import atoms
from triage.model.condition import RefKind
from triage.model.explanation import (
    MissingTest,
    RestsOn,
    RuleReason,
    SubjectKind,
    Truth,
    Why,
    WhyNot,
    WhyNotRule,
)
from triage.model.outcome import RuleState
from triage.report.blocks import Block, Line, Point, Section
from triage.report.telling import Telling


def why_sections(telling: Telling, found: Why) -> Iterator[Section]:
    """Tell which rules hold and which may, each with what it rests on."""
    shown = [each for each in found.rules if not telling.hides_rule(each.rule)]
    holding = [each for each in shown if each.state is RuleState.HOLDS]
    perhaps = [each for each in shown if each.state is RuleState.MAY_HOLD]
    yield from _listed(telling.tell("holds"), _reasons(telling, holding))
    yield from _listed(telling.tell("may_hold"), _reasons(telling, perhaps))
    if not (holding or perhaps):
        yield Section(telling.tell("holds"), (Line(telling.tell("no_rules")),))


def why_not_sections(telling: Telling, found: WhyNot) -> Iterator[Section]:
    """Tell what each rule lacks, and what stands in the way."""
    if _is_so(found):
        yield Section(telling.tell("missing_heading"), (Line(telling.tell("already")),))
        return
    rules = [each for each in found.rules if not telling.hides_rule(each.rule)]
    if telling.to_staff:
        yield from _listed(telling.tell("missing_heading"), _lacking(telling, rules))
    else:
        yield from _known_and_not(telling, rules)
    hindering = [
        each
        for each in found.in_the_way
        if telling.to_staff or (each.state is RuleState.HOLDS and not telling.hides_rule(each.rule))
    ]
    yield from _listed(telling.tell("in_the_way"), _hindering(telling, hindering))
    if found.outside_validity and telling.to_staff:
        outside = Line(telling.view.words.say("page.outside_validity"))
        yield Section(telling.tell("law"), (outside,))


def _is_so(found: WhyNot) -> bool:
    match found.subject.kind:
        case SubjectKind.TYPOLOGY:
            return found.possible == (found.subject.id,)
        case SubjectKind.INTERVENTION:
            meant = [each.value for each in found.subject.statuses] or ["recommended", "possible"]
            return set(found.possible) <= set(meant)
        case SubjectKind.RULE:
            return found.possible == (RuleState.HOLDS.value,)


def _listed(heading: str, blocks: Iterable[Block]) -> Iterator[Section]:
    if told := tuple(blocks):
        yield Section(heading, told)


# --- rules that hold


def _reasons(telling: Telling, rules: Iterable[RuleReason]) -> Iterator[Point]:
    for each in rules:
        if text := telling.rule(each.rule):
            label = f"{telling.tell(each.part)}: " if telling.to_staff else ""
            yield Point(f"{label}{text}", tuple(_notes(telling, each)))


def _notes(telling: Telling, reason: RuleReason) -> Iterator[Line]:
    if telling.to_staff and (words := telling.condition(telling.conditions[reason.rule])):
        yield Line(f"{words}.", label=telling.tell("rule"))
    yield from telling.rests_on(reason.rests_on)


def _hindering(telling: Telling, rules: Iterable[RuleReason]) -> Iterator[Point]:
    for each in rules:
        if text := telling.rule(each.rule):
            holds = each.state is RuleState.HOLDS
            state = telling.tell("in_the_way_holds" if holds else "in_the_way_may")
            yield Point(f"{text} ({state})" if telling.to_staff else text)


# --- what is missing


def _lacking(telling: Telling, rules: Iterable[WhyNotRule]) -> Iterator[Point]:
    for each in rules:
        text = f"{telling.tell(each.part)}: {telling.rule(each.rule)}"
        yield Point(text, tuple(_missing(telling, each)))


def _missing(telling: Telling, rule: WhyNotRule) -> Iterator[Line]:
    if rule.state is RuleState.HOLDS:
        yield Line(telling.tell("holds_already"))
    elif not rule.in_force:
        yield Line(telling.tell("not_in_force"))
    elif not rule.missing:
        yield Line(telling.tell("never"))
    for number, one in enumerate(rule.missing):
        label = telling.tell("or_missing" if number else "missing")
        yield Line(f"{'; '.join(_test(telling, rule, each) for each in one)}.", label=label)
    if rule.left_out:
        yield Line(telling.tell_count("sets_left", rule.left_out))
    telling_more = (each for each in _tests(rule) if not _says_all(telling, rule, each))
    yield from telling.rests_on(ground for each in telling_more for ground in each.rests_on)


def _says_all(telling: Telling, rule: WhyNotRule, test: MissingTest) -> bool:
    """Say whether that a test is open says already what it rests on: one question."""
    ref = atoms(telling.conditions[rule.rule])[test.number - 1].test.ref
    return test.truth is Truth.OPEN and ref.kind is RefKind.QUESTION and len(test.rests_on) < 2


def _test(telling: Telling, rule: WhyNotRule, test: MissingTest) -> str:
    atom = atoms(telling.conditions[rule.rule])[test.number - 1]
    said = telling.condition(atom.condition) or telling.tell("private_test")
    return telling.tell(f"truth_{test.truth}", test=said)


def _tests(rule: WhyNotRule) -> list[MissingTest]:
    """Give the tests of all sets, each once."""
    return list({test.number: test for one in rule.missing for test in one}.values())


def _known_and_not(telling: Telling, rules: Iterable[WhyNotRule]) -> Iterator[Section]:
    """Tell the person what is not known yet, and what was said that the rest rests on."""
    tests = [test for rule in rules for test in _tests(rule)]
    grounds = [ground for test in tests for ground in test.rests_on]
    asked = [g for g in grounds if g.answer is None and g.why != "declined"]
    paths = dict.fromkeys(g.path for g in asked if not telling.hides(g.path))
    names = telling.view.names
    unknown = [Point(names.asked(path, telling.view.answers)) for path in paths]
    false = [g for test in tests if test.truth is Truth.FALSE for g in test.rests_on]
    said = telling.answers(ground for ground in false if _was_said(ground))
    yield from _listed(telling.tell("not_known"), unknown)
    yield from _listed(telling.tell("said"), map(Point, said))


def _was_said(ground: RestsOn) -> bool:
    return ground.answer is not None and not ground.filled
