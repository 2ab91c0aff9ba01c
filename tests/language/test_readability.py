from __future__ import annotations

from pathlib import Path

import pytest

from triage.language.checks.readability import readability, sentences_of
from triage.language.load import check

BOOK = """
rulebook: {{id: small, version: 1, title: Lille, language: {language}, owner: Os}}
factors: {{goal: Mål}}
questions:
  wish: {{label: Ønske, factor: goal, ask: Vil du?, purpose: Ønsket styrer, kind: yes_no}}
interventions:
  visit:
    label: Besøg
    for_participant: '{text}'
    kind: job
    source: Os
    pay: not_work
    hours: Aftales
    duration: Aftales
    decided_by: Personen
    cost_to_person: Gratis
    law: Ingen
recommendations:
  - {{id: R-visit, when: {{wish: yes}}, recommend: [visit], because: Du vil se det.}}
"""


def codes(folder: Path, text: str, language: str = "da") -> set[str]:
    """Return what `check` says of how hard a text is to read."""
    file = folder / "rulebook.yaml"
    file.write_text(BOOK.format(text=text, language=language), encoding="utf-8")
    return {each.code for each in check(file)} & {"long-sentence", "hard-to-read"}


def test_lix_of_a_text_counted_by_hand() -> None:
    """Twelve words in two sentences, three of them of more than six letters: 6 + 25."""
    found = readability(["Kommunen hjælper dig. Vi ser en arbejdsplads sammen, og du siger ja."])
    assert (found.words, found.long, found.sentences) == (12, 3, 2)
    assert found.lix == 31


def test_what_ends_a_sentence() -> None:
    """A colon does too; what holds no word is none."""
    assert list(sentences_of("Den er kort: ingen løn. Så ... ja!")) == [
        "Den er kort",
        "ingen løn",
        "Så",
        "ja",
    ]


@pytest.mark.parametrize(("words", "said"), [(12, set()), (13, {"long-sentence"})])
def test_a_sentence_of_more_than_twelve_words(tmp_path: Path, words: int, said: set[str]) -> None:
    """Twelve are enough."""
    assert codes(tmp_path, " ".join(["du"] * words)) == said


def test_running_text(tmp_path: Path) -> None:
    """Long words are told of once there are enough words to measure; elsewhere nothing is."""
    hard = "Kommunen undersøger muligheder sammen. " * 30
    assert codes(tmp_path, hard) == {"hard-to-read"}
    assert codes(tmp_path, hard, "en") == set()
    assert codes(tmp_path, "Kommunen undersøger muligheder.") == set()
    assert codes(tmp_path, "Vi ser en plads. Du vælger selv. " * 30) == set()
