from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import BOOK, CASES, Exit, triage
from triage import check_rulebook

GOOD = (
    "rulebook: {id: tiny, version: 1, title: Lille, language: da}\n"
    "questions:\n  a: {kind: yes_no, ask: A?, purpose: B, used_for: [people]}\n"
)
MISTYPED = GOOD + "findings:\n  f: {when: {b: yes}, label: F}\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a place for a rulebook."""
    return tmp_path / "book.yaml"


def test_check_of_a_good_rulebook(book: Path) -> None:
    """Where nothing is wrong, that is said."""
    book.write_text(GOOD, encoding="utf-8")
    result = triage("rules", "check", str(book))
    assert (result.exit, result.err) == (Exit.DONE, "")


def test_check_finds_errors(book: Path) -> None:
    """An error is shown with its line, and the check fails."""
    book.write_text(MISTYPED, encoding="utf-8")
    result = triage("rules", "check", str(book))
    assert (result.exit, result.err) == (Exit.FAILED, "")
    assert f"{book}:5:" in result.out
    assert "1 error" in result.out


def test_check_in_danish(book: Path) -> None:
    """What is wrong is told in Danish too."""
    book.write_text(MISTYPED, encoding="utf-8")
    assert (
        triage("rules", "check", "--lang", "da", str(book)).out.splitlines()[2].startswith("fejl[")
    )


def test_warnings_do_not_fail() -> None:
    """What is only missing for people keeps nothing from being done."""
    result = triage("rules", "check", "--quick", BOOK)
    assert result.exit == Exit.DONE
    assert "warnings\n" in result.out


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_check_for_programs(book: Path, form: str) -> None:
    """JSON and SARIF are whole documents."""
    book.write_text(MISTYPED, encoding="utf-8")
    result = triage("rules", "check", "--format", form, str(book))
    assert result.exit == Exit.FAILED
    assert json.loads(result.out)


def test_check_for_a_pull_request(book: Path) -> None:
    """Annotations are workflow commands, a line each."""
    book.write_text(MISTYPED, encoding="utf-8")
    result = triage("rules", "check", "--format", "github", str(book))
    assert all(line.startswith("::") for line in result.out.splitlines())


MARKED = """\
rulebook: {id: tiny, version: 1, title: Lille, language: da}
questions:
  school: {kind: choice, values: {here: Her, abroad: Ude}, ask: A?, purpose: B,
    proxy_of: {origin: [abroad]}}
  weary: {kind: yes_no, ask: A?, purpose: B, concerns: [health, disability]}
findings: {far: {when: {school: abroad}, label: F}}
interventions:
  papers: {kind: skill, label: P, source: S, for_participant: F}
recommendations:
  - {id: R-far, when: {far: yes}, recommend: papers, because: B}
  - {id: A-weary, when: {weary: yes}, against: papers, because: B}
"""


def test_check_lists_where_protected_characteristics_lead(book: Path) -> None:
    """By question; with `--paths` way by way."""
    book.write_text(MARKED, encoding="utf-8")
    short = triage("rules", "check", str(book), "--lang", "en")
    assert short.exit == Exit.DONE
    assert short.out.splitlines()[-3:] == [
        "  school (close to origin): offers",
        "  weary (concerns health and disability): reasons against",
        "2 ways; `--paths` shows each",
    ]
    long = triage("rules", "check", str(book), "--paths", "--lang", "da").out.splitlines()
    assert long[-4:] == [
        "  school (tæt på oprindelse): tilbud",
        "    tilbud: far → R-far (papers)",
        "  weary (vedrører helbred og handicap): grunde imod",
        "    grunde imod: A-weary (papers)",
    ]


def test_check_lists_nothing_where_nothing_is_marked(book: Path) -> None:
    """Nor with `--quick`, which does not look."""
    book.write_text(GOOD, encoding="utf-8")
    said = triage("rules", "check", str(book), "--paths", "--lang", "en").out
    assert said.splitlines()[-1] == "no problems found"
    book.write_text(MARKED, encoding="utf-8")
    said = triage("rules", "check", str(book), "--quick", "--lang", "en").out
    assert said.splitlines()[-1] == "no problems found"


def test_check_lists_ways_for_programs(book: Path) -> None:
    """Each with what the question is, what it goes through, the rule and what that says."""
    book.write_text(MARKED, encoding="utf-8")
    paths = json.loads(triage("rules", "check", str(book), "--format", "json").out)["paths"]
    assert paths[0] == {
        "question": "school",
        "concerns": [],
        "proxy_of": ["origin"],
        "through": ["far"],
        "rule": "R-far",
        "reaches": "offer",
        "about": ["papers"],
    }
    quick = triage("rules", "check", str(book), "--quick", "--format", "json").out
    assert json.loads(quick)["paths"] is None


@pytest.mark.parametrize("command", ["check", "show", "test"])
def test_no_such_rulebook(command: str) -> None:
    """A rulebook that is nowhere is an unreadable input."""
    result = triage("rules", command, "projekt-600")
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert "no rulebook is called `projekt-600`" in result.err
    assert "nearest: `projekt-500`" in result.err


def test_show() -> None:
    """A rulebook is listed in the language asked for."""
    result = triage("rules", "show", BOOK, "--lang", "sv")
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert result.out.startswith("En liten regelbok\n")


def test_show_one_thing() -> None:
    """A section or a thing can be listed alone, in Markdown too."""
    assert "- T-open\n" in triage("rules", "show", BOOK, "typologies").out
    assert "## Advarsler" in triage("rules", "show", BOOK, "W-many", "--format", "md").out


def test_show_in_a_language_without_words(book: Path) -> None:
    """A rulebook in a language the page has no words for is listed in English ones."""
    book.write_text(GOOD.replace("language: da", "language: fi"), encoding="utf-8")
    assert "Questions\n  - a: A?\n" in triage("rules", "show", str(book)).out


def test_show_what_is_not_there() -> None:
    """A mistyped name is a usage error with the nearest one."""
    result = triage("rules", "show", BOOK, "T-opn")
    assert (result.exit, result.out) == (Exit.USAGE, "")
    assert "nearest: `T-open`" in result.err


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Return a folder with one case that is as expected."""
    folder = tmp_path / "cases"
    folder.mkdir()
    settled = (CASES / "settled.yaml").read_text(encoding="utf-8")
    (folder / "good.yaml").write_text(f"{settled}\nexpect: {{typology: open_many}}\n", "utf-8")
    return folder


def golden(cases: Path, *arguments: str) -> tuple[int, str, str]:
    """Run the cases of a folder."""
    result = triage("rules", "test", BOOK, "--cases", str(cases), *arguments)
    return result.exit, result.out.removeprefix(f"Rulebook small 2.1: {BOOK}\n"), result.err


def test_cases_as_expected(cases: Path) -> None:
    """Cases that are as expected are counted, and named when asked for."""
    counts = "1 case: 1 as expected, 0 differ\n0 confirmed by a person, 1 still to be\n"
    assert golden(cases) == (Exit.DONE, counts, "")
    assert f"{cases}/good.yaml: as expected\n" in golden(cases, "-v")[1]


def test_cases_that_differ(cases: Path) -> None:
    """A difference is told rule by rule, and the test fails."""
    settled = (CASES / "settled.yaml").read_text(encoding="utf-8")
    expect = (
        "expect: {typology: no_goal, rules: {hold: [T-none]}, interventions: {contact: possible}}"
    )
    (cases / "worse.yaml").write_text(f"{settled}\n{expect}\n", encoding="utf-8")
    assert golden(cases) == (
        Exit.FAILED,
        f"{cases}/worse.yaml: differs\n"
        "  typology: expected no_goal, got open_many\n"
        "    rules: T-open holds\n"
        "  rules.T-none: expected holds, got cannot hold\n"
        "  interventions.contact: expected possible, got recommended\n"
        "    rules: R-contact holds\n"
        "2 cases: 1 as expected, 1 differ\n"
        "0 confirmed by a person, 2 still to be\n",
        "",
    )


def test_cases_that_differ_in_danish(cases: Path) -> None:
    """Statuses and starts are words; ids stay as they stand in the case."""
    settled = (CASES / "settled.yaml").read_text(encoding="utf-8")
    (cases / "good.yaml").unlink()
    status, start = "{contact: [possible, check_first]}", "{contact: {after: mentor}}"
    expect = f"expect: {{interventions: {status}, start: {start}}}"
    (cases / "worse.yaml").write_text(f"{settled}\n{expect}\n", encoding="utf-8")
    told = golden(cases, "--lang", "da")[1]
    possible = "mulig eller foreslås (undersøg det først)"
    assert f"  interventions.contact: forventet {possible}, fik anbefales\n" in told
    assert "    regler: R-contact gælder\n" in told
    assert "  start.contact: forventet efter mentor, fik nu\n" in told


def test_cases_that_cannot_be_assessed(cases: Path) -> None:
    """A bad case is pointed at, and the others are tested all the same."""
    (cases / "bad.yaml").write_text("as_of: 2026-05-04\nanswers: {talkk: alone}\n", "utf-8")
    (cases / "no-day.yaml").write_text("answers: {}\n", encoding="utf-8")
    code, out, err = golden(cases)
    assert code == Exit.INVALID
    assert (
        "3 cases: 1 as expected, 0 differ, 2 cannot be assessed\n0 confirmed by a person, 1" in out
    )
    assert f"{cases}/bad.yaml:2:11 #1" in err
    assert "the day of the assessment is missing" in err


def test_a_case_of_another_rulebook(cases: Path) -> None:
    """It is refused where it says so, however well its answers fit."""
    file = cases / "good.yaml"
    file.write_text(f"rulebook: smal\n{file.read_text('utf-8')}", encoding="utf-8")
    code, out, err = golden(cases)
    assert (code, "1 cannot be assessed" in out) == (Exit.INVALID, True)
    assert f"error[another-rulebook] {file}:1:11" in err


def test_a_case_that_expects_nothing(cases: Path) -> None:
    """It is not counted as passed, and fails nothing."""
    (cases / "nothing.yaml").write_text((CASES / "settled.yaml").read_text("utf-8"), "utf-8")
    code, out, err = golden(cases, "--lang", "da")
    assert code == Exit.DONE
    assert "2 sager: 1 som forventet, 0 anderledes, 1 forventer intet\n" in out
    assert "advarsel[nothing-expected]" in err


def test_days_to_come_are_told_by_the_command_alone(tmp_path: Path) -> None:
    """Only the command reads a clock; the library says nothing of what it cannot know."""
    rule = "{id: L, interventions: [v], verdict: needs_check, checked_on: 2999-01-01}"
    law = f"availability: [{rule}]\n"
    book = tmp_path / "law.yaml"
    book.write_text(f"{GOOD}interventions: {{v: {{kind: job}}}}\n{law}", encoding="utf-8")
    assert "warning[read-in-future]" in triage("rules", "check", "--quick", str(book)).out
    assert "read-in-future" not in {each.code for each in check_rulebook(book)}


def test_messages_in_the_language_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """As pages are; English where none is."""
    for language, told in (
        ("da", "Regelbog"),
        ("en", "Rulebook"),
        ("sv", "Regelbok"),
        ("", "Rule"),
    ):
        monkeypatch.setenv("TRIAGE_LANG", language)
        assert triage("rules", "check", "--quick", BOOK).out.startswith(told)
    assert triage("rules", "check", "--quick", BOOK, "--lang", "da").out.startswith("Regelbog")
    monkeypatch.setenv("TRIAGE_LANG", "dansk")
    assert triage("rules", "check", "--quick", BOOK).exit == Exit.USAGE


def test_no_cases(tmp_path: Path) -> None:
    """A folder without cases tests nothing, and says so."""
    code, _, err = golden(tmp_path)
    assert code == Exit.INVALID
    assert "holds no cases" in err


COVERED = GOOD.replace("tiny", "covered") + (
    "interventions:\n  visit: {label: Besøg, kind: job}\n"
    "recommendations:\n  - {id: R-a, when: {a: yes}, recommend: [visit], because: A.}\n"
)


@pytest.fixture
def of_one_rule(tmp_path: Path, book: Path) -> Path:
    """Return a folder with one case, beside a rulebook of one rule."""
    book.write_text(COVERED, encoding="utf-8")
    folder = tmp_path / "cases"
    folder.mkdir()
    text = "as_of: 2026-07-01\nanswers: {a: yes}\nexpect: {rules: {hold: [R-a]}}\n"
    (folder / "yes.yaml").write_text(text, encoding="utf-8")
    return folder


def test_coverage_names_what_no_case_exercises(book: Path, of_one_rule: Path) -> None:
    """After the test come counts, and each thing missing at its place; that fails nothing."""
    result = triage("rules", "test", str(book), "--cases", str(of_one_rule), "--coverage")
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert "\n1 case: 1 as expected, 0 differ\n" in result.out
    assert "still to be\n\nrule holds:" in result.out
    assert f"{book}:7:10: in no case is it certain that `R-a` does not hold\n" in result.out


@pytest.mark.parametrize(("form", "key"), [("json", "targets"), ("sarif", "runs")])
def test_coverage_for_programs(book: Path, of_one_rule: Path, form: str, key: str) -> None:
    """JSON names every target with the case that exercises it; SARIF what is missing."""
    arguments = ("--cases", str(of_one_rule), "--coverage", "--format", form)
    result = triage("rules", "test", str(book), *arguments)
    assert result.exit == Exit.DONE
    assert json.loads(result.out)[key]


def test_a_format_is_for_coverage() -> None:
    """A test alone is for people."""
    assert triage("rules", "test", "--format", "json").exit == Exit.USAGE


def test_a_folder_to_read_rulebooks_from(tmp_path: Path) -> None:
    """Without it, what lies beside the rulebook's own folder can be extended, and no more."""
    for name, extends in (("national", ""), ("offices/north", ", extends: ../../national")):
        (tmp_path / name).mkdir(parents=True)
        head = f"rulebook: {{id: {name[-5:]}, version: 1, language: da{extends}}}\n"
        (tmp_path / name / "rulebook.yaml").write_text(head, encoding="utf-8")
    north = str(tmp_path / "offices/north")
    refused = triage("rules", "check", "--quick", north)
    assert refused.exit == Exit.FAILED
    assert "error[leads-outside]" in refused.err + refused.out
    assert triage("--root", str(tmp_path), "rules", "check", "--quick", north).exit == Exit.DONE
    assert triage("--root", str(tmp_path / "nowhere"), "rules", "check", north).exit == Exit.USAGE
