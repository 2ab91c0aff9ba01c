"""Rulebooks with random damage: they load, or say what is wrong; nothing else ever happens."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triage.diagnostics import Severity, Sources, Span, render_text
from triage.rulebook.load import check, load
from triage.rulebook.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, SourceText
from triage.rulebook.reading.problems import Problems
from triage.rulebook.reading.yaml_events import read_yaml

HERE = Path(__file__).parent
NATIONAL = (HERE / "local/dates/national/rulebook.yaml").read_text("utf-8")
MORE = """
availability:
  - {id: L-1, when: {months: 3}, interventions: all, verdict: {limit: {weeks: 4}}, law: Lov §1}
warnings:
  - {id: W-1, when: {typology: no_goal}, warn: Husk, plan: {interventions: all, more_than: 3}}
guarantees:
  - {id: G-1, never: {typology: flexible, close: no}}
"""
WORDS = st.sampled_from(
    """
    : - , ? [ ] { } # & * ! | > ' " % @ ` ~ null yes no 7 -1 2026-07-01 $horizon_months _ .. .
    any all not row rest typology question unknown id when then values rows item kind table
    columns extends replaces offered at_least {question:x} rulebook: questions: findings: \t \r \n
    \ufeff \u2028 \x85 æøå 😀 --- ... << &a *a !!str
    """.split(" ")
)
LINES = (NATIONAL + MORE).splitlines(keepends=True)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Draw a rulebook with some pieces put in, taken out, repeated or moved."""
    text = NATIONAL + MORE
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 1, 5, 30])))
        put = draw(st.one_of(WORDS, st.sampled_from(LINES), st.text(max_size=3), st.just("")))
        text = text[:start] + put + text[end:]
    return text


def nodes(node: Node) -> list[Node]:
    """Give a node and all below it."""
    match node:
        case SequenceNode(items):
            return [node, *(below for item in items for below in nodes(item))]
        case MappingNode(entries):
            inner = [each for entry in entries for each in entry]
            return [node, *(below for item in inner for below in nodes(item))]
        case ScalarNode():
            return [node]


@settings(max_examples=1_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=damaged())
def test_damage_is_reported_and_never_crashes(text: str, tmp_path: Path) -> None:
    """Whatever a file holds, checking it ends with diagnostics that can be shown."""
    file = tmp_path / "rulebook.yaml"
    file.write_text(text, encoding="utf-8", newline="")
    sources = Sources()
    found = check(file, sources)
    for lang in ("en", "da"):
        assert bool(found) == bool(render_text(found, sources, lang))
    if not any(problem.severity is Severity.ERROR for problem in found):
        assert len(load(file).digest) == 64


@settings(max_examples=1_000)
@given(text=st.one_of(damaged(), st.text(), st.lists(WORDS).map(" ".join)))
def test_every_place_lies_in_the_text(text: str) -> None:
    """Plain words stand where their span says, and no span leaves the file."""
    problems = Problems()
    source = SourceText("test.yaml", text)
    root = read_yaml(source, problems)
    lines = Sources({"test.yaml": text})
    for node in nodes(root) if root else ():
        span = node.span
        assert (span.line, span.column) <= (span.end_line, span.end_column)
        assert lines.line("test.yaml", span.line) is not None
        if isinstance(node, ScalarNode) and node.text and node.text.isalnum():
            written = text[node.start : node.end]
            assert node.text in written or "\\" in written or "\n" in written
    assert all(isinstance(problem.span, Span) for problem in problems.diagnostics)


@pytest.mark.parametrize("text", [NATIONAL, NATIONAL + MORE])
def test_the_undamaged_rulebook_loads(text: str, tmp_path: Path) -> None:
    """What is damaged above is right to begin with."""
    file = tmp_path / "rulebook.yaml"
    file.write_text(text, encoding="utf-8")
    assert not [each for each in check(file) if each.severity is Severity.ERROR]
