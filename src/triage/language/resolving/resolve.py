"""Resolution: from a draft to a rulebook, every name looked up, everything wrong noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from triage.language.conditions.names import Names, Scope
from triage.language.drafts.draft import Draft
from triage.language.drafts.rule_lists import RuleEntry, rules_under
from triage.language.reading.nodes import entries_of
from triage.language.reading.notes import Notes
from triage.language.reading.occurrences import Occurrences
from triage.language.reading.problems import Problems
from triage.language.resolving.availability import read_availability
from triage.language.resolving.borrowed_values import ValuesOfQuestions
from triage.language.resolving.classifications import read_classes, read_classification
from triage.language.resolving.dependencies import (
    check_asked_when,
    check_finding_order,
    check_starts,
)
from triage.language.resolving.domains import give_domains
from triage.language.resolving.earlier_ids import read_earlier_ids
from triage.language.resolving.findings import FindingSketch, finish_findings, sketch_finding
from triage.language.resolving.first_steps import FirstStepsReader
from triage.language.resolving.groups import GroupReader
from triage.language.resolving.guarantees import read_guarantees
from triage.language.resolving.head_texts import read_factors, read_head_texts
from triage.language.resolving.interventions import read_intervention
from triage.language.resolving.looked_up import check_looked_up
from triage.language.resolving.naming import Naming, typology_subject
from triage.language.resolving.needs import with_needs
from triage.language.resolving.never_says import read_never_says
from triage.language.resolving.off_page import check_off_page
from triage.language.resolving.page import read_page
from triage.language.resolving.parameters import read_parameter
from triage.language.resolving.placeholders import record_unfilled, with_limits
from triage.language.resolving.programme import read_programme
from triage.language.resolving.programme_only import check_programme_only
from triage.language.resolving.programme_parts import Parts
from triage.language.resolving.questions import Sketch, finish_questions, sketch_questions
from triage.language.resolving.recommendations import read_recommendations
from triage.language.resolving.replaced import read_carries_over, read_replaced
from triage.language.resolving.selectors import Catalogue
from triage.language.resolving.sheet_languages import read_sheet_translations
from triage.language.resolving.tables import read_tables
from triage.language.resolving.warning_rules import read_warnings
from triage.model.programme import Programme
from triage.model.question import Question
from triage.model.rulebook import Rulebook, Subject
from triage.model.texts import Texts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Sketches:
    """What is read before names can be looked up."""

    questions: dict[str, Sketch | None]
    findings: dict[str, FindingSketch | None]
    finding_rules: dict[str, list[RuleEntry]]
    classes: dict[str, tuple[str, ...]]
    names: Names


def resolve(
    draft: Draft, problems: Problems, occurrences: Occurrences | None = None
) -> Rulebook | None:
    """Build the rulebook a draft means, without digest and translations.

    What is wrong is added to `problems`, and is left out of what is given: with an error among
    them, the rulebook must not be used. `None` where not even its id is known. Where names occur is
    noted in `occurrences`, if given.
    """
    notes = Notes(problems, occurrences)
    rulebook = _build(draft, _sketch(draft, notes), notes)
    check_asked_when(rulebook.questions, notes)
    check_finding_order(rulebook.findings, notes)
    check_starts(rulebook.recommendations, notes)
    check_programme_only(rulebook, notes)
    check_off_page(rulebook, notes)
    check_looked_up(rulebook, notes)
    rulebook = replace(rulebook, formerly=read_earlier_ids(notes), texts=with_limits(rulebook))
    wrong = {each.path for each in problems.errors}
    record_unfilled(rulebook, rulebook.texts.language, problems, wrong)
    return rulebook if rulebook.id else None


def _build(draft: Draft, sketches: _Sketches, notes: Notes) -> Rulebook:
    head, sections, rules = draft.head, draft.sections, draft.rules
    factors = read_factors(sections["factors"], notes)
    classes = sketches.classes
    scope = Scope(sketches.names, notes, "rulebook")
    after_typology = replace(scope, typology=True)
    interventions = {
        id_: read_intervention(entry, notes) for id_, entry in sections["interventions"].items()
    }
    catalogue = Catalogue(interventions, notes)
    groups = GroupReader(catalogue, sketches.questions, notes).groups(sections["groups"])
    catalogue = replace(catalogue, groups=groups)
    interventions = with_needs(sections["interventions"], catalogue)
    first_steps = FirstStepsReader(catalogue, classes["typologies"], notes)
    read_head_texts(head.node, notes)
    questions = finish_questions(sketches.questions, sections["factors"], scope)
    return Rulebook(
        id=head.id,
        version=head.version,
        digest="",
        valid_from=head.valid_from,
        valid_to=head.valid_to,
        factors=factors,
        programme=_programme(draft, catalogue, sketches),
        questions=questions,
        tables=read_tables(sections["tables"], sketches.names, notes),
        parameters=_present(sketches.names.parameters),
        findings=finish_findings(sketches.findings, sketches.finding_rules, scope),
        target_groups=read_classification(draft, "target_groups", classes["target_groups"], scope),
        typologies=read_classification(draft, "typologies", classes["typologies"], scope),
        interventions=_present(interventions),
        recommendations=read_recommendations(rules["recommendations"], catalogue, after_typology),
        availability=read_availability(rules["availability"], catalogue, scope, _sources(draft)),
        warnings=read_warnings(rules["warnings"], catalogue, after_typology),
        guarantees=read_guarantees(
            rules["guarantees"], catalogue, _by_factor(factors, questions), after_typology
        ),
        texts=Texts(head.language, notes.texts, aliases=notes.aliases),
        extends=draft.extends,
        changes=tuple(draft.changes),
        groups=groups,
        never_says=read_never_says(sections["never_says"], notes),
        page=read_page(head.node, sketches.questions, groups, notes),
        carries_over=read_carries_over(head.node, notes),
        replaced=read_replaced(head.node, sketches.questions, notes),
        sheet_translations=read_sheet_translations(head.node, notes),
        first_steps=first_steps.orders(sections["first_steps"]),
        subject=head.subject or Subject.PERSON,
        places=notes.places,
    )


def _by_factor(
    factors: Iterable[str], questions: Mapping[str, Question]
) -> dict[str, tuple[str, ...]]:
    every = questions.values()
    return {id_: tuple(each.id for each in every if each.factor == id_) for id_ in factors}


def _programme(draft: Draft, catalogue: Catalogue, sketches: _Sketches) -> Programme | None:
    node = None if draft.programme is None else draft.programme.node
    return read_programme(node, Parts(catalogue, _sources(draft), sketches.questions))


def _sources(draft: Draft) -> list[str]:
    """Return the ids of the sources in the head."""
    return [key.text or "" for key, _ in entries_of(draft.head.node.get("sources"))]


def _present(things: Mapping[str, T | None]) -> dict[str, T]:
    return {id_: thing for id_, thing in things.items() if thing is not None}


def _sketch(draft: Draft, notes: Notes) -> _Sketches:
    parameters = {
        id_: read_parameter(entry, notes) for id_, entry in draft.sections["parameters"].items()
    }
    questions = sketch_questions(draft, notes)
    findings = {
        id_: sketch_finding(entry, notes) for id_, entry in draft.sections["findings"].items()
    }
    values = ValuesOfQuestions(questions, _own_values(findings), notes)
    give_domains(questions, values, draft.sections["tables"], notes)
    naming = Naming(questions, notes)
    naming.add_findings(findings)
    classes = {
        section: read_classes(each, section, notes) for section, each in draft.classes.items()
    }
    has_typology = draft.classes["typologies"].at is not None
    names = naming.names(typology_subject(classes["typologies"]), has_typology, parameters)
    return _Sketches(questions, findings, _finding_rules(draft, notes), classes, names)


def _own_values(findings: Mapping[str, FindingSketch | None]) -> dict[str, tuple[str, ...] | None]:
    return {
        id_: None if sketch is None else sketch.values
        for id_, sketch in findings.items()
        if sketch is None or sketch.form == "values"
    }


def _finding_rules(draft: Draft, notes: Notes) -> dict[str, list[RuleEntry]]:
    return {
        id_: rules_under(entry.node, f"findings.{id_}", entry.from_rulebook, notes)
        for id_, entry in draft.sections["findings"].items()
    }
