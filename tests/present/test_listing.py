from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.present.pages import book
from tests.present.test_shipped_pages import shipped
from triage.model.rulebook import Change
from triage.present import LANGUAGES, list_rulebook, render_html, render_text
from triage.present.listing import known_names


@pytest.mark.parametrize("language", LANGUAGES)
def test_whole_listing(golden: Callable[[str, str], None], language: str) -> None:
    """A rulebook reads as it did, in every language."""
    text = render_text(list_rulebook(book(), language))
    golden(f"listing.{language}.txt", re.sub("[0-9a-f]{64}", "…", text))


def test_one_thing() -> None:
    """Anything can be listed by its id."""
    page = list_rulebook(book(), "en", "T-steps")
    assert [section.heading for section in page.sections] == ["Typologies"]
    assert "One single goal" in render_text(page)


@pytest.mark.parametrize("name", known_names(book()))
def test_everything_known_can_be_listed(name: str) -> None:
    """Whatever is offered as a name lists something."""
    assert list_rulebook(book(), "da", name).sections


def test_unknown_thing() -> None:
    """What the rulebook does not have is not listed as nothing."""
    with pytest.raises(KeyError):
        list_rulebook(book(), "da", "T-stepz")


def test_local_changes_come_first() -> None:
    """A local rulebook shows what it changes before anything else."""
    change = Change("set", "parameters.late_age", "60", "55")
    local = replace(book(), extends=("small",), changes=(change,))
    page = list_rulebook(local, "da")
    assert page.sections[0].heading == "Ændret i forhold til small"
    assert "parameters.late_age: sat\n    Før: 60\n    Nu: 55\n" in render_text(page)


def test_what_is_not_translated_is_marked_as_being_in_its_language() -> None:
    """For whoever has it read aloud; in its own language there is nothing to mark."""
    pages = [
        render_html(list_rulebook(shipped()[0], language, "T-vague"), language)
        for language in ("en", "da")
    ]
    assert '<span lang="da" dir="ltr">Regelbogens læsning</span>' in pages[0]
    assert "<span lang=" not in pages[1]
