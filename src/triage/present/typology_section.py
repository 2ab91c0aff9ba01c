"""The typology, small: its name or the names still possible, and why."""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.outcome import CONFLICT, RuleState
from triage.model.rule import ClassificationRule
from triage.present.blocks import Block, Line, Point, Section
from triage.present.classes import deciding, in_words, reasons, rules_in
from triage.present.view import View


def typology_section(view: View) -> Section | None:
    """Return the typology; nothing where the rulebook has none."""
    typology = view.outcome.typology
    if typology is None:
        return None
    possible = typology.possible
    blocks = _settled(view, possible[0]) if typology.settled else _open(view, possible)
    return Section(view.words.say("typology.heading"), tuple(blocks))


def _settled(view: View, typology: str) -> Iterator[Block]:
    rules = deciding(view, view.rulebook.typologies, typology)
    name = _name(view, typology, rules)
    yield Line(f"{name[:1].upper()}{name[1:]}.")
    for rule in rules:
        yield from reasons(view, rule)
    yield Line(view.words.say("typology.not_confirmed"))


def _name(view: View, typology: str, rules: list[ClassificationRule]) -> str:
    """Name the typology, with the special cell where a rule has a name of its own."""
    name = view.names.typology(typology)
    if typology == CONFLICT:
        names = view.names.typologies({str(rule.then.value) for rule in rules})
        return view.words.say("typology.special", name=name, cell=view.words.both(names))
    cells = [cell for rule in rules if (cell := view.names.text(f"rules.{rule.id}.label"))]
    return view.words.say("typology.special", name=name, cell=cells[0]) if cells else name


def _open(view: View, possible: tuple[str, ...]) -> Iterator[Block]:
    names = view.words.either(view.names.typologies(possible))
    yield Line(f"{names}.", label=view.words.say("typology.open"))
    yield _settles(view)
    if view.everything:
        for rule in rules_in(view, view.rulebook.typologies, RuleState.MAY_HOLD):
            name = view.names.typology(str(rule.then.value))
            heading = view.words.say("typology.open_rule", name=name)
            yield Point(f"{heading}: {in_words(view, rule.when)}")


def _settles(view: View) -> Line:
    """Name what settles it: what alone makes a difference, else what does so together."""
    questions = view.open_questions.questions if view.open_questions else ()
    about = [each for each in questions if each.about_typology]
    alone = [each for each in about if each.effects or not each.tried]
    asked = [view.names.asked(each.path, view.answers) for each in alone or about]
    if not asked:
        return Line(view.words.say("typology.settles_nothing"))
    return Line("; ".join(asked), label=view.words.say("typology.settles"))
