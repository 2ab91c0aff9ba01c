from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.running import BOOK, CASES, OPEN, ROOT, SETTLED, Exit, Result, triage
from tests.engine.rete.installed import EVERY_ENGINE

GOLDEN = ROOT / "tests" / "present" / "golden"


def assess(*arguments: str, given: bytes = b"") -> Result:
    """Assess with the miniature rulebook."""
    return triage("assess", "-r", BOOK, *arguments, given=given)


def body(text: str) -> str:
    """Return a page without its stamp, which names the engine."""
    return re.split(r"\n(?:## )?(?:Grundlag|Underlag|Basis)\n", text)[0]


@pytest.mark.parametrize("width", ["40", "80", "120"])
@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_page(monkeypatch: pytest.MonkeyPatch, width: str, language: str) -> None:
    """The command prints the page, in the language and for the width of the terminal."""
    monkeypatch.setenv("COLUMNS", width)
    result = assess("--lang", language, SETTLED)
    page = (GOLDEN / f"settled.{language}.{width}.txt").read_text(encoding="utf-8")
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert body(result.out) == body(page)


def test_open_outcome_is_done_too() -> None:
    """An open outcome is an outcome."""
    result = assess(OPEN)
    assert result.exit == Exit.DONE
    assert "samtalen: Åben for flere job, " in result.out
    assert "Ikke afgjort endnu." in result.out


def test_own_language_of_the_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a language asked for, the page is in the rulebook's own; one may be set for good."""
    assert assess(OPEN).out.startswith("Forslag, ikke afgørelse (sag anna-1)\n")
    monkeypatch.setenv("TRIAGE_LANG", "sv")
    assert assess(OPEN).out.startswith("Förslag, inte beslut (ärende anna-1)\n")


def test_markdown() -> None:
    """The page can be Markdown."""
    page = (GOLDEN / "open.da.md").read_text(encoding="utf-8")
    assert body(assess("--format", "md", OPEN).out) == body(page)


def test_json_of_one_case() -> None:
    """One case gives its outcome, and nothing round it."""
    outcome = json.loads(assess("--format", "json", OPEN).out)
    assert outcome["schema"] == "triage.outcome/1"
    assert outcome["engine"]["asked"] == "checked"
    assert outcome["as_of"] == "2026-05-04"


def test_json_of_several_cases() -> None:
    """Several cases give a line each, bad ones too, and each line names its case."""
    result = assess("--format", "json", OPEN, "gone.yaml", SETTLED)
    lines = [json.loads(line) for line in result.out.splitlines()]
    assert [line["case"] for line in lines] == [OPEN, "gone.yaml", SETTLED]
    assert lines[0]["outcome"]["schema"] == "triage.outcome/1"
    assert lines[1]["diagnostics"][0]["code"] == "unreadable-file"
    assert result.exit == Exit.INVALID


def test_a_bad_case_stops_no_good_one() -> None:
    """The good cases are assessed, and the exit code is the worst."""
    result = assess("gone.yaml", OPEN, SETTLED)
    assert result.exit == Exit.INVALID
    assert result.out.count("Forslag, ikke afgørelse") == 2
    assert "`gone.yaml` kan ikke læses" in result.err


def test_standard_input() -> None:
    """A case can come from standard input."""
    given = Path(OPEN).read_bytes()
    assert body(assess("-", given=given).out) == body(assess(OPEN).out)
    assert assess("-", given=b"\xff").exit == Exit.INVALID


def test_case_without_an_id_is_called_by_its_file() -> None:
    """A case that names itself by nothing else goes by its file; from standard input by nothing."""
    troubled = CASES / "troubled.yaml"
    assert "(sag troubled)" in assess(str(troubled)).out
    assert "sag" not in assess("-", given=troubled.read_bytes()).out.splitlines()[0]


def test_for_staff() -> None:
    """A page of its own, which says that it is none to print."""
    assert assess("--for", "staff", OPEN).out.startswith("Kun til medarbejdere, må ikke printes: ")


def test_everything() -> None:
    """What is not suggested is listed when asked for."""
    assert "Kørekort" not in assess(SETTLED).out
    assert "Ikke foreslået\n" in assess("--all", SETTLED).out


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_engines_say_the_same(engine: str) -> None:
    """Every engine gives the same page but for its own name."""
    result = assess("--engine", engine, SETTLED)
    assert result.exit == Exit.DONE
    assert body(result.out) == body(assess(SETTLED).out)


def test_mistyped_question(tmp_path: Path) -> None:
    """A mistyped question is pointed at by its name, with the nearest one."""
    case = tmp_path / "case.yaml"
    case.write_text("as_of: 2026-05-04\nanswers:\n  danihs: some\n", encoding="utf-8")
    result = assess("--lang", "en", str(case))
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert result.err == (
        f"error[unknown-question] {case}:3:3 #1\n"
        "  no question is named `danihs`\n"
        "  3 |   danihs: …\n"
        "    |   ^^^^^^\n"
        "  expected: one of the questions of this rulebook\n"
        "  nearest: `danish`\n"
    )


def test_wrong_answer_inside_a_list(tmp_path: Path) -> None:
    """A wrong answer is pointed at where it stands."""
    case = tmp_path / "case.json"
    case.write_text(
        '{"as_of": "2026-05-04",\n'
        ' "answers": {"goal_state": "named", "goals": [{"job": "nurze"}]}}',
        encoding="utf-8",
    )
    result = assess("--lang", "en", str(case))
    assert f"{case}:2:55 goals.1.job\n" in result.err
    assert "nearest: `nurse`" in result.err


def test_contradicting_answers(tmp_path: Path) -> None:
    """Answers that cannot stand together are named."""
    case = tmp_path / "case.yaml"
    case.write_text(
        "as_of: 2026-05-04\nanswers: {goal_state: none, scope: open}\n", encoding="utf-8"
    )
    result = assess("--lang", "en", str(case))
    assert result.exit == Exit.INVALID
    assert "contradict each other" in result.err
    assert "`scope`" in result.err


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"answers: [", b"a: &x 1", b"\xff\xfe", b"answers: {}\nextra: 1\n", b"---\n---\n"],
)
def test_bad_files(tmp_path: Path, content: bytes) -> None:
    """Whatever a file holds, what is wrong is told in words."""
    case = tmp_path / "case.yaml"
    case.write_bytes(content)
    result = assess(str(case))
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert str(case) in result.err


def test_the_day(tmp_path: Path) -> None:
    """The day asked for counts before the case's own, and today where there is neither."""
    case = tmp_path / "case.yaml"
    case.write_text("answers: {}\n", encoding="utf-8")
    today = datetime.now(UTC).astimezone().date().isoformat()

    def day(*arguments: str) -> str:
        return str(json.loads(assess("--format", "json", *arguments).out)["as_of"])

    assert day(OPEN) == "2026-05-04"
    assert day("--as-of", "2026-06-01", OPEN) == "2026-06-01"
    assert day(str(case)) in {today, datetime.now(UTC).astimezone().date().isoformat()}


def test_rulebook_the_case_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case may name its rulebook by id, found beside the working directory; never by path."""
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "small").symlink_to(BOOK)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case.yaml").write_text("rulebook: small\nas_of: 2026-05-04\nanswers: {}\n")
    (tmp_path / "path.yaml").write_text("rulebook: rules/small\nas_of: 2026-05-04\nanswers: {}\n")
    assert triage("assess", "case.yaml").exit == Exit.DONE
    assert triage("assess", "-r", "small", OPEN).exit == Exit.DONE
    result = triage("assess", "path.yaml", "--lang", "en")
    assert result.exit == Exit.INVALID
    assert "no rulebook is called `…`" in result.err


def test_rulebook_that_does_not_load(tmp_path: Path) -> None:
    """A rulebook that does not load is an unreadable input, shown with its line."""
    (tmp_path / "bad.yaml").write_text("rulebook: {id: Bad}\n", encoding="utf-8")
    result = triage("assess", "-r", str(tmp_path / "bad.yaml"), OPEN)
    assert result.exit == Exit.INVALID
    assert "rulebook: {id: Bad}" in result.err


def test_what_the_caseworker_adds() -> None:
    """It stands in the plan on the page; what the rulebook does not have is refused by name."""
    result = assess("--lang", "en", "--add", "mentor", OPEN)
    assert result.exit == Exit.DONE
    assert "  Added by the caseworker:\n" in result.out
    refused = assess("--add", "mentro", OPEN)
    assert refused.exit == Exit.INVALID
    assert "unknown-intervention" in refused.err
    assert "mentor" in refused.err


def test_a_text_to_paste() -> None:
    """The text alone is written; how long it is, and may be, is told aside."""
    result = assess("--copy", "min_plan", SETTLED)
    assert result.exit == Exit.DONE
    assert result.out.startswith("Mål: ")
    assert "der er plads til 4.050" in result.err


def test_what_does_not_go_with_a_text_to_paste() -> None:
    """It is plain text of one kind; limits without it are for nothing."""
    for other in (["--format", "md"], ["--all"], ["--for", "staff"], ["--for", "participant"]):
        assert assess("--copy", "sms", *other, SETTLED).exit == Exit.USAGE
    assert assess("--limits", "targets.yaml", SETTLED).exit == Exit.USAGE


def test_the_sheet_for_the_participant() -> None:
    """It is in its own languages, as text or HTML, and stands alone."""
    sheet = assess("--for", "participant", "--lang", "ar", "--format", "html", SETTLED)
    assert (sheet.exit, sheet.err) == (Exit.DONE, "")
    assert '<html lang="ar" dir="rtl">' in sheet.out
    assert assess("--lang", "ar", SETTLED).exit == Exit.USAGE
    for other in (["--all"], ["--format", "json"]):
        assert assess("--for", "participant", *other, SETTLED).exit == Exit.USAGE
