"""`triage programme report` and `simulate`: what a team and what everybody else reads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import ROOT, Result, triage
from triage.cli.exits import Exit

Golden = Callable[[str, str], None]
SAMPLE = str(ROOT / "docs" / "examples" / "participants.csv")
DAY = ("--as-of", "2020-06-30")
TEAM = ("--team", "--workers", "6", "--order", "need")
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "programme-report-1.json").read_text("utf-8"))
ROWS = json.loads((ROOT / "docs" / "schemas" / "participants-1.json").read_text("utf-8"))


def report(*arguments: str, table: str = SAMPLE, programme: str = "herning-2019") -> Result:
    """Run the command on the sample."""
    return triage("programme", "report", programme, table, *DAY, *arguments)


def plain(text: str) -> str:
    """Leave out the digests: they change with every rule and text."""
    return re.sub(r"[0-9a-f]{12}", "0123456789ab", text)


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_page_for_the_team(golden: Golden, language: str) -> None:
    """Everything in a report, in every language."""
    result = report(*TEAM, "--lang", language)
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert all(len(line) <= 80 for line in result.out.splitlines())
    golden(f"report.team.{language}.txt", plain(result.out))


def test_page_that_leaves_the_team(golden: Golden) -> None:
    """Three people are too few for any number about people; money is shown."""
    result = report("--lang", "en")
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert not re.search(r"K-0\d|steps on the way", result.out)
    golden("report.outside.en.txt", plain(result.out))


def test_made_up_data_says_so_everywhere() -> None:
    """In every form of the report."""
    for form in ("text", "md"):
        assert "Made-up data" in report("--lang", "en", "--format", form).out
    assert json.loads(report("--format", "json").out)["synthetic"] is True


def test_json_follows_the_schema() -> None:
    """For the team and for others."""
    for arguments in ((), TEAM):
        made = json.loads(report(*arguments, "--format", "json").out)
        Draft202012Validator(SCHEMA).validate(made)
        assert (made["team"] is None) == (not arguments)


def test_rows_that_cannot_be_used(tmp_path: Path) -> None:
    """They are named by row and column, the report is made of the others, the exit code tells."""
    lines = Path(SAMPLE).read_text(encoding="utf-8")
    file = tmp_path / "t.csv"
    file.write_text(f"{lines}K-04,taking_part,,soon,,,,,,,,,,,,,yes\n", encoding="utf-8")
    result = report("--lang", "en", table=str(file))
    assert result.exit == Exit.INVALID
    assert "error[cell-not-a-day] [18].from" in result.err
    assert "soon" not in result.err
    assert result.out == report("--lang", "en").out.replace(
        "\nCompared with", "\n1 row could not be used and is left out.\nCompared with"
    )


def test_of_very_many_the_first_are_shown(tmp_path: Path) -> None:
    """The others are counted."""
    file = tmp_path / "t.csv"
    file.write_text("case,record,from\n" + "x,taking_part,soon\n" * 700)
    result = report("--lang", "en", table=str(file))
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert result.err.count("error[cell-not-a-day]") == 20
    assert "none of the 700 rows" in result.err


def test_of_many_the_first_are_shown(tmp_path: Path) -> None:
    """Beside a report of the others."""
    file = tmp_path / "t.csv"
    file.write_text("case,record,from\nok,taking_part,2019-10-01\n" + "x,taking_part,soon\n" * 700)
    result = report("--lang", "en", table=str(file))
    assert result.exit == Exit.INVALID
    assert result.err.count("error[cell-not-a-day]") == 20
    assert "700 rows have a problem" in result.err


def test_output_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """A file is there with all of it; where it cannot be, nothing is."""
    file = tmp_path / "report.md"
    result = report("--lang", "en", "-o", str(file))
    assert (result.exit, result.out, result.err) == (Exit.DONE, "", "")
    assert file.read_text(encoding="utf-8") == report("--lang", "en", "--format", "md").out
    assert file.stat().st_mode & 0o777 == 0o600
    refused = report("-o", str(tmp_path / "nowhere" / "report.md"))
    assert refused.exit == Exit.INVALID
    assert "cannot-be-saved" in refused.err
    assert [each.name for each in tmp_path.iterdir()] == ["report.md"]


def test_no_programme() -> None:
    """A rulebook that is none says so."""
    result = report(programme=str(ROOT / "tests" / "present" / "book"))
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert "no-programme" in result.err


def test_a_simulated_table_is_reported_on(tmp_path: Path) -> None:
    """To a file and to standard output alike; what was published comes out."""
    file = tmp_path / "t.csv"
    written = triage("programme", "simulate", "projekt-500", "-o", str(file))
    assert (written.exit, written.out, written.err) == (Exit.DONE, "", "")
    assert triage("programme", "simulate", "projekt-500").out == file.read_text(encoding="utf-8")
    made = triage(
        "programme", "report", "projekt-500", str(file), "--as-of", "2017-03-31", "--lang", "en"
    )
    assert "Participants: 274\n" in made.out
    for said in ("People: 97; Of the participants: 35%", "People: 198; Of the participants: 72%"):
        assert said in made.out


def test_simulating_what_says_no_number() -> None:
    """It is said what to give."""
    result = triage("programme", "simulate", "herning-2019", "--lang", "en")
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert "--participants" in result.err


def test_the_sample_follows_the_schema_of_rows() -> None:
    """Each row, its empty cells left out and its numbers and days as text."""
    lines = Path(SAMPLE).read_text(encoding="utf-8").splitlines()
    columns = lines[0].split(",")
    validator = Draft202012Validator(ROWS)
    for line in lines[1:]:
        cells = dict(zip(columns, line.split(","), strict=True))
        validator.validate({name: cell for name, cell in cells.items() if cell})


def test_a_file_is_written_for_no_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text in a file has no signs for a terminal and is 80 wide; JSON has its letters."""
    monkeypatch.setattr("triage.cli.table_reports.emphasis", lambda: "<b>{}</b>".format)
    monkeypatch.setattr("triage.cli.table_reports.width", lambda: 40)
    monkeypatch.setattr("triage.cli.table_reports.speaks_utf8", lambda: False)
    file = tmp_path / "report.txt"
    report("--lang", "en", "-o", str(file))
    assert file.read_text(encoding="utf-8") == read_golden("report.outside.en.txt", file)
    report("--lang", "da", "--format", "json", "-o", str(file))
    assert "småjob" in file.read_text(encoding="utf-8").casefold()


def read_golden(name: str, file: Path) -> str:
    """Return a golden page with the digests of the page in a file."""
    golden = (ROOT / "tests" / "cli" / "golden" / name).read_text(encoding="utf-8")
    digests = re.findall(r"[0-9a-f]{12}", file.read_text(encoding="utf-8"))
    assert len(digests) == golden.count("0123456789ab") == 2
    for digest in digests:
        golden = golden.replace("0123456789ab", digest, 1)
    return golden


@pytest.mark.parametrize("arguments", [("--workers", "6"), ("--order", "need")])
def test_what_is_for_the_team_takes_the_team(arguments: tuple[str, str]) -> None:
    """An option that would do nothing is refused."""
    result = report(*arguments)
    assert (result.exit, result.out) == (Exit.USAGE, "")


def test_a_workbook_takes_a_file() -> None:
    """It is said before anything is read."""
    assert report("--format", "xlsx", table="nowhere.csv").exit == Exit.USAGE


@pytest.mark.parametrize("form", ["text", "md", "html", "csv", "json"])
def test_who_takes_part_only_later_is_said(tmp_path: Path, form: str) -> None:
    """On every output, beside what was read: nobody is silently no participant."""
    file = tmp_path / "t.csv"
    file.write_text("sep=;\ncase;record;from\nx;taking_part;01-10-2029\n", encoding="utf-8")
    said = report("--team", "--lang", "en", "--format", form, table=str(file)).out
    wanted = ("1 person takes part only after this day", "separated by semicolons")
    if form == "json":
        wanted = ('"not_yet": 1', '"delimiter": ";"')
    assert all(each in said for each in wanted)


TABLES = ROOT / "tests" / "cli" / "tables"
"""Constructed, of people who do not exist: some of what `simulate` drew."""

FIVE = {
    "projekt-500": "2016-06-30",
    "helsingor-2019": "2022-06-30",
    "herning-2019": "2022-06-30",
    "roskilde-2021": "2024-06-30",
    "siri-fitting": "2018-06-30",
}


@pytest.mark.parametrize("programme", FIVE)
def test_a_report_for_each_of_the_five(golden: Golden, programme: str) -> None:
    """Every row of a constructed table is read, and the page for the team reads as it did."""
    table = str(TABLES / f"{programme}.csv")
    day = ("--as-of", FIVE[programme])
    result = triage("programme", "report", programme, table, *day, *TEAM)
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert all(len(line) <= 80 for line in result.out.splitlines())
    golden(f"report.{programme}.da.txt", plain(result.out))


def test_an_outcome_nobody_declares_is_no_zero(tmp_path: Path) -> None:
    """Roskilde declares no education: the row is named, and what it holds is not repeated."""
    lines = (TABLES / "roskilde-2021.csv").read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines) if ",outcome," in line)
    told = lines[number].replace("ordinary_job", "education").replace("small_job", "education")
    file = tmp_path / "t.csv"
    file.write_text("\n".join([*lines[:number], told, *lines[number + 1 :], ""]), encoding="utf-8")
    result = triage("programme", "report", "roskilde-2021", str(file), "--lang", "en")
    assert result.exit == Exit.INVALID
    assert f"error[outcome-not-declared] [{number + 1}].what" in result.err
    assert "1 row could not be used" in result.out
