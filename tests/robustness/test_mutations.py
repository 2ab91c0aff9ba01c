"""Damaged rulebooks and cases, many of them: each is read, or refused with what is wrong."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.counts import Count
from tests.robustness.endings import assert_showable, at_most
from tests.robustness.mutants import mutated
from tests.robustness.specimens import (
    CASES,
    DAY,
    SHIPPED,
    SHIPPED_RULEBOOK,
    SMALL_RULEBOOKS,
    Specimen,
    random_rulebook,
)
from tests.robustness.trees import words_of
from tests.sizes import SizeOf
from tests.strategies.drawing import Draw, Seeded, Shrinking
from triage.cases.case_file import read_case
from triage.cases.expected import differences
from triage.diagnostics import (
    LANGUAGES,
    InvalidAssessment,
    LimitReached,
    RulebookError,
    Severity,
    Sources,
)
from triage.engine import EngineName, Evaluator
from triage.intake.reading import read_answers
from triage.language.load import check, load
from triage.model.rulebook import Rulebook
from triage.present import build_page, list_rulebook, render_text

SHARES = 20
"""Parts the run is divided into, so that several processors can share it."""

LONGEST = 5.0
"""Seconds of the processor for one of them; what takes longer hangs."""

KINDS = ("shipped", *["small"] * 8, *["random"] * 3)
"""What rulebook is damaged, by seed: a mutant of the shipped one takes thirty times as long."""


@pytest.mark.parametrize("share", range(SHARES))
def test_damaged_rulebooks_are_told(share: int, size: SizeOf, counted: Count) -> None:
    """As many as `--mutations` asks for; the seed in the message makes one again."""
    _all_end(share, max(len(KINDS), size("mutations") // SHARES), damaged_rulebook, counted)


@pytest.mark.parametrize("share", range(SHARES))
def test_damaged_cases_are_told(share: int, size: SizeOf, counted: Count) -> None:
    """As many as `--damaged-cases` asks for."""
    _all_end(share, size("damaged-cases") // SHARES, damaged_case, counted)


def _all_end(share: int, many: int, ending: Callable[[int], str], counted: Count) -> None:
    """Hold that what is made of each seed of a share ends in time, and as it may."""
    endings: Counter[str] = Counter()
    faults = []
    for seed in range(share * many, (share + 1) * many):
        try:
            with at_most(LONGEST):
                endings[ending(seed)] += 1
        except Exception as fault:  # noqa: BLE001 what is looked for is any other exception
            faults.append((seed, repr(fault)))
    assert not faults
    assert endings.total() == many
    for how, number in endings.items():
        counted(f"damaged: {how}", number)


@given(st.data())
def test_damage_to_small_rulebooks_is_told(data: st.DataObject) -> None:
    """The same, so that what breaks is shrunk to the least damage that does."""
    draw = Shrinking(data.draw)
    rulebook_ending(draw, draw.choice(SMALL_RULEBOOKS))


@given(st.data())
def test_damage_to_cases_is_told(data: st.DataObject) -> None:
    """The same for cases."""
    case_ending(Shrinking(data.draw))


@pytest.mark.parametrize("specimen", [SHIPPED_RULEBOOK, *SMALL_RULEBOOKS])
def test_the_undamaged_rulebook_loads(specimen: Specimen, tmp_path: Path) -> None:
    """What is damaged above is right to begin with."""
    assert load(specimen.write(tmp_path)).digest


def damaged_rulebook(seed: int) -> str:
    """Say how reading the damaged rulebook of a seed ends; anything but an ending is a fault."""
    draw, kind = Seeded(seed), KINDS[seed % len(KINDS)]
    match kind:
        case "shipped":
            specimen = SHIPPED_RULEBOOK
        case "small":
            specimen = draw.choice(SMALL_RULEBOOKS)
        case _:
            specimen = random_rulebook(draw)
    return f"{kind} {rulebook_ending(draw, specimen)}"


def damaged_case(seed: int) -> str:
    """Say how reading the damaged case of a seed ends."""
    return f"case {case_ending(Seeded(seed))}"


def rulebook_ending(draw: Draw, specimen: Specimen) -> str:
    """Damage a rulebook, load it where that is still possible, and assess with it."""
    with tempfile.TemporaryDirectory() as folder:
        path = specimen.write(Path(folder))
        _damage(draw, sorted(Path(folder).rglob("*.yaml")))
        rulebook = _loaded(path)
        if rulebook is None:
            return "refused"
        answers, day = draw.choice(specimen.given)
        engine = draw.choice((EngineName.COMPILED, EngineName.CHECKED))
        try:
            outcome = Evaluator(rulebook).assess(read_answers(rulebook, answers, day), day, engine)
        except (InvalidAssessment, LimitReached) as refused:
            assert_showable(refused.diagnostics)
            return f"loaded: {type(refused).__name__}"
        language = draw.choice(LANGUAGES)
        try:
            assert render_text(list_rulebook(rulebook, language), 80)
            page = build_page(
                rulebook,
                read_answers(rulebook, answers, outcome.as_of),
                outcome,
                language,
                everything=True,
            )
            assert render_text(page, 80)
        except RulebookError as refused:
            assert_showable(refused.diagnostics)
            return f"loaded: assessed by {outcome.engine.used}, translation refused"
        return f"loaded: assessed by {outcome.engine.used}"


def case_ending(draw: Draw) -> str:
    """Damage a shipped case, and assess it where it can still be read."""
    shipped, words = _shipped()
    text = draw.choice(CASES).read_text(encoding="utf-8")
    sources = Sources()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.yaml"
        path.write_bytes(mutated(text, draw, words))
        try:
            case = read_case(path, sources)
            engine = draw.choice((EngineName.COMPILED, EngineName.CHECKED))
            outcome = shipped.assess(
                read_answers(shipped.rulebook, case.answers, case.as_of or DAY),
                case.as_of or DAY,
                engine,
            )
        except (InvalidAssessment, LimitReached) as refused:
            assert_showable(refused.diagnostics, sources)
            return f"refused: {type(refused).__name__}"
    if case.expect:
        differences(shipped.rulebook, case.expect, outcome)
    page = build_page(
        shipped.rulebook,
        read_answers(shipped.rulebook, case.answers, outcome.as_of),
        outcome,
        draw.choice(LANGUAGES),
        everything=True,
    )
    assert render_text(page, 80)
    return f"assessed by {outcome.engine.used}"


def _damage(draw: Draw, files: list[Path]) -> None:
    """Damage one of the files, now and then more."""
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    words = sorted(frozenset().union(*map(words_of, texts.values())))
    for _ in range(draw.choice((1, 1, 1, 1, 2))):
        file = draw.choice(files)
        file.write_bytes(mutated(texts[file], draw, words))


OWED = {
    "left-out",
    "never-said",
    "never-said-id",
    "never-said-in",
    "no-report-reads",
    "unfilled-placeholder",
    "withheld-on-less-than-law",
    "withheld-without-paragraph",
}
"""Errors of `check` that refuse no load."""


def _loaded(path: Path) -> Rulebook | None:
    """Load a rulebook; it is refused for the very errors that checking it finds.

    Only those of a translation wait until somebody asks for it; and what people are owed, or would
    read, is no matter of meaning. In the rulebook's own language, a placeholder that nothing fills
    refuses it.
    """
    sources = Sources()
    found = check(path, sources)
    if found:
        assert_showable(found, sources)
    errors = tuple(each for each in found if each.severity is Severity.ERROR)
    try:
        rulebook = load(path)
    except RulebookError as error:
        refused = error.diagnostics
    else:
        assert all(
            each.code in OWED or (each.span and "/texts/" in each.span.file) for each in errors
        )
        return rulebook
    assert refused == tuple(each for each in errors if each.code not in OWED or each in refused)
    return None


@cache
def _shipped() -> tuple[Evaluator, list[str]]:
    texts = (file.read_text(encoding="utf-8") for file in SHIPPED.rglob("*.yaml"))
    words = sorted(frozenset().union(*map(words_of, texts)))
    return Evaluator(load(SHIPPED)), words
