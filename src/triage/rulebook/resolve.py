"""Resolution: from a draft to a rulebook, every name looked up, everything wrong noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from triage.model.rulebook import Rulebook
from triage.model.texts import Texts
from triage.rulebook.asked_when import check_asked_when
from triage.rulebook.availability import read_availability
from triage.rulebook.borrowed_values import ValuesOfQuestions
from triage.rulebook.domains import give_domains
from triage.rulebook.draft import Draft
from triage.rulebook.finding_order import check_finding_order
from triage.rulebook.findings import FindingSketch, finish_findings, sketch_finding
from triage.rulebook.guarantees import read_guarantees
from triage.rulebook.head_texts import read_factors, read_head_texts
from triage.rulebook.interventions import read_intervention
from triage.rulebook.names import Names, Scope
from triage.rulebook.naming import Naming, typology_subject
from triage.rulebook.notes import Notes
from triage.rulebook.page import read_page
from triage.rulebook.parameters import read_parameter
from triage.rulebook.problems import Problems
from triage.rulebook.questions import Sketch, finish_questions, sketch_questions
from triage.rulebook.recommendations import read_recommendations
from triage.rulebook.rule_lists import RuleEntry, rules_under
from triage.rulebook.selectors import Catalogue
from triage.rulebook.starts import check_starts
from triage.rulebook.tables import read_tables
from triage.rulebook.typologies import read_typologies, read_typology_values
from triage.rulebook.warning_rules import read_warnings


@dataclass(frozen=True, slots=True)
class _Sketches:
    """What is read before names can be looked up."""

    questions: dict[str, Sketch | None]
    findings: dict[str, FindingSketch | None]
    finding_rules: dict[str, list[RuleEntry]]
    typologies: tuple[str, ...]
    names: Names


def resolve(draft: Draft, problems: Problems) -> Rulebook | None:
    """Build the rulebook a draft means, without digest and translations.

    What is wrong is added to `problems`, and is left out of what is given: with an error among
    them, the rulebook must not be used. `None` where not even its id is known.
    """
    notes = Notes(problems)
    read_head_texts(draft.head.node, notes)
    factors = read_factors(draft.sections["factors"], notes)
    sketches = _sketch(draft, notes)
    names = sketches.names
    scope = Scope(names, notes, "rulebook")
    questions = finish_questions(sketches.questions, draft.sections["factors"], scope)
    tables = read_tables(draft.sections["tables"], names, notes)
    findings = finish_findings(sketches.findings, sketches.finding_rules, scope)
    typologies = read_typologies(draft, sketches.typologies, scope)
    interventions = {
        id_: read_intervention(entry, notes)
        for id_, entry in draft.sections["interventions"].items()
    }
    catalogue = Catalogue(interventions, notes)
    after_typology = replace(scope, typology=True)
    recommendations = read_recommendations(
        draft.rules["recommendations"], catalogue, after_typology
    )
    availability = read_availability(draft.rules["availability"], catalogue, scope)
    warnings = read_warnings(draft.rules["warnings"], catalogue, after_typology)
    guarantees = read_guarantees(draft.rules["guarantees"], catalogue, after_typology)
    check_asked_when(questions, notes)
    check_finding_order(findings, notes)
    check_starts(recommendations, notes)
    page = read_page(draft.head.node, sketches.questions, notes)
    if not draft.head.id:
        return None
    return Rulebook(
        id=draft.head.id,
        version=draft.head.version,
        digest="",
        valid_from=draft.head.valid_from,
        valid_to=draft.head.valid_to,
        factors=factors,
        questions=questions,
        tables=tables,
        parameters={id_: each for id_, each in names.parameters.items() if each is not None},
        findings=findings,
        typologies=typologies,
        interventions={id_: each for id_, each in interventions.items() if each is not None},
        recommendations=recommendations,
        availability=availability,
        warnings=warnings,
        guarantees=guarantees,
        texts=Texts(draft.head.language, notes.texts, aliases=notes.aliases),
        extends=draft.extends,
        changes=tuple(draft.changes),
        page=page,
        places=notes.places,
    )


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
    typologies = read_typology_values(draft, notes)
    has_typology = draft.typologies_at is not None
    names = naming.names(typology_subject(typologies), has_typology, parameters)
    return _Sketches(questions, findings, _finding_rules(draft, notes), typologies, names)


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
