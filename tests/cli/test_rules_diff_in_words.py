"""What `triage rules diff` says of every kind of change, in Danish and in English."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import triage
from triage.cli.exits import Exit

OLD = """\
rulebook: {id: small, version: 1.0.0, title: Lille, language: da}
questions:
  wish:
    kind: choice
    label: Ønske
    ask: Vil du arbejde?
    purpose: Typologien
    values: {now: Ja nu, later: Senere, unsure: Ved ikke}
  yes_to:
    kind: set
    label: Siger ja til
    ask: Hvad siger du ja til?
    purpose: Indsatser
    values: {cleaning: Rengøring, driving: Kørsel, cooking: Køkken}
  hours: {kind: number, min: 0, max: 37, unit: timer, label: Timer, ask: Hvor mange?, purpose: Plan}
  phone: {kind: yes_no, label: Telefon, ask: Har du telefon?, purpose: Indsatser}
typologies:
  values: {open: Åben, shut: Lukket}
  rules:
    - {id: T-open, when: {wish: now}, then: open, because: Vil nu.}
    - {id: T-shut, when: {wish: {not: now}}, then: shut, because: Ikke nu.}
interventions:
  mentor: {label: Mentor, kind: talk, delivery: individual}
  course: {label: Kursus, kind: class, delivery: group}
recommendations:
  - {id: R-mentor, when: {typology: open}, recommend: [mentor]}
  - {id: R-group, when: {yes_to: {count: 1}}, recommend: [{delivery: group}], start: alongside}
  - {id: R-phone, when: {phone: yes}, recommend: [mentor], strength: possible}
availability:
  - id: L-course
    when: {hours: {more_than: 20}}
    interventions: [course]
    verdict: {limit: {weeks: 6}}
    law: § 1
    checked_on: 2026-01-01
    confidence: statute
warnings:
  - {id: W-hours, when: {hours: {at_least: 30}}, warn: Husk pauser.}
"""
NEW = (
    OLD.replace("unsure: Ved ikke}", "never: Aldrig}")
    .replace("cooking: Køkken}", "cooking: Køkken, garden: Have}")
    .replace("weeks: 6", "weeks: 8")
    .replace("because: Ikke nu.", "because: Ikke lige nu.")
    .replace("{count: 1}", "{includes_any: [cleaning, driving]}")
    .replace("max: 37", "max: 40")
    .replace("values: {open: Åben, shut: Lukket}", "values: {open: Åben, shut: Lukket, far: Fjern}")
    .replace(
        "delivery: group}\nrec",
        "delivery: group}\n  choir: {label: Kor, kind: class, delivery: group}\nrec",
    )
    .replace("mentor", "guide")
    .replace("R-guide", "R-mentor")
    .replace("{at_least: 30}", "{at_least: 25}")
    .replace(
        "  phone: {kind: yes_no, label: Telefon, ask: Har du telefon?, purpose: Indsatser}\n",
        "  bike: {kind: yes_no, label: Cykel, ask: Har du cykel?, purpose: Indsatser}\n",
    )
    .replace("{phone: yes}", "{bike: yes}")
)


@pytest.fixture
def versions(tmp_path: Path) -> tuple[str, str]:
    """Return two versions that differ in everything a diff speaks of."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return str(old), str(new)


VERSIONS = re.compile(r"^.*1\.0\.0.*\n(?:  .*\n)*", re.MULTILINE)
"""Where the digests stand, and the lines that are wrapped."""


@pytest.mark.parametrize("language", ["da", "en"])
def test_everything_in_words(
    language: str, versions: tuple[str, str], golden: Callable[[str, str], None]
) -> None:
    """Every kind of change, with labels; nothing is wider than the page."""
    result = triage("rules", "diff", *versions, "--lang", language)
    assert (result.exit, result.err) == (Exit.DONE, "")
    told = VERSIONS.sub("", result.out)
    lines = [line for line in told.splitlines() if "/" not in line]
    assert all(len(line) <= 80 for line in lines)
    golden(f"diff-in-words.{language}.txt", "\n".join(lines))


def test_both_versions_in_words_as_data(versions: tuple[str, str]) -> None:
    """What a thing said before and says now is in the document too."""
    result = triage("rules", "diff", *versions, "--lang", "da", "--format", "json")
    written = {each["path"]: each for each in json.loads(result.out)["written"]}
    limit = written["rules.L-course"]
    assert ("Giver: højst 6 uger" in limit["before"], "Giver: højst 8 uger" in limit["after"]) == (
        True,
        True,
    )
    assert written["rules.R-group"]["takes_in"] == ["choir"]
    assert written["interventions.guide"]["formerly"] == "mentor"
