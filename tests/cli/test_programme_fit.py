"""`triage programme fit`: local rules that hold, and change nothing they do not declare."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import ROOT, triage
from triage.cli.exits import Exit
from triage.diagnostics import Severity
from triage.language.load import load
from triage.verify import check_meaning
from triage.verify.diff import difference

CASES = ROOT / "cases" / "siri-fitting"
PARENT = ROOT / "rules" / "projekt-500"
FITTED = {
    "lilleby": {"english_track", "folk_high_school", "warnings"},
    "mellemby": set[str](),
    "storby": set[str](),
}


@pytest.fixture
def fitted(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Fit the method to a constructed municipality."""
    folder = tmp_path / "rules" / str(request.param)
    result = triage("programme", "fit", str(CASES / f"{request.param}.yaml"), "-o", str(folder))
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert "Nogen står for det" in result.out
    assert all(len(line) <= 80 for line in result.out.splitlines() if str(folder) not in line)
    return folder


@pytest.mark.more
@pytest.mark.parametrize("fitted", FITTED, indirect=True)
def test_only_what_is_declared_changes(fitted: Path) -> None:
    """What comes out differently is what was switched off, or moves with the parameter."""
    parent, local = load(PARENT), load(fitted)
    assert not [each for each in check_meaning(local) if each.severity is Severity.ERROR]
    moved = {each.output.partition(".")[0] for each in difference(parent, local).movements}
    if fitted.name == "mellemby":
        assert local.parameters["soon_months"].value == 9
        assert "typology" in moved
    else:
        assert moved == FITTED[fitted.name]
    changes = (fitted / "changes.txt").read_text(encoding="utf-8")
    assert changes.startswith("Hvad ændringen gør\nFra: projekt-500")


@pytest.mark.parametrize("fitted", ["lilleby"], indirect=True)
def test_only_what_is_run_is_an_effort(fitted: Path) -> None:
    """A method nobody runs is proposed, and is no part of the local rules."""
    programme = load(fitted).programme
    assert programme is not None
    assert set(programme.efforts) == {"company_first", "shared_teams", "travel"}
    text = (fitted / "rulebook.yaml").read_text(encoding="utf-8")
    assert "Drives af: Virksomhedskonsulenten. Timer om ugen: 20." in text


@pytest.mark.more
def test_it_is_told_in_the_language_asked_for(tmp_path: Path) -> None:
    """What changes is written in the same."""
    folder = tmp_path / "lilleby"
    case = str(CASES / "lilleby.yaml")
    assert "Run by" in triage("programme", "fit", case, "-o", str(folder), "--lang", "en").out
    changes = (folder / "changes.txt").read_text(encoding="utf-8")
    assert changes.startswith("What the change does\n")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder that is there stays as it is."""
    (tmp_path / "lilleby").mkdir()
    result = triage(
        "programme", "fit", str(CASES / "lilleby.yaml"), "-o", str(tmp_path / "lilleby")
    )
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert list(tmp_path.iterdir()) == [tmp_path / "lilleby"]


def test_nothing_is_written_half(tmp_path: Path) -> None:
    """A limit outside its range is refused, and leaves nothing behind."""
    case = tmp_path / "case.yaml"
    text = (CASES / "mellemby.yaml").read_text(encoding="utf-8")
    case.write_text(text.replace("soon: 9", "soon: 500"), encoding="utf-8")
    folder = tmp_path / "rules"
    folder.mkdir()
    result = triage("programme", "fit", str(case), "-o", str(folder / "mellemby"))
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert "soon" in result.err
    assert list(folder.iterdir()) == []


def test_an_id_no_rulebook_has(tmp_path: Path) -> None:
    """It is said what an id looks like."""
    result = triage(
        "programme", "fit", str(CASES / "lilleby.yaml"), "-o", str(tmp_path / "Lille By")
    )
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert "`Lille By`" in result.err


def test_a_rulebook_that_fits_nothing(tmp_path: Path) -> None:
    """It is said what is missing."""
    case = ROOT / "cases" / "projekt-500" / "demo-open.yaml"
    result = triage(
        "programme", "fit", str(case), "-o", str(tmp_path / "x"), "--rulebook", str(PARENT)
    )
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert "`fit` folder" in result.err
