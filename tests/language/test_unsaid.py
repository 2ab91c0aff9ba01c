"""Questions that sound as if they concerned origin, sex or religion, and do not say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from triage.diagnostics import Severity
from triage.language.load import check

HEAD = "rulebook: {id: small, version: 1, title: Lille, language: da}\nquestions:\n  "


def found(folder: Path, question: str) -> list[tuple[str, object]]:
    """Return what is said to be unsaid of a question."""
    file = folder / "small.yaml"
    file.write_text(HEAD + question, encoding="utf-8")
    said = [each for each in check(file) if each.code == "concerns-unsaid"]
    assert all(each.severity is Severity.WARNING for each in said)
    return [(each.path or "", each.details["what"]) for each in said]


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("sex: {kind: yes_no}", "sex"),
        ("who: {kind: choice, values: [woman, man]}", "sex"),
        ("who: {kind: yes_no, ask: Er du kvinde?}", "sex"),
        ("who: {kind: text, label: Nationalitet}", "origin"),
        ("non_western: {kind: yes_no, concerns: sex}", "origin"),
        ("who: {kind: text, ask: Har du en religion?}", "religion"),
        ("who: {kind: choice, values: {a: Flygtning, b: Andet}}", "origin"),
        ("who: {kind: set, values: {a: Født her, b: Indvandrerbaggrund}}", "origin"),
        ("who: {kind: grid, rows: {a: Opholdstilladelse}, item: {b: {kind: yes_no}}}", "origin"),
        ("who: {kind: text, ask: Hvad er dit modersmål?}", "origin"),
        ("who: {kind: yes_no, ask: Er du gravid?}", "sex"),
    ],
)
def test_it_is_said(tmp_path: Path, question: str, what: str) -> None:
    """By its id, its values, its name or what is asked."""
    assert [said for _, said in found(tmp_path, question)] == [f"`{what}`"]


@pytest.mark.parametrize(
    "question",
    [
        "sex: {kind: yes_no, concerns: sex}",
        "name: {kind: text, ask: 'Hvem er mand for det, og hvor er det skønt?'}",
        "essex: {kind: yes_no}",
        "origins: {kind: text, ask: Skriv aldrig hvor nogen er fra.}",
    ],
)
def test_what_says_so_or_only_sounds_alike_is_left_alone(tmp_path: Path, question: str) -> None:
    """Words are whole words."""
    assert found(tmp_path, question) == []
