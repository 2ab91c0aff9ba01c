"""`triage programme report --release`: two reports a day apart tell of no single person."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import ROOT, Result, triage
from triage.cli.exits import Exit
from triage.cli.file_lock import Claim
from triage.cli.folder import Folder

Golden = Callable[[str, str], None]
PROGRAMME = "herning-2019"
FIRST, SECOND = "2020-06-29", "2020-06-30"
SCHEMAS = ROOT / "docs" / "schemas"


def rows(people: int, *more: str) -> str:
    """Write a table: of every two one has begun something, of every four one has a job."""
    lines = ["case,record,what,from,hours,amount"]
    for number in range(people):
        case = f"K-{number}"
        lines.append(f"{case},taking_part,,2020-01-01,,")
        if number % 2 == 0:
            lines.append(f"{case},intervention,guidance_talk,2020-02-01,2.5,")
        if number % 4 == 0:
            lines.append(f"{case},outcome,ordinary_job,2020-05-01,37,")
    return "\n".join([*lines, *more, ""])


@pytest.fixture
def released(tmp_path: Path) -> Callable[..., Result]:
    """Report on some people, with one ledger; what is refused leaves it as it was."""

    def report(people: int, day: str, *arguments: str, more: Iterable[str] = ()) -> Result:
        table = tmp_path / "t.csv"
        table.write_text(rows(people, *more), encoding="utf-8")
        ledger = ("--release", str(tmp_path / "ledger.json"))
        words = ("programme", "report", PROGRAMME, str(table), "--as-of", day, "--lang", "en")
        return triage(*words, *ledger, *arguments)

    return report


def ledger_of(folder: Path) -> Any:
    """Read the ledger."""
    return json.loads((folder / "ledger.json").read_text(encoding="utf-8"))


def numbers(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every number of a document by its pointer."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, each in inside:
        if isinstance(each, dict | list):
            yield from numbers(each, f"{pointer}/{name}")
        else:
            yield f"{pointer}/{name}", each


# --- what is told


MORE = pytest.mark.more


@pytest.mark.parametrize(
    "language", ["da", pytest.param("sv", marks=MORE), pytest.param("en", marks=MORE)]
)
def test_the_page_of_the_next_day(
    golden: Golden, released: Callable[..., Result], language: str
) -> None:
    """One person more: the earlier numbers stand, each with its day."""
    assert released(40, FIRST).exit == Exit.DONE
    result = released(41, SECOND, "--lang", language)
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert all(len(line) <= 80 for line in result.out.splitlines())
    golden(f"release.{language}.txt", re.sub(r"[0-9a-f]{12}", "0123456789ab", result.out))


def test_json(released: Callable[..., Result], tmp_path: Path) -> None:
    """It says which numbers are repeated from when; both documents follow their schemas."""
    schema = json.loads((SCHEMAS / "programme-report-1.json").read_text("utf-8"))
    first = json.loads(released(40, FIRST, "--format", "json").out)
    second = json.loads(released(41, SECOND, "--format", "json").out)
    for made in (first, second):
        Draft202012Validator(schema).validate(made)
    assert (first["compared_with"], first["repeated"]) == ([], {})
    assert second["compared_with"] == [FIRST]
    assert second["repeated"]["/participants/people"] == FIRST
    assert second["participants"]["people"] == 40
    assert set(second["repeated"].values()) == {FIRST}
    assert set(second["repeated"]) <= dict(numbers(second)).keys()
    ledger = json.loads((SCHEMAS / "release-ledger-1.json").read_text("utf-8"))
    Draft202012Validator(ledger).validate(ledger_of(tmp_path))
    assert "K-1" not in (tmp_path / "ledger.json").read_text()


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (40, 41),
        pytest.param(41, 40, marks=MORE),
        pytest.param(40, 49, marks=MORE),
        pytest.param(60, 40, marks=MORE),
        (40, 52),
    ],
)
def test_no_number_differs_by_little(
    released: Callable[..., Result], before: int, now: int
) -> None:
    """Not one of the whole document that is about people."""
    first = dict(numbers(json.loads(released(before, FIRST, "--format", "json").out)))
    document = json.loads(released(now, SECOND, "--format", "json").out)
    second, changed = dict(numbers(document)), 0
    for pointer, number in first.items():
        later = second.get(pointer)
        ours = not pointer.startswith(("/read", "/bad_rows", "/money")) and "months" not in pointer
        if ours and type(number) is int and type(later) is int:
            assert number == later or abs(number - later) >= 10, pointer
            changed += number != later
    assert (changed > 0) == (abs(before - now) >= 10)


def test_every_form_marks_them(released: Callable[..., Result], tmp_path: Path) -> None:
    """Text, Markdown and HTML beside the number; CSV in its text; a workbook in its format."""
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed (extra `report`)")
    released(40, FIRST)
    for form in ("text", "md", "html"):
        assert "40 (as of 29 June 2020)" in released(41, SECOND, "--format", form).out
    lines = list(csv.DictReader(io.StringIO(released(41, SECOND, "--format", "csv").out)))
    marked = [line for line in lines if line["text"].endswith("(as of 29 June 2020)")]
    assert marked
    assert all(re.fullmatch(r"[\d.]+", line["value"]) for line in marked)
    file = tmp_path / "report.xlsx"
    released(41, SECOND, "-o", str(file))
    book = openpyxl.load_workbook(file)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    shown = [cell for cell in cells if "as of 29 June 2020" in cell.number_format]
    assert len(shown) == len(marked)
    assert all(isinstance(cell.value, int | float) for cell in shown)


def test_without_a_ledger_it_says_so(tmp_path: Path) -> None:
    """It was compared with none, and nothing is kept."""
    (tmp_path / "t.csv").write_text(rows(40))
    words = ("programme", "report", PROGRAMME, str(tmp_path / "t.csv"), "--as-of", FIRST)
    told = " ".join(triage(*words, "--lang", "en").out.split())
    assert "Compared with no earlier report, and so not to be published" in told
    assert "--" not in told  # the page of the office says the same
    assert json.loads(triage(*words, "--format", "json").out)["compared_with"] is None
    assert "Compared" not in triage(*words, "--lang", "en", "--team").out
    assert [each.name for each in tmp_path.iterdir()] == ["t.csv"]


def test_a_row_that_comes_with_one_person(released: Callable[..., Result]) -> None:
    """That somebody is offered something for the first time is told of ten."""
    released(40, FIRST)

    def offered(count: int) -> list[str]:
        more = [f"K-{case},intervention,reality_visit,2020-06-01,," for case in range(count)]
        report = json.loads(released(40, SECOND, "--format", "json", more=more).out)
        return [each["id"] for each in report["offered"]]

    assert [offered(count) for count in (1, 9)] == [["guidance_talk"]] * 2
    assert offered(10) == ["guidance_talk", "reality_visit"]


# --- hours and money


def test_hours_are_of_the_day_of_their_people(released: Callable[..., Result]) -> None:
    """One person more in an intervention: her hours are not told."""
    first = json.loads(released(40, FIRST, "--format", "json").out)
    second = json.loads(released(42, SECOND, "--format", "json").out)
    third = json.loads(released(60, SECOND, "--format", "json").out)
    hours = [each["offered"][0]["hours"] for each in (first, second, third)]
    assert hours == ["50.0", "50.0", "75.0"]
    assert second["repeated"]["/offered/0/hours"] == FIRST
    assert "/offered/0/hours" not in third["repeated"]


def paid(cases: Iterable[int], year: int = 2020) -> list[str]:
    """Write what was paid for some people, a hundred crowns and some for each."""
    return [f"K-{case},cost,grant,{year}-05-01,,100.25" for case in cases]


def spent(result: Result) -> list[tuple[int | None, str]]:
    """Return what was used of the budget, by year and altogether, where anything was."""
    money = json.loads(result.out)["money"]
    return [(each["year"], each["used"]) for each in money if each["used"] != "0.00"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (paid(range(13)), "1203.00"),  # for one more
        ([*paid(range(12)), *paid([3])], "1203.00"),  # twice for one
        pytest.param(  # nobody knows for whom
            [*paid(range(12)), ",cost,grant,2020-05-01,,500"], "1203.00", marks=MORE
        ),
        (paid(range(22)), "2205.50"),  # for ten more
        pytest.param(paid(range(2)), "200.50", marks=MORE),  # for ten fewer
    ],
)
def test_money_that_went_to_few_more(
    released: Callable[..., Result], more: list[str], told: str
) -> None:
    """A line that was paid for named people stays as it was, until ten more are paid for."""
    released(40, FIRST, more=paid(range(12)))
    second = released(40, SECOND, "--format", "json", more=more)
    assert spent(second) == [(2020, told), (None, told)]
    repeated = json.loads(second.out)["repeated"]
    assert any(pointer.startswith("/money") for pointer in repeated) == (told == "1203.00")


def test_a_year_of_a_line_does_not_tell_of_few(released: Callable[..., Result]) -> None:
    """Ten more in one year, and one in another: the line altogether would tell of the one."""
    released(40, FIRST, more=paid(range(12)))
    more = [*paid(range(22)), *paid([30], 2019)]
    assert spent(released(40, SECOND, "--format", "json", more=more)) == [
        (2020, "1203.00"),
        (None, "1203.00"),
    ]


def test_money_that_names_nobody(released: Callable[..., Result]) -> None:
    """Wages and rooms: nobody can tell from them about a participant."""
    released(40, FIRST, more=[",cost,grant,2020-05-01,,500"])
    more = [",cost,grant,2020-05-01,,500", ",cost,grant,2020-05-02,,0.50"]
    assert spent(released(40, SECOND, "--format", "json", more=more)) == [
        (2020, "500.50"),
        (None, "500.50"),
    ]


# --- the ledger


def test_what_is_refused(released: Callable[..., Result], tmp_path: Path) -> None:
    """Another programme's, one begun with another limit, what is none; it stays as it was."""
    file = tmp_path / "ledger.json"
    released(40, FIRST)
    before = file.read_bytes()
    for code, arguments in (("ledger-with-another-limit", ("--limit", "5")),):
        result = released(60, SECOND, *arguments)
        assert (result.exit, result.out, file.read_bytes()) == (Exit.INVALID, "", before)
        assert code in result.err
    for code, text in (
        ("ledger-of-another", before.decode().replace('"herning-2019",', '"roskilde-2021",', 1)),
        ("ledger-unreadable", "{}"),
        ("ledger-unreadable", before.decode()[:-30]),
        ("ledger-unreadable", before.decode().replace('"people": 40', '"people": "K-1"')),
    ):
        file.write_text(text)
        result = released(60, SECOND)
        assert (result.exit, result.out, file.read_text()) == (Exit.INVALID, "", text)
        assert code in result.err
        assert "K-1" not in result.err


def test_it_leaves_the_team_or_it_does_not(released: Callable[..., Result]) -> None:
    """What stays in the team is published to nobody."""
    assert released(40, FIRST, "--team").exit == Exit.USAGE


def test_two_reports_at_once(released: Callable[..., Result], tmp_path: Path) -> None:
    """The second is told, and publishes nothing."""
    claim = Claim(Folder(tmp_path), "ledger.json")
    result = released(40, FIRST)
    claim.release()
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert "ledger-in-use" in result.err
    assert not (tmp_path / "ledger.json").exists()


def test_what_is_kept(released: Callable[..., Result], tmp_path: Path) -> None:
    """For its owner alone, only what is new, and nothing where nothing is."""
    released(40, FIRST)
    assert (tmp_path / "ledger.json").stat().st_mode & 0o777 == 0o600
    released(41, SECOND)
    assert [each["as_of"] for each in ledger_of(tmp_path)["releases"]] == [FIRST]
    released(60, SECOND)
    first, second = ledger_of(tmp_path)["releases"]
    assert date.fromisoformat(second["as_of"]) > date.fromisoformat(first["as_of"])
    assert second["numbers"]["people"] == 60


def test_a_report_that_cannot_be_written(released: Callable[..., Result], tmp_path: Path) -> None:
    """Its numbers are kept nevertheless: somebody may have seen them."""
    result = released(40, FIRST, "-o", str(tmp_path / "nowhere" / "x.txt"))
    assert result.exit == Exit.INVALID
    assert ledger_of(tmp_path)["releases"][0]["numbers"]["people"] == 40
