"""Where everything stands: whatever a file holds, spans lead to what they are said to hold."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.robustness.mutants import damaged
from tests.robustness.trees import SCALARS, words_of
from tests.sizes import examples
from tests.strategies.drawing import Shrinking
from triage.diagnostics import Sources, Span
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, SourceText
from triage.language.reading.problems import Problems
from triage.language.reading.yaml_events import read_yaml

GOOD = (Path(__file__).parent / "good" / "plan.yaml").read_text(encoding="utf-8")
SIGNS = st.sampled_from(
    (*": - , ? [ ] { } # & * ! | > ' \" % @ ` \t \r \n --- ...".split(" "), "x")
)


@st.composite
def damaged_texts(draw: st.DrawFn) -> str:
    """Draw a rulebook with some damage."""
    return damaged(GOOD, Shrinking(draw), sorted(words_of(GOOD))).lstrip("\ufeff")


def nodes(node: Node) -> list[Node]:
    """Return a node and all below it."""
    match node:
        case SequenceNode(items):
            return [node, *(below for item in items for below in nodes(item))]
        case MappingNode(entries):
            inner = [each for entry in entries for each in entry]
            return [node, *(below for item in inner for below in nodes(item))]
        case ScalarNode():
            return [node]


@settings(max_examples=examples(10))
@given(
    st.one_of(
        damaged_texts(),
        st.text(),
        st.lists(st.one_of(SIGNS, st.sampled_from(SCALARS))).map(" ".join),
    )
)
def test_every_place_lies_in_the_text(text: str) -> None:
    """Plain words stand where their span says, and no span leaves the text of a file as read."""
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
