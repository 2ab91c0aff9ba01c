"""The names a source has for typologies: for staff, where the method is described, nowhere else."""

from __future__ import annotations

import pytest

from tests.cli.running import ROOT, Exit, triage

CASE = str(ROOT / "cases" / "projekt-500" / "unrealistic-refused-in-writing.yaml")
LABEL = "Goal without a known path right now"
NAMES = {
    "da": ("fleksibelt", "ambitiøst", "urealistisk", "usikkert", "intet arbejdsmål"),
    "sv": ("flexibelt", "ambitiöst", "orealistiskt", "osäkert", "inget arbetsmål"),
    "en": ("flexible", "ambitious", "unrealistic", "uncertain", "no work goal"),
}


def shown(*command: str) -> str:
    """Return what a command prints."""
    ran = triage(*command)
    assert ran.exit is Exit.DONE, ran.err
    return ran.out


@pytest.mark.parametrize("language", NAMES)
def test_where_the_method_is_described(language: str) -> None:
    """All five, in every language."""
    for command in (
        ("rules", "show", "projekt-500", "typologies"),
        ("programme", "show", "herning-2019"),
    ):
        page = shown(*command, "--lang", language)
        assert [name for name in NAMES[language] if name not in page] == []


def test_on_a_page_about_a_person() -> None:
    """Staff's own page has the label, and never the word of the source for it."""
    page = shown("assess", CASE, "--all", "--lang", "en")
    assert LABEL in page
    assert "unrealistic" not in page.lower()
