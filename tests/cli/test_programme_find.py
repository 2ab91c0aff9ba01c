"""`triage programme find`: the folder it writes, and what it never writes."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from benchmarks.targets import FIND, FIND_MEMORY
from benchmarks.test_finding import measure
from tests.cli.running import ROOT, Result, triage
from triage.cli.exits import Exit
from triage.programme.outreach import LegalBasis

Golden = Callable[[str, str], None]

TABLES = ROOT / "docs" / "examples" / "finding" / "tables.yaml"
PURPOSE, LAW = "Et tilbud om en samtale", "Lov om noget, § 1"
TOLD = {
    "--purpose": PURPOSE,
    "--legal-basis": "public-task",
    "--law": LAW,
    "--recipients": "Kun vores egne medarbejdere.",
    "--sender": "Eksempel Kommune",
    "--contact": "Ring til os på 00 00 00 00.",
    "--dpo": "dpo@kommune.example",
    "--delete-by": "2027-01-31",
}


def find(output: Path, *arguments: str, tables: Path = TABLES, without: str = "") -> Result:
    """Run the command on the constructed tables."""
    told = [part for name, text in TOLD.items() if name != without for part in (name, text)]
    day = ("--as-of", "2026-11-22")
    return triage("programme", "find", str(tables), *told, *day, "-o", str(output), *arguments)


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_what_is_written(golden: Golden, tmp_path: Path, language: str) -> None:
    """A list with reasons, the letter in three languages, and the counts; only its owner reads."""
    result = find(tmp_path / "out", "--team", "--lang", language)
    assert (result.exit, result.err) == (Exit.DONE, "")
    golden(f"found.{language}.txt", result.out)
    files = {each.name: each.read_text(encoding="utf-8") for each in (tmp_path / "out").iterdir()}
    letters = {f"letter.{each}.md" for each in ("da", "sv", "en")}
    assert files.keys() == {"invitations.csv", "count.md", "count.json", *letters}
    golden(f"letter.{language}.md", files[f"letter.{language}.md"])
    assert [each["id"] for each in csv.DictReader(files["invitations.csv"].splitlines())] == [
        *("A-1", "A-9")
    ]
    for each in (tmp_path / "out", *(tmp_path / "out").iterdir()):
        assert each.stat().st_mode & 0o077 == 0


def test_purpose_and_basis_stand_on_everything(tmp_path: Path) -> None:
    """On every row of the list, on the counts and on the letters."""
    find(tmp_path / "out")
    for file in (tmp_path / "out").iterdir():
        text = file.read_text(encoding="utf-8")
        rows = text.splitlines()[1:] if file.suffix == ".csv" else [text]
        assert all(PURPOSE in each and LAW in each for each in rows), file.name


@pytest.mark.parametrize("without", TOLD)
def test_what_has_to_be_told_is_required(tmp_path: Path, without: str) -> None:
    """Nobody is looked for before it is said what for, by what law, and who answers for it."""
    assert find(tmp_path / "out", without=without).exit == Exit.USAGE
    assert not list(tmp_path.iterdir())


def test_no_letter_frightens_or_names_anybody(tmp_path: Path) -> None:
    """It is voluntary, says where the data are from, names nobody, and not what somebody lacks."""
    find(tmp_path / "out")
    wanted = {
        "da": ("frivilligt", "artikel 14", "Datatilsynet", "ingen indkomst"),
        "sv": ("frivilligt", "artikel 14", "Datatilsynet", "ingen inkomst"),
        "en": ("voluntary", "article 14", "Datatilsynet", "no income"),
    }
    for language, (*said, unsaid) in wanted.items():
        text = (tmp_path / "out" / f"letter.{language}.md").read_text(encoding="utf-8")
        assert all(each in text for each in said)
        assert unsaid not in text
        assert "A-1" not in text
        assert "dpo@kommune.example" in text


@pytest.mark.parametrize("typed", ["consent", "Samtykke", "samtycke", "legitimate-interests", "x"])
def test_what_is_no_basis(tmp_path: Path, typed: str) -> None:
    """It is chosen from a list. Consent is not on it, and that is said."""
    result = find(tmp_path / "out", "--legal-basis", typed)
    assert (result.exit, list(tmp_path.iterdir())) == (Exit.USAGE, [])
    assert ("Consent is no basis" in result.err) == (typed not in {"legitimate-interests", "x"})


@pytest.mark.parametrize("law", ["Samtykke", "Vores praksis", "Byrådets beslutning", "LAB"])
def test_what_is_no_law(tmp_path: Path, law: str) -> None:
    """A basis from the list with consent or a practice behind it would be none either."""
    result = find(tmp_path / "out", "--law", law)
    assert (result.exit, list(tmp_path.iterdir())) == (Exit.USAGE, [])
    assert "names no paragraph" in result.err


@pytest.mark.parametrize("basis", [*LegalBasis])
def test_a_basis_comes_with_its_conditions(tmp_path: Path, basis: LegalBasis) -> None:
    """Whoever chooses it reads what it takes."""
    result = find(tmp_path / "out", "--legal-basis", basis, "--lang", "en")
    article = {"public-task": "6(1)(e)", "legal-obligation": "6(1)(c)"}[basis]
    assert f"(GDPR, article {article}): {LAW}" in " ".join(result.out.split())
    assert "Conditions: " in result.out
    assert article in (tmp_path / "out" / "letter.en.md").read_text(encoding="utf-8")


def test_the_letter_says_which_lists_were_consulted(tmp_path: Path) -> None:
    """All of them, those too that leave people out, by what the municipality calls them."""
    called = re.findall(r"called: (?:'([^']+)'|([^,]+))", TABLES.read_text(encoding="utf-8"))
    names = [quoted or plain for quoted, plain in called]
    assert len(names) == 4
    find(tmp_path / "out")
    for language in ("da", "sv", "en"):
        text = (tmp_path / "out" / f"letter.{language}.md").read_text(encoding="utf-8")
        assert [name for name in names if name.casefold() not in text.casefold()] == []


PROMISES = {
    "da": r"ændrer det ingenting|ingen andre|kun de|bliver slettet|koster|tolk|familie",
    "sv": r"ändras ingenting|ingen annan|bara de|raderas senast|kostar|tolk|familj",
    "en": r"nothing changes|nobody else|only the staff|is deleted|costs|interpreter|family",
}


@pytest.mark.parametrize("language", PROMISES)
def test_the_letter_promises_nothing_it_cannot_know(language: str) -> None:
    """Who sees it, what a no comes to, that it is deleted: whoever sends the letter answers."""
    file = files("triage.programme.outreach") / "letters" / f"{language}.md"
    text = file.read_text(encoding="utf-8").replace("ska raderas senast", "")
    assert not re.search(PROMISES[language], text, re.IGNORECASE)


def test_counts_that_leave_the_team(tmp_path: Path) -> None:
    """Of nine people every number is small; with --team they are shown."""
    find(tmp_path / "out")
    counts = json.loads((tmp_path / "out" / "count.json").read_text(encoding="utf-8"))
    assert (counts["looked_at"], counts["invited"]) == (None, None)
    find(tmp_path / "team", "--team")
    counts = json.loads((tmp_path / "team" / "count.json").read_text(encoding="utf-8"))
    assert counts["looked_at"] == counts["invited"] + sum(counts["left_out"].values()) == 9


def test_nothing_is_written_over_or_half(tmp_path: Path) -> None:
    """A folder that is there stays as it is; where nothing can be written, nothing is."""
    (tmp_path / "out").mkdir()
    assert find(tmp_path / "out").exit == Exit.INVALID
    assert not list((tmp_path / "out").iterdir())
    assert find(tmp_path / "nowhere" / "out").exit == Exit.INVALID
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_rows_that_cannot_be_used(tmp_path: Path) -> None:
    """They are told by table and row, the list is made of the others, the exit code tells."""
    for file in TABLES.parent.iterdir():
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "income.csv").open("a", encoding="utf-8") as table:
        table.write("A-1,2026-09,perhaps\n")
    result = find(tmp_path / "out", "--team", "--lang", "en", tables=tmp_path / TABLES.name)
    assert result.exit == Exit.INVALID
    assert "error[cell-not-yes-or-no] [37].income" in result.err
    assert "A-1" not in result.err
    rows = (tmp_path / "out" / "invitations.csv").read_text(encoding="utf-8")
    assert "A-9" in rows
    assert "A-1" not in rows


BLANK = ["--purpose", "--legal-basis", "--law", "--recipients", "--dpo", "--sender", "--contact"]


@pytest.mark.parametrize("blank", BLANK)
def test_nothing_is_told_by_a_blank(tmp_path: Path, blank: str) -> None:
    """What is required must not be empty."""
    assert find(tmp_path / "out", blank, "  ").exit == Exit.USAGE
    assert not list(tmp_path.iterdir())


def test_deleted_before_it_is_made(tmp_path: Path) -> None:
    """A day of deletion that has passed is no promise."""
    assert find(tmp_path / "out", "--delete-by", "2026-11-21").exit == Exit.USAGE


def test_counts_follow_their_schema(tmp_path: Path) -> None:
    """Hidden or not."""
    schema = json.loads((ROOT / "docs" / "schemas" / "found-1.json").read_text("utf-8"))
    for name, arguments in (("out", ()), ("team", ("--team",))):
        find(tmp_path / name, *arguments)
        counts = json.loads((tmp_path / name / "count.json").read_text(encoding="utf-8"))
        Draft202012Validator(schema).validate(counts)


@pytest.mark.more
def test_what_is_measured_is_a_command_that_works(tmp_path: Path) -> None:
    """The benchmark says all that the command asks for."""
    found: dict[str, float] = {}
    measure(tmp_path, found.__setitem__, courses=20)
    assert found.keys() == {FIND, FIND_MEMORY}
