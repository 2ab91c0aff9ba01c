"""The examples of the language reference are read, and are what they are said to be."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.docs.fences import DOCS, REFERENCE, Fence, fences, write_rulebooks, yaml_fences
from tests.engine.rete.installed import needs_durable_rules
from triage.cases.case_file import parse_case
from triage.cases.expected import differences
from triage.diagnostics import Diagnostic, InvalidAssessment, RulebookError, Severity
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.intake.set_aside import own_answers
from triage.language.load import check, load
from triage.language.reading.nodes import SourceText
from triage.language.reading.plain_data import plain_data
from triage.language.reading.problems import Problems
from triage.language.reading.yaml_events import read_yaml

MARKERS = {"rulebook", "texts", "wrong", "warned", "case", "wrong-case"}


def named(marker: str) -> list[object]:
    """Return the blocks with a marker as parameters named for their place."""
    return [pytest.param(fence, id=fence.place) for fence in yaml_fences(marker)]


def codes(found: Iterable[Diagnostic], severity: Severity) -> set[str]:
    """Return the codes of one severity."""
    return {each.code for each in found if each.severity is severity}


def test_every_yaml_block_says_what_it_is() -> None:
    """A block nobody reads can say anything."""
    unmarked = [
        fence.place
        for page in REFERENCE
        for fence in fences(page)
        if fence.info[:1] == ("yaml",) and fence.marker not in MARKERS
    ]
    assert unmarked == []


@pytest.mark.parametrize("folder", sorted({each.folder for each in yaml_fences("rulebook")}))
def test_rulebooks_load(folder: str, tmp_path: Path) -> None:
    """What the reference shows as a rulebook is one."""
    write_rulebooks(tmp_path)
    rulebook = load(tmp_path / folder)
    for language in rulebook.texts.languages:
        rulebook.texts.get("rulebook.title", language)


@pytest.mark.parametrize("folder", sorted({each.folder for each in yaml_fences("rulebook")}))
def test_rulebooks_leave_out_nothing_that_is_owed(folder: str, tmp_path: Path) -> None:
    """They are examples to follow: why, on which law, for what purpose."""
    write_rulebooks(tmp_path)
    errors = [each for each in check(tmp_path / folder) if each.severity is Severity.ERROR]
    assert [(each.path, each.details) for each in errors] == []


def test_rulebooks_meet_the_schema_for_editors() -> None:
    """An editor does not mark what the reference shows as right."""
    schema = json.loads((DOCS / "schemas" / "rulebook-1.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    for fence in yaml_fences("rulebook"):
        root = read_yaml(SourceText(fence.place, fence.text), Problems())
        assert root is not None
        assert list(validator.iter_errors(plain_data(root))) == [], fence.place


@pytest.mark.parametrize("fence", named("wrong"))
def test_what_is_shown_as_wrong_is_refused(fence: Fence, tmp_path: Path) -> None:
    """Examples of what goes wrong go wrong in the way the reference says, and no other."""
    write_rulebooks(tmp_path, fence)
    with pytest.raises(RulebookError) as caught:
        load(tmp_path / fence.folder)
    assert codes(caught.value.diagnostics, Severity.ERROR) == {fence.argument}


@pytest.mark.parametrize("fence", named("warned"))
def test_what_is_warned_of_loads_all_the_same(fence: Fence, tmp_path: Path) -> None:
    """A warning refuses nothing."""
    write_rulebooks(tmp_path, fence)
    load(tmp_path / fence.folder)
    assert fence.argument in codes(check(tmp_path / fence.folder), Severity.WARNING)


@pytest.mark.parametrize("fence", named("case"))
@pytest.mark.parametrize(
    "engine", ["reference", "compiled", pytest.param("durable", marks=needs_durable_rules)]
)
def test_cases_come_out_as_they_say(fence: Fence, engine: str, tmp_path: Path) -> None:
    """What a case of the reference expects is what its rulebook means, to every engine."""
    write_rulebooks(tmp_path)
    rulebook = load(tmp_path / fence.folder)
    case = parse_case(fence.text, fence.place)
    assert case.as_of is not None
    assert case.expect is not None
    others = [load(tmp_path / id_) for id_ in case.rulebooks[1:]]
    own, _ = own_answers(rulebook, case.answers, others)
    outcome = Evaluator(rulebook).assess(
        read_answers(rulebook, own, case.as_of), case.as_of, engine
    )
    assert differences(rulebook, case.expect, outcome) == ()


@pytest.mark.parametrize("fence", named("wrong-case"))
def test_cases_shown_as_wrong_are_refused(fence: Fence, tmp_path: Path) -> None:
    """A case that no assessment can be is refused with the code given."""
    write_rulebooks(tmp_path)
    rulebook = load(tmp_path / fence.folder)
    case = parse_case(fence.text, fence.place)
    assert case.as_of is not None
    with pytest.raises(InvalidAssessment) as caught:
        Evaluator(rulebook).assess(read_answers(rulebook, case.answers, case.as_of), case.as_of)
    assert codes(caught.value.diagnostics, Severity.ERROR) == {fence.argument}
