from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from tests.counts import Count
from tests.present.test_printable import differing, explainer
from tests.present.test_shipped_pages import FILES
from triage.cases.case_file import read_case
from triage.diagnostics import RulebookError, TriageError
from triage.explain import Assessed
from triage.intake.reading import read_answers
from triage.journal.events import About
from triage.model.departure import DepartureReason
from triage.model.sensitive import sensitive_questions
from triage.present import LANGUAGES, CopiedText, CopyTarget, copies_of, read_targets
from triage.present.choices import StaffChoice, StaffChoices

Golden = Callable[[str, str], None]

SENSITIVE = {
    *(
        "address_protection",
        "barriers",
        "confidential_help",
        "health_help",
        "help_telling_home",
        "hours_possible",
    ),
    *("needs_at_work", "post_and_mitid", "safe_contact", "safety", "start_when", "weekly_hours"),
}
TYPED = {CopyTarget.CASE_NOTE, CopyTarget.TASK}
"""Where something stands as it was typed."""


def assessed(file: Path, **changed: object) -> Assessed:
    """Take up a golden case, with some answers changed."""
    case = read_case(file)
    assert case.as_of is not None
    answers = {**case.answers, **changed}
    return explainer().of(read_answers(explainer().rulebook, answers, case.as_of), case.as_of)


def case(name: str, **changed: object) -> Assessed:
    """Take up a golden case by its name."""
    return assessed(next(each for each in FILES if each.stem == name), **changed)


def told(one: Assessed, target: CopyTarget, language: str = "da") -> str:
    """Return all texts for a target, or that there are none."""
    try:
        return "\n\n".join(each.text for each in copies_of(one, target, language))
    except TriageError as error:
        return str(error)


def test_what_is_sensitive_in_the_shipped_rulebook() -> None:
    """All that is private, or about family or health, but for what the law alone reads."""
    assert sensitive_questions(explainer().rulebook) == SENSITIVE


@pytest.mark.parametrize("name", ["demo-open", "demo-settled"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_texts(golden: Golden, name: str, language: str) -> None:
    """All eight, as they are pasted."""
    texts = (f"--- {each}\n{told(case(name), each, language)}\n" for each in CopyTarget)
    golden(f"{name}.{language}.txt", "".join(texts))


@pytest.mark.sample("file", FILES, "pages")
def test_every_case_fits_its_fields(file: Path, counted: Count) -> None:
    """Signs, length and promises, for every golden case and target."""
    one = assessed(file)
    typologies = explainer().rulebook.typologies
    assert typologies
    names = {
        explainer().rulebook.texts.label(f"typologies.values.{each}") for each in typologies.values
    }
    for target in CopyTarget:
        texts: tuple[CopiedText, ...] = ()
        with suppress(TriageError):
            texts = copies_of(one, target, "da")
        for copied in texts:
            copied.text.encode("cp1252")
            assert 0 < copied.length <= copied.limit
            assert "\t" not in copied.text
            assert not [each for each in names if each in copied.text]
        counted("texts to paste", len(texts))


@pytest.mark.parametrize("name", ["safety-acute-wants-work", "demo-open"])
def test_sensitive_answers_change_nothing(name: str) -> None:
    """What others read is the same whatever was said of safety, contact, home, health and time."""
    file = next(each for each in FILES if each.stem == name)
    read = read_case(file)
    targets = [each for each in CopyTarget if each is not CopyTarget.SMS]
    texts = set()
    for answers in differing(read, 11, 3):
        changed = {
            **answers,
            "needs_at_work": ["no_heavy_lifting"],
            "weekly_hours": "few",
            "barriers": {"childcare": {"weight": "blocks", "handling": "none"}},
        }
        assert read.as_of is not None
        given = read_answers(explainer().rulebook, changed, read.as_of)
        one = explainer().of(given, read.as_of)
        texts.add(tuple(told(one, each) for each in targets))
    texts.add(tuple(told(assessed(file), each) for each in targets))
    assert len(texts) == 1


def test_what_is_typed_stays_in_note_and_task() -> None:
    """Elsewhere nothing stands that a person typed: nobody knows what it tells of."""
    typed = "Zzzz om helbredet"
    one = case("demo-settled", own_words=typed, next_step_ours=typed, no_to_words=typed)
    for target in set(CopyTarget) - TYPED:
        assert typed not in told(one, target)
    assert typed in told(one, CopyTarget.CASE_NOTE)


def test_what_was_agreed_on_is_not_told_as_proposed() -> None:
    """In the plan and the case note, with its day; in neither stands what others may not read."""
    begins = date(2026, 12, 7)
    agreed = {"interpreter": begins, "cv_workshop": None, "safety_referral": begins}
    for target, end in ((CopyTarget.PLAN, "."), (CopyTarget.CASE_NOTE, "")):
        [copied] = copies_of(case("demo-settled"), target, "da", agreed=agreed)
        [before, after] = copied.text.split("Foreslået, ikke aftalt:\n")
        assert "- Tolkning, begynder senest 07-12-2026.\n" in before.partition("Aftalt:")[2]
        assert f"- Kontakt til en arbejdsplads{end}\n" in after
        assert "Tolk" not in after
        assert "Krise" not in copied.text
        assert "Skridt:" not in copied.text


def test_what_staff_made_of_the_steps_is_in_the_case_note() -> None:
    """Who stands by one, and what was departed from and why."""
    day = date(2026, 11, 24)
    contact, interpreter = About(intervention="employer_contact"), About(intervention="interpreter")
    made = StaffChoices(
        (
            StaffChoice(interpreter, "caseworker", day),
            StaffChoice(contact, "caseworker", day, DepartureReason.OWN_WISH),
        )
    )
    left_out = ("employer_contact",)
    one = case("demo-settled")
    [note] = copies_of(one, CopyTarget.CASE_NOTE, "da", choices=made, without=left_out)
    [proposed, departed] = note.text.partition("Foreslået, ikke aftalt:")[2].split("Fraveget:")
    assert "- Tolkning. Bekræftet den 24. november 2026 (sagsbehandler).\n" in proposed
    assert "Kontakt" not in proposed
    assert departed.strip().startswith("- Kontakt til en arbejdsplads. Fravalgt den 24. november")


def test_an_sms_is_refused_while_nobody_knows() -> None:
    """A missing answer is no permission, and the refusal is the same as where it is unsafe."""
    unknown = told(case("demo-settled", safe_contact="unknown"), CopyTarget.SMS)
    unsafe = told(case("safety-acute-wants-work"), CopyTarget.SMS)
    assert unknown == unsafe == "1 problem: nothing-to-hand-over"
    assert told(case("demo-settled"), CopyTarget.SMS).startswith("Vi ses 03-12-2026")


def test_limits_of_ones_own(tmp_path: Path) -> None:
    """They cut at a sentence, count both signs that end a line, and leave other targets alone."""
    file = tmp_path / "targets.yaml"
    file.write_text(
        "line_end: crlf\ntargets:\n  min_plan: {advised: 40, limit: 60, before: KLE 15.00.00}\n",
        encoding="utf-8",
    )
    targets = read_targets(file)
    [copied] = copies_of(case("demo-settled"), CopyTarget.PLAN, "da", targets=targets)
    assert copied.text == "KLE 15.00.00\r\n\r\nMål: Køkkenhjælper, Kok."
    assert copied.left_out
    assert targets.room(CopyTarget.SMS).limit == 306


@pytest.mark.parametrize(
    "text",
    [
        "targets: {brev: {advised: 40, limit: 60}}",
        "limit: 3",
        "targets: {sms: {advised: 70, limit: 60}}",
    ],
)
def test_wrong_limits_are_refused(tmp_path: Path, text: str) -> None:
    """Nothing that is misspelt or impossible passes."""
    file = tmp_path / "targets.yaml"
    file.write_text(f"{text}\n", encoding="utf-8")
    with pytest.raises(RulebookError):
        read_targets(file)
