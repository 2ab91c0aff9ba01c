"""What is said of a command line that is not understood, in the language asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.cli.running import OPEN, ROOT, Exit, triage
from triage.cli.usage_words import known_usage, usage_in
from triage.present.wording import LANGUAGES

OTHERS = [language for language in LANGUAGES if language != "en"]
BLANK = re.compile(r"\{(\w*)\}")

MISUSED = [
    (("rules", "diff"), "Der mangler 'OLD'."),
    (("asess",), "Kommandoen 'asess' findes ikke. Mente du `assess`?"),
    (("assess", "--nope", OPEN), "Tilvalget '…' findes ikke."),
    (("assess", "--formt", "md", OPEN), "(Mente du en af: '--for', '--format'?)"),
    (("rules", "diff", "--casse", "x"), "Mente du '--cases'?"),
    (("assess", "--as-of"), "Tilvalget '--as-of' kræver en værdi."),
    (("assess", "--all=1", OPEN), "Tilvalget '--all' tager ingen værdi."),
    (
        ("assess", "--format", "doc", OPEN),
        "Ugyldig værdi for '--format': '…' er ikke en af 'text', ",
    ),
    (("assess", "--as-of", "i går", OPEN), "Ugyldig værdi for '--as-of': '…' er ikke en dato som "),
    (("rules", "check", "a", "b"), "Der står et ord for meget: …"),
    (("rules", "check", "a", "b", "c"), "Der står nogle ord for meget: … …"),
    (("rules", "balance", "--limit", "x", "a", "b"), "'…' er ikke et helt tal."),
    (("rules", "balance", "--limit", "1", "a", "b"), "… ligger uden for x>=3."),
    (("sql", "--seed", "x"), "'…' er ikke et helt tal."),
    (("--root", "/nowhere", "doctor"), "Mappen '…' findes ikke."),
    (("--root", __file__, "doctor"), "'…' er en fil og ingen mappe."),
    (("rules", "mutate", "--every"), "Tilvalget '--every' kræver en værdi."),
    (("rules", "cases"), "enten --missing eller --confirm"),
    (("rules", "new", "question", "q", str(ROOT / "rules/siri-fitting")), "Der mangler --"),
]


@pytest.mark.parametrize(("typed", "told"), MISUSED, ids=lambda _: "")
def test_danish(typed: Sequence[str], told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told in Danish where the machine's setting says so."""
    monkeypatch.setenv("TRIAGE_LANG", "da")
    result = triage(*typed)
    assert result.exit == Exit.USAGE
    assert re.search(r"^Fejl: ", result.err, re.MULTILINE)
    assert told in result.err


def test_usage_and_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """How a command is used, and where help is, is told in the same language."""
    monkeypatch.setenv("TRIAGE_LANG", "da")
    assert triage("rules", "diff").err == (
        "Brug: triage rules diff [OPTIONS] OLD [NEW]\n"
        "Hjælp: triage rules diff --help\n\n"
        "Fejl: Der mangler 'OLD'.\n"
    )


@pytest.mark.parametrize("typed", [("--lang", "sv"), ("--lang=sv",)])
def test_the_language_that_is_typed(typed: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed counts before the setting, wherever on the line it stands."""
    monkeypatch.setenv("TRIAGE_LANG", "da")
    for line in (("rules", "diff", *typed), ("rules", "diff", *typed, "--nope")):
        assert "\nFel: " in triage(*line).err


def test_english_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a language, or in one nobody knows, nothing is translated."""
    for language in ("", "en", "dansk"):
        monkeypatch.setenv("TRIAGE_LANG", language)
        assert "Error: Missing argument 'OLD'." in triage("rules", "diff").err


def test_what_is_typed_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name on the command line stays out of the message in each language."""
    for language in LANGUAGES:
        monkeypatch.setenv("TRIAGE_LANG", language)
        assert "Fatma" not in triage("rules", "diff", "--nope", "Fatma").err
        assert "Fatma" not in triage("rules", "check", "a", "Fatma").err


def test_every_translation_fills_the_same_blanks() -> None:
    """No translation leaves out what the English tells, but for a word it has no use for."""
    for english, said in known_usage().items():
        assert sorted(said) == OTHERS
        for told in said.values():
            assert {*BLANK.findall(told)} == {*BLANK.findall(english)} - {"what"}


@pytest.mark.parametrize("language", OTHERS)
def test_everything_we_say_ourselves_is_translated(language: str) -> None:
    """Whatever our own commands raise as a usage error is known."""
    own = {message for file in (ROOT / "src/triage/cli").glob("*.py") for message in raised(file)}
    assert len(own) > 30
    assert [each for each in sorted(own) if usage_in(language, each) == each] == []


def raised(file: Path) -> Iterator[str]:
    """Yield the usage errors a module raises, with `x` in their blanks."""
    module = ast.parse(file.read_text(encoding="utf-8"))
    named = {
        target.id: node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            call = node.exc
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            if name in ("UsageError", "BadParameter"):
                said = call.args[0]
                yield from _told(named.get(said.id, said) if isinstance(said, ast.Name) else said)


def _told(said: ast.expr) -> Iterator[str]:
    parts = said.values if isinstance(said, ast.JoinedStr) else [said]
    told = [str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts]
    if any(isinstance(part, ast.Constant) for part in parts):
        yield "".join(told)
