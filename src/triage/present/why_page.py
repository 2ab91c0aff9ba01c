"""Why and why not, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.explain.literals import Atom, atoms
from triage.model.condition import RefKind
from triage.model.explanation import (
    MissingTest,
    RestsOn,
    RulePart,
    RuleReason,
    SubjectKind,
    Truth,
    Why,
    WhyNot,
    WhyNotRule,
)
from triage.model.outcome import RuleState
from triage.present.blocks import Block, Line, Point, Section
from triage.present.explanation_writer import Telling

MOST_ASKED = 5
"""So many questions are shown to the person, and how many more there are."""

_SPEAKING_FOR = (RulePart.BELONGS, RulePart.ASSIGNS, RulePart.RECOMMENDS)


def why_sections(telling: Telling, found: Why) -> Iterator[Section]:
    """Tell which rules hold and which may, and once what they rest on."""
    shown = [each for each in found.rules if not telling.hides_rule(each.rule)]
    holding = [each for each in shown if each.state is RuleState.HOLDS]
    perhaps = [each for each in shown if each.state is RuleState.MAY_HOLD]
    told = list(_listed(telling.tell("holds"), _reasons(telling, holding)))
    if telling.to_staff:
        told += _listed(telling.tell("may_hold"), _reasons(telling, perhaps))
        told += _grounds(telling, shown)
    else:
        about = [each for each in shown if each.part in _SPEAKING_FOR]
        open_ = [ground for each in about for ground in each.rests_on]
        told += _grounds(telling, about)
        told += _not_known(telling, open_)
    yield from told or [Section(telling.tell("holds"), (Line(telling.tell("no_rules")),))]


def why_not_sections(telling: Telling, found: WhyNot) -> Iterator[Section]:
    """Tell what each rule lacks, and what stands in the way."""
    if _is_so(found):
        yield Section(telling.tell("missing_heading"), (Line(telling.tell("already")),))
        return
    rules = [each for each in found.rules if not telling.hides_rule(each.rule)]
    hindering = [
        each
        for each in found.in_the_way
        if telling.to_staff or (each.state is RuleState.HOLDS and not telling.hides_rule(each.rule))
    ]
    told = list(
        _listed(telling.tell("missing_heading"), _lacking(telling, rules))
        if telling.to_staff
        else _known_and_not(telling, rules)
    )
    told += _listed(telling.tell("in_the_way"), _hindering(telling, hindering))
    if telling.to_staff:
        if not found.rules:
            nothing = Line(telling.tell("no_rule_at_all"))
            told.insert(0, Section(telling.tell("missing_heading"), (nothing,)))
        told += _behind(telling, rules)
        if found.outside_validity:
            outside = Line(telling.view.words.say("page.outside_validity"))
            told.append(Section(telling.tell("law"), (outside,)))
    yield from told or [Section(telling.tell("holds"), (Line(telling.tell("no_rules")),))]


def _is_so(found: WhyNot) -> bool:
    match found.subject.kind:
        case SubjectKind.TARGET_GROUP | SubjectKind.TYPOLOGY:
            return found.possible == (found.subject.id,)
        case SubjectKind.INTERVENTION:
            meant = [each.value for each in found.subject.statuses] or ["recommended", "possible"]
            return set(found.possible) <= set(meant)
        case SubjectKind.RULE:
            return found.possible == (RuleState.HOLDS.value,)


def _listed(heading: str, blocks: Iterable[Block]) -> Iterator[Section]:
    if told := tuple(blocks):
        yield Section(heading, told)


def _grounds(telling: Telling, rules: Iterable[RuleReason]) -> Iterator[Section]:
    """Tell the answers rules rest on, once for all of them."""
    told = list(rules)
    grounds = [ground for each in told for ground in each.rests_on]
    blocks = telling.grounds(grounds, typology=any(each.reads_typology for each in told))
    yield from _listed(telling.tell("rests_on"), blocks)


# --- rules that hold


def _reasons(telling: Telling, rules: Iterable[RuleReason]) -> Iterator[Point]:
    for each in rules:
        if text := telling.rule(each.rule):
            label = f"{telling.tell(each.part)}: " if telling.to_staff else ""
            yield Point(
                f"{label}{text}", tuple(telling.in_words(each.rule)) if telling.to_staff else ()
            )


def _hindering(telling: Telling, rules: Iterable[RuleReason]) -> Iterator[Point]:
    for each in rules:
        if text := telling.rule(each.rule):
            holds = each.state is RuleState.HOLDS
            state = telling.tell("in_the_way_holds" if holds else "in_the_way_may")
            staff = f"{telling.role(each.rule, each.part)}: {text} ({state})"
            yield Point(staff if telling.to_staff else text)


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


def _behind(telling: Telling, rules: Iterable[WhyNotRule]) -> Iterator[Section]:
    """Tell once what the missing tests rest on, where they do not say so themselves."""
    tests = [test for rule in rules for test in _tests(rule) if not _says_all(telling, rule, test)]
    grounds = [ground for test in tests for ground in test.rests_on]
    blocks = telling.grounds(grounds, typology=any(each.reads_typology for each in tests))
    yield from _listed(telling.tell("rests_on"), blocks)


def _says_all(telling: Telling, rule: WhyNotRule, test: MissingTest) -> bool:
    """Say whether that a test is open says already what it rests on: one question."""
    ref = _atom(telling, rule, test).test.ref
    return test.truth is Truth.OPEN and ref.kind is RefKind.QUESTION and len(test.rests_on) < 2


def _test(telling: Telling, rule: WhyNotRule, test: MissingTest) -> str:
    atom = _atom(telling, rule, test)
    return telling.tell(f"truth_{test.truth}", test=telling.condition(atom.condition))


def _atom(telling: Telling, rule: WhyNotRule, test: MissingTest) -> Atom:
    return atoms(telling.conditions[rule.rule])[test.number - 1]


def _tests(rule: WhyNotRule) -> list[MissingTest]:
    """Give the tests of all sets, each once."""
    return list({test.number: test for one in rule.missing for test in one}.values())


# --- to the person


def _known_and_not(telling: Telling, rules: Iterable[WhyNotRule]) -> Iterator[Section]:
    """Tell the person what was said that the rest rests on, and what is not known yet."""
    tests = [test for rule in rules for test in _tests(rule)]
    false = [g for test in tests if test.truth is Truth.FALSE for g in test.rests_on]
    yield from _listed(telling.tell("rests_on"), telling.grounds(false))
    yield from _not_known(telling, (ground for test in tests for ground in test.rests_on))


def _not_known(telling: Telling, grounds: Iterable[RestsOn]) -> Iterator[Section]:
    asked = (each for each in grounds if each.answer is None and each.why != "declined")
    paths = list(dict.fromkeys(each.path for each in asked if not telling.hides(each.path)))
    blocks: list[Block] = [Point(telling.asked(each)) for each in paths[:MOST_ASKED]]
    if left := len(paths[MOST_ASKED:]):
        blocks.append(Line(telling.tell_count("not_known_left", left)))
    yield from _listed(telling.tell("not_known"), blocks)
