import json
from collections.abc import Callable

import pytest

from triage.diagnostics import (
    LANGUAGES,
    Diagnostic,
    Severity,
    Sources,
    Span,
    render_github,
    render_json,
    render_sarif,
    render_text,
)

QUESTIONS = "rulebook/spørgsmål, 1.yaml"
SOURCES = Sources(
    {
        QUESTIONS: "questions:\n"
        "  blåbær: {kind: choise, ask: Har du 日本 i tankerne?, kind: choice}\n"
        "\tgoal: named\n",
        "cases/long.yaml": "story: " + "ord og " * 30 + "&anker " + "flere ord " * 20 + "\n",
    }
)
DIAGNOSTICS = [
    Diagnostic(
        "duplicate-key",
        Span(QUESTIONS, 2, 54, 2, 58),
        path="questions.blåbær",
        details={"key": "kind"},
        related=(Span(QUESTIONS, 2, 12, 2, 16),),
    ),
    Diagnostic(
        "unknown-key",
        Span(QUESTIONS, 3, 2, 3, 6),
        details={"key": "goal", "place": "questions", "known": "`goals`, `factors`"},
        nearest="goals",
        severity=Severity.WARNING,
    ),
    Diagnostic(
        "yaml-anchor",
        Span("cases/long.yaml", 1, 218, 1, 224),
        details={"name": "&anker"},
        severity=Severity.NOTE,
    ),
    Diagnostic("yaml-syntax", Span("unread.yaml", 7, 1, 9, 1), details={"problem": "100 % : no"}),
    Diagnostic(
        "wrong-kind",
        path="answers.goals",
        details={"place": "goals", "got": "text", "wanted": "list"},
    ),
]

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text(golden: Golden, lang: str) -> None:
    """People see the place, the line with carets, and what was expected."""
    golden(f"text.{lang}.txt", render_text(DIAGNOSTICS, SOURCES, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_json(golden: Golden, lang: str) -> None:
    """Programs get every part under the same keys every time."""
    rendered = render_json(DIAGNOSTICS, lang)
    golden(f"diagnostics.{lang}.json", rendered)
    document = json.loads(rendered)
    assert document["schema"] == "triage.diagnostics/1"
    assert {tuple(each) for each in document["diagnostics"]} == {tuple(DIAGNOSTICS[0].to_dict())}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sarif(golden: Golden, lang: str) -> None:
    """Code hosts get one run with its rules and places, addresses escaped."""
    rendered = render_sarif(DIAGNOSTICS, lang)
    golden(f"diagnostics.{lang}.sarif", rendered)
    (run,) = json.loads(rendered)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [
        each.code for each in DIAGNOSTICS
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_github(golden: Golden, lang: str) -> None:
    """A pull request gets one escaped command a line."""
    rendered = render_github(DIAGNOSTICS, lang)
    golden(f"github.{lang}.txt", rendered)
    assert len(rendered.splitlines()) == len(DIAGNOSTICS)


def test_colour_only_when_asked() -> None:
    """Without its colours, coloured text is the plain text."""
    coloured = render_text(DIAGNOSTICS, SOURCES, colour=True)
    plain = render_text(DIAGNOSTICS, SOURCES)
    assert "\x1b" not in plain
    assert coloured.startswith("\x1b[1m\x1b[31merror[duplicate-key]\x1b[0m ")


@pytest.mark.parametrize("render", [render_text, render_github])
def test_nothing_to_say_prints_nothing(render: Callable[[list[Diagnostic]], str]) -> None:
    """No diagnostics, no output."""
    assert render([]) == ""


def test_absolute_files_are_addresses_in_sarif() -> None:
    """A file outside the folder is named by a file address."""
    found = Diagnostic("too-deep", Span("/data/a b.yaml", 1, 1, 1, 2), details={"limit": 40})
    assert '"uri": "file:///data/a%20b.yaml"' in render_sarif([found])
