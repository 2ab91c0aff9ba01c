"""The classes of an assessment, target group and typology: which, and why."""

from __future__ import annotations

from collections.abc import Iterator

from triage.explain.premises import premises, reads_private
from triage.journal.events import About
from triage.journal.sequence import OPEN
from triage.model.answer_path import AnswerPath
from triage.model.asking import Goal
from triage.model.condition import Condition
from triage.model.outcome import CONFLICT, RuleState
from triage.model.rule import Classification, ClassificationRule
from triage.present.blocks import Block, Line, Point, Section
from triage.present.choices import choice_line
from triage.present.formats import raised
from triage.present.view import View


def target_group_section(view: View) -> Section | None:
    """Return the target group; nothing where the rulebook has none, or it is kept off the page."""
    group = view.outcome.target_group
    if group is None:
        return None
    possible = group.possible
    if group.settled and view.off_page.class_(view.rulebook.target_groups, possible[0]):
        return None
    blocks = _settled_group(view, possible[0]) if group.settled else _open_group(view, possible)
    return Section(view.words.say("group.heading"), tuple(blocks))


def _settled_group(view: View, group: str) -> Iterator[Block]:
    rules = _deciding(view, view.rulebook.target_groups, group)
    name = view.names.target_group(group)
    if group == CONFLICT:
        names = view.names.target_groups({str(rule.then.value) for rule in rules})
        name = view.words.say("typology.special", name=name, cell=view.words.both(names))
    yield Line(f"{raised(name)}.")
    for rule in rules:
        if view.everything or not _tells_too_much(view, rule):
            yield from _reasons(view, rule)


def _tells_too_much(view: View, rule: ClassificationRule) -> bool:
    """Say whether why would tell what is private: sex or origin, for most programmes."""
    return view.off_page.reason(rule.id) or reads_private(view.rulebook, rule.when)


def _open_group(view: View, possible: tuple[str, ...]) -> Iterator[Block]:
    names = view.words.either(view.names.target_groups(possible))
    yield Line(f"{names}.", label=view.words.say("typology.open"))
    if waits := list(_waits_for(view)):
        yield Line("; ".join(waits), label=view.words.say("group.waits"))


def _waits_for(view: View) -> Iterator[str]:
    """Name the open questions that rules of target groups read, each once, in file order."""
    waiting = [AnswerPath.parse(each.path) for each in view.outcome.open]
    may_hold = _rules_in(view, view.rulebook.target_groups, RuleState.MAY_HOLD)
    read = {
        premise.path
        for rule in may_hold
        for premise in premises(view.rulebook, rule.id, view.answers, waiting)
        if premise.answer is None and premise.path.question not in view.off_page.questions
    }
    return (view.names.asked(path, view.answers) for path in waiting if path in read)


def typology_section(view: View) -> Section | None:
    """With everything, return the typology with its rules; nothing where the rulebook has none."""
    typology = view.outcome.typology
    if typology is None or not view.everything:
        return None
    possible = typology.possible
    settled = typology.settled
    told = _settled_typology(view, possible[0]) if settled else _open_typology(view, possible)
    return Section(view.words.say("typology.heading"), tuple(told))


def typology_line(view: View) -> Iterator[Line]:
    """Tell the typology in a line at the foot: it is an aid, and no headline."""
    typology = view.outcome.typology
    if typology is None or view.everything:
        return
    label = view.words.say("typology.heading")
    if not typology.settled:
        names = view.words.either(view.names.typologies(typology.possible))
        still_open = view.words.say("typology.still_open", names=names)
        yield Line(" ".join((still_open, *_chosen_meanwhile(view))), label=label)
        return
    rules = _deciding(view, view.rulebook.typologies, typology.possible[0])
    reasons = (view.names.because(rule.id) for rule in rules if not view.off_page.reason(rule.id))
    name = _typology_name(view, typology.possible[0], rules)
    told = (f"{raised(name)}.", *reasons, confirmation(view, typology.possible[0]))
    yield Line(" ".join(filter(None, told)), label=label)


def _settled_typology(view: View, typology: str) -> Iterator[Block]:
    rules = _deciding(view, view.rulebook.typologies, typology)
    name = _typology_name(view, typology, rules)
    yield Line(f"{raised(name)}. {confirmation(view, typology)}")
    for rule in rules:
        yield from _reasons(view, rule)


def _chosen_meanwhile(view: View) -> Iterator[str]:
    """Say which typology staff go by where none is settled, if any."""
    about = About(typology=OPEN)
    if choice := view.choices.about(about):
        yield choice_line(choice, about, view.words, view.names).text


def confirmation(view: View, typology: str) -> str:
    """Say who stands by the typology, or what is chosen instead; or that nobody does yet."""
    about = About(typology=typology)
    choice = view.choices.about(about)
    if choice is None:
        return view.words.say("typology.not_confirmed")
    return choice_line(choice, about, view.words, view.names).text


def _typology_name(view: View, typology: str, rules: list[ClassificationRule]) -> str:
    """Name the typology, with the special cell where a rule has a name of its own."""
    name = view.names.typology(typology)
    if typology == CONFLICT:
        names = view.names.typologies({str(rule.then.value) for rule in rules})
        return view.words.say("typology.special", name=name, cell=view.words.both(names))
    cells = [cell for rule in rules if (cell := view.names.text(f"rules.{rule.id}.label"))]
    return view.words.say("typology.special", name=name, cell=cells[0]) if cells else name


def _open_typology(view: View, possible: tuple[str, ...]) -> Iterator[Block]:
    names = view.words.either(view.names.typologies(possible))
    told = " ".join((f"{names}.", *_chosen_meanwhile(view)))
    yield Line(told, label=view.words.say("typology.open"))
    yield _settles(view)
    for rule in _rules_in(view, view.rulebook.typologies, RuleState.MAY_HOLD):
        name = view.names.typology(str(rule.then.value))
        heading = view.words.say("typology.open_rule", name=name)
        yield Point(f"{heading}: {_in_words(view, rule.when)}")


def _settles(view: View) -> Line:
    """Name what settles it: what alone makes a difference, else what does so together."""
    questions = view.still_open.questions if view.still_open else ()
    about = [each for each in questions if each.found.bears_on is Goal.TYPOLOGY]
    alone = [each for each in about if each.alone]
    asked = [view.names.asked(each.found.path, view.answers) for each in alone or about]
    if not asked:
        return Line(view.words.say("typology.settles_nothing"))
    return Line("; ".join(asked), label=view.words.say("typology.settles"))


def _rules_in(
    view: View, classes: Classification | None, state: RuleState
) -> Iterator[ClassificationRule]:
    """Return the rules of some classes that are in a state."""
    rules = classes.rules if classes else ()
    return (rule for rule in rules if view.outcome.rules[rule.id] is state)


def _deciding(view: View, classes: Classification | None, class_: str) -> list[ClassificationRule]:
    """Return the rules that hold and make the class what it is, or make it a conflict."""
    holding = _rules_in(view, classes, RuleState.HOLDS)
    return [rule for rule in holding if class_ in (rule.then.value, CONFLICT)]


def _reasons(view: View, rule: ClassificationRule) -> Iterator[Block]:
    """Tell why a rule assigns a class, where that may be told: its reason, and what it tests."""
    if view.off_page.reason(rule.id):
        return
    if reason := view.names.because(rule.id):
        yield Line(reason, label=view.words.say("typology.because"))
    if rule_in_words := _in_words(view, rule.when):
        yield Line(rule_in_words, label=view.words.say("typology.rule"))


def _in_words(view: View, condition: Condition) -> str:
    """Put a condition into a sentence; nothing where it says nothing that may be told."""
    said = "; ".join(view.conditions.parts(condition))
    return f"{said}." if said else ""
