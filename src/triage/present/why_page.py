"""Why and why not, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.explain.literals import Literal, literals
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
from triage.present.blocks import Line, Point, Section, sections
from triage.present.explanation_writer import ExplanationWriter

_SPEAKING_FOR = (RulePart.BELONGS, RulePart.ASSIGNS, RulePart.RECOMMENDS)


def why_sections(writer: ExplanationWriter, found: Why) -> Iterator[Section]:
    """Tell which rules hold and which may, and once what they rest on."""
    shown = [each for each in found.rules if not writer.hides_rule(each.rule)]
    holding = [each for each in shown if each.state is RuleState.HOLDS]
    perhaps = [each for each in shown if each.state is RuleState.MAY_HOLD]
    told = list(sections([(writer.tell("holds"), _reasons(writer, holding))]))
    if writer.to_staff:
        told += sections([(writer.tell("may_hold"), _reasons(writer, perhaps))])
        told += _premises(writer, shown)
    else:
        about = [each for each in shown if each.part in _SPEAKING_FOR]
        open_ = [premise for each in about for premise in each.rests_on]
        told += _premises(writer, about)
        told += _not_known(writer, open_)
    yield from told or [Section(writer.tell("holds"), (Line(writer.tell("no_rules")),))]


def why_not_sections(writer: ExplanationWriter, found: WhyNot) -> Iterator[Section]:
    """Tell what each rule lacks, and what stands in the way."""
    if _is_so(found):
        yield Section(writer.tell("missing_heading"), (Line(writer.tell("already")),))
        return
    rules = [each for each in found.rules if not writer.hides_rule(each.rule)]
    hindering = [
        each
        for each in found.in_the_way
        if writer.to_staff or (each.state is RuleState.HOLDS and not writer.hides_rule(each.rule))
    ]
    told = list(
        sections([(writer.tell("missing_heading"), _lacking(writer, rules))])
        if writer.to_staff
        else _known_and_not(writer, rules)
    )
    told += sections([(writer.tell("in_the_way"), _hindering(writer, hindering))])
    if writer.to_staff:
        if not found.rules:
            nothing = Line(writer.tell("no_rule_at_all"))
            told.insert(0, Section(writer.tell("missing_heading"), (nothing,)))
        told += _behind(writer, rules)
        if found.outside_validity:
            outside = Line(writer.view.words.say("page.outside_validity"))
            told.append(Section(writer.tell("law"), (outside,)))
    yield from told or [Section(writer.tell("holds"), (Line(writer.tell("no_rules")),))]


def _is_so(found: WhyNot) -> bool:
    match found.subject.kind:
        case SubjectKind.TARGET_GROUP | SubjectKind.TYPOLOGY:
            return found.possible == (found.subject.id,)
        case SubjectKind.INTERVENTION:
            meant = [each.value for each in found.subject.statuses] or ["recommended", "possible"]
            return set(found.possible) <= set(meant)
        case SubjectKind.RULE:
            return found.possible == (RuleState.HOLDS.value,)


def _premises(writer: ExplanationWriter, rules: Iterable[RuleReason]) -> Iterator[Section]:
    """Tell the answers rules rest on, once for all of them."""
    told = list(rules)
    premises = [premise for each in told for premise in each.rests_on]
    blocks = writer.premises(premises, typology=any(each.reads_typology for each in told))
    yield from sections([(writer.tell("rests_on"), blocks)])


# --- rules that hold


def _reasons(writer: ExplanationWriter, rules: Iterable[RuleReason]) -> Iterator[Point]:
    """Tell rules one by one; to the person, those of the same words once."""
    told: dict[tuple[str, str], list[Line]] = {}
    for each in rules:
        if text := writer.rule(each.rule):
            label = f"{writer.tell(each.part)}: " if writer.to_staff else ""
            notes = writer.in_words(each.rule) if writer.to_staff else ()
            apart = each.rule if writer.to_staff else ""
            basis = writer.view.legal_basis.lines([each.rule])
            told.setdefault((f"{label}{text}", apart), []).extend((*notes, *basis))
    yield from (Point(text, tuple(lines)) for (text, _), lines in told.items())


def _hindering(writer: ExplanationWriter, rules: Iterable[RuleReason]) -> Iterator[Point]:
    for each in rules:
        if text := writer.rule(each.rule):
            holds = each.state is RuleState.HOLDS
            state = writer.tell("in_the_way_holds" if holds else "in_the_way_may")
            staff = f"{writer.role(each.rule, each.part)}: {text} ({state})"
            basis = tuple(writer.view.legal_basis.lines([each.rule]))
            yield Point(staff if writer.to_staff else text, basis)


# --- what is missing


def _lacking(writer: ExplanationWriter, rules: Iterable[WhyNotRule]) -> Iterator[Point]:
    for each in rules:
        text = f"{writer.tell(each.part)}: {writer.rule(each.rule)}"
        basis = writer.view.legal_basis.lines([each.rule])
        yield Point(text, (*_missing(writer, each), *basis))


def _missing(writer: ExplanationWriter, rule: WhyNotRule) -> Iterator[Line]:
    if rule.state is RuleState.HOLDS:
        yield Line(writer.tell("holds_already"))
    elif not rule.in_force:
        yield Line(writer.tell("not_in_force"))
    elif not rule.missing:
        yield Line(writer.tell("never"))
    for number, one in enumerate(rule.missing):
        label = writer.tell("or_missing" if number else "missing")
        yield Line(f"{'; '.join(_test(writer, rule, each) for each in one)}.", label=label)
    if rule.left_out:
        yield Line(writer.tell_count("sets_left", rule.left_out))


def _behind(writer: ExplanationWriter, rules: Iterable[WhyNotRule]) -> Iterator[Section]:
    """Tell once what the missing tests rest on, where they do not say so themselves."""
    tests = [test for rule in rules for test in _tests(rule) if not _says_all(writer, rule, test)]
    premises = [premise for test in tests for premise in test.rests_on]
    blocks = writer.premises(premises, typology=any(each.reads_typology for each in tests))
    yield from sections([(writer.tell("rests_on"), blocks)])


def _says_all(writer: ExplanationWriter, rule: WhyNotRule, test: MissingTest) -> bool:
    """Say whether that a test is open says already what it rests on: one question."""
    ref = _literal(writer, rule, test).test.ref
    return test.truth is Truth.OPEN and ref.kind is RefKind.QUESTION and len(test.rests_on) < 2


def _test(writer: ExplanationWriter, rule: WhyNotRule, test: MissingTest) -> str:
    literal = _literal(writer, rule, test)
    return writer.tell(f"truth_{test.truth}", test=writer.condition(literal.condition))


def _literal(writer: ExplanationWriter, rule: WhyNotRule, test: MissingTest) -> Literal:
    return literals(writer.view.rulebook.conditions[rule.rule])[test.number - 1]


def _tests(rule: WhyNotRule) -> list[MissingTest]:
    """Return the tests of all sets, each once."""
    return list({test.number: test for one in rule.missing for test in one}.values())


# --- to the person


def _known_and_not(writer: ExplanationWriter, rules: Iterable[WhyNotRule]) -> Iterator[Section]:
    """Tell the person what was said that the rest rests on, and what is not known yet."""
    tests = [test for rule in rules for test in _tests(rule)]
    false = [g for test in tests if test.truth is Truth.FALSE for g in test.rests_on]
    yield from sections([(writer.tell("rests_on"), writer.premises(false))])
    yield from _not_known(writer, (premise for test in tests for premise in test.rests_on))


def _not_known(writer: ExplanationWriter, premises: Iterable[RestsOn]) -> Iterator[Section]:
    asked = (each for each in premises if each.answer is None and each.why != "declined")
    yield from writer.not_known(each.path for each in asked if not writer.hides(each.path))
