"""Whatever sign is put in or taken out, reading ends with words, each at a place in the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.broken.slip import SOUND
from triage.diagnostics import LANGUAGES, Sources, render_text
from triage.language.reading.nodes import SourceText
from triage.language.reading.problems import Problems
from triage.language.reading.yaml_events import read_yaml

TEXTS = tuple(file.read_text("utf-8") for file in sorted(SOUND.rglob("*.yaml")))
SIGNS = "'\"[]{}:,#-\t &*!|>%@`=;\n\u00a0\u200b\uff1a\u2013? aæ"
EDITS = st.lists(st.tuples(st.floats(0, 1), st.sampled_from(("", *SIGNS))), min_size=1, max_size=3)


@given(st.sampled_from(TEXTS), EDITS)
def test_any_edit(text: str, edits: list[tuple[float, str]]) -> None:
    """A tree or a problem; every problem lies in the text, and has words in each language."""
    for where, sign in edits:
        at = int(where * len(text))
        text = f"{text[:at]}{sign}{text[at + (not sign) :]}"
    problems, sources = Problems(), Sources({"any.yaml": text})
    root = None
    with problems.within():
        root = read_yaml(SourceText("any.yaml", text), problems)
    assert root is not None or problems.errors
    for each in problems.diagnostics:
        assert each.span is not None
        assert 1 <= each.span.line <= len(sources["any.yaml"].split("\n"))
    for language in LANGUAGES:
        render_text(problems.diagnostics, sources, language)
