from __future__ import annotations

import re
from pathlib import Path

import pytest

import triage.present
from triage.language.load import load

UNKIND = re.compile(r"u(?:realist|nrealist)|orealist", re.IGNORECASE)
ROOT = Path(__file__).parents[2]
WORDS = Path(triage.present.__file__).parent / "words"


@pytest.mark.parametrize("file", sorted(WORDS.glob("*.toml")), ids=lambda file: str(file.stem))
def test_no_fixed_word_calls_a_goal_unrealistic(file: Path) -> None:
    """No word of the page says it, in any language."""
    assert not UNKIND.search(file.read_text(encoding="utf-8"))


def test_no_text_of_the_rulebook_calls_a_goal_unrealistic() -> None:
    """Nobody reads it of a goal; the source's word stands in ids, and as the source's for staff."""
    rulebook = load(ROOT / "rules" / "projekt-500")
    texts = rulebook.texts
    translated = {lang: read() for lang, read in texts.translations.items()}
    said = [
        f"{language}: {path}"
        for language, known in {texts.language: texts.own, **translated}.items()
        for path, text in known.items()
        if UNKIND.search(text) and not path.endswith(".name_in_source")
    ]
    assert said == []
