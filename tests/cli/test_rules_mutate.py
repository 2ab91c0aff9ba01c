"""`triage rules mutate` and `triage rules cases` as a method developer runs them."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import ROOT, triage
from tests.verify.mutants.test_score import BOOK
from triage.cli import rules_cases, rules_mutate
from triage.cli.exits import Exit
from triage.present.wording import Words
from triage.verify.mutants import missing

CASE = """\
title: Far away
as_of: 2026-07-01
answers: {months: 8}
expect: {typology: far}
"""


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a rulebook with one case."""
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text(BOOK, encoding="utf-8")
    Path("cases/small").mkdir(parents=True)
    Path("cases/small/far.yaml").write_text(CASE, encoding="utf-8")
    return "small.yaml"


def test_what_is_not_noticed_fails(book: str) -> None:
    """Each mutant that is alive comes with somebody it makes a difference to."""
    result = triage("rules", "mutate", book)
    assert (result.exit, result.err) == (Exit.FAILED, "")
    assert "alive: rules.T-far, a threshold moved: {months: {more_than: 6}} by one" in result.out
    assert "    months: 6" in result.out
    assert all(len(line) <= 80 for line in result.out.splitlines())


def test_about_one_rule(book: str) -> None:
    """Nothing is said of the others."""
    result = triage("rules", "mutate", book, "--about", "T-far")
    assert "T-near" not in result.out


@pytest.mark.parametrize("command", [("mutate",), ("cases", "--missing")])
def test_about_nothing_there_is_says_so(book: str, command: tuple[str, ...]) -> None:
    """A misspelt name is no rule without slips."""
    result = triage("rules", *command, book, "--about", "T-fra")
    assert (result.exit, "nearest: `T-far`" in result.err) == (Exit.INVALID, True)


@pytest.mark.parametrize("command", [("mutate",), ("cases", "--missing")])
def test_cases_that_fail_are_put_right_first(book: str, command: tuple[str, ...]) -> None:
    """They are named, and nothing is mutated or written."""
    text = CASE.replace("months: 8", "months: 2")
    Path("cases/small/near.yaml").write_text(text, encoding="utf-8")
    result = triage("rules", *command, book)
    assert result.exit == Exit.INVALID
    assert "of 2 cases, 1 not as expected: `near`" in result.err
    assert len(list(Path("cases/small").iterdir())) == 2


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_as_data(book: str, form: str) -> None:
    """JSON has every mutant, SARIF those that are alive."""
    assert json.loads(triage("rules", "mutate", book, "--format", form).out)


def test_cases_that_are_missing(book: str) -> None:
    """With them everything is noticed; a second time there is nothing to write."""
    written = triage("rules", "cases", book, "--missing")
    assert written.exit == Exit.DONE
    assert "cases written" in written.out
    names = sorted(file.name for file in Path("cases/small").glob("slip-*.yaml"))
    assert names
    text = Path("cases/small", names[0]).read_text(encoding="utf-8")
    assert "To be confirmed" in text
    run, every = triage("rules", "test", book), list(Path("cases/small").glob("*.yaml"))
    assert run.out.splitlines()[2:] == [f"0 confirmed by a person, {len(every)} still to be"]
    assert triage("rules", "test", book).exit == Exit.DONE
    assert triage("rules", "mutate", book).exit == Exit.DONE
    assert triage("rules", "cases", book, "--missing").out.endswith("\n0 cases written\n")


@pytest.mark.parametrize("language", ["da", "en", "sv"])
def test_progress_is_told_in_the_language_asked_for(
    book: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is counted beside the bar on a terminal, in both commands."""
    told: list[str] = []

    def counted(items: Any, what: str, *_: Any) -> Any:
        told.append(what)
        return nullcontext(items)

    for module in (rules_mutate, rules_cases):
        monkeypatch.setattr(module, "progress", counted)
    triage("rules", "mutate", book, "--about", "T-far", "--lang", language)
    triage("rules", "cases", book, "--missing", "--about", "T-far", "--lang", language)
    words = Words(language)
    assert told == [words.say(f"progress.{each}") for each in ("mutants", "slips", "cases")]


def test_missing_about_one_rule(book: str) -> None:
    """Under the names they have among all."""
    triage("rules", "cases", book, "--missing", "--output", "every")
    every = {file.name for file in Path("every").glob("slip-*.yaml")}
    assert triage("rules", "cases", book, "--missing", "--about", "T-far").exit == Exit.DONE
    some = {file.name for file in Path("cases/small").glob("s*-*.yaml")}
    assert some
    assert all("t-far" in name for name in some)
    assert {name for name in every if "t-far" in name} <= some
    assert triage("rules", "mutate", book, "--about", "T-far").exit == Exit.DONE


@pytest.mark.parametrize("into", ["cases/small", "new"])
def test_an_interrupt_keeps_what_was_written(
    book: str, into: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the same command goes on from there."""
    command = ("rules", "cases", book, "--missing", "--output", into)
    made = missing._case
    left = iter([True, False])

    def interrupted(*arguments: Any) -> Any:
        if not next(left):
            raise KeyboardInterrupt
        return made(*arguments)

    monkeypatch.setattr(missing, "_case", interrupted)
    stopped = triage(*command)
    told = "1 case written; the same command goes on from there"
    assert (stopped.exit, stopped.err.strip()) == (Exit.INTERRUPTED, told)
    first = {file.name: file.read_bytes() for file in Path(into).glob("slip-*.yaml")}
    assert len(first) == 1
    monkeypatch.setattr(missing, "_case", made)
    assert triage(*command).exit == Exit.DONE
    every = {file.name: file.read_bytes() for file in Path(into).iterdir()}
    assert first.items() < every.items()
    for name, text in every.items():
        Path("cases/small", name).write_bytes(text)
    assert triage("rules", "mutate", book).exit == Exit.DONE


def test_a_slip_no_case_can_tell_is_named(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not passed over in silence."""
    monkeypatch.setattr(missing, "_case", lambda *_: None)
    result = triage("rules", "cases", book, "--missing")
    assert (result.exit, result.err) == (Exit.FAILED, "")
    told = [line for line in result.out.splitlines() if line.startswith("no case can tell")]
    assert any("T-near: a threshold moved" in line for line in told)


def test_missing_cases_for_programs(book: str) -> None:
    """As JSON by its schema: what was written, and what has no case."""
    schema = json.loads((ROOT / "docs" / "schemas" / "missing-cases-1.json").read_text("utf-8"))
    written = json.loads(triage("rules", "cases", book, "--missing", "--format", "json").out)
    Draft202012Validator(schema).validate(written)
    assert {f"{each['case']}.yaml" for each in written["written"]} <= {
        file.name for file in Path("cases/small").iterdir()
    }
    assert written["written"]
    assert written["without_a_case"] == []


GUARDED = """\
rulebook: {id: small, version: 1, title: Lille, language: da}
questions: {safe: {kind: yes_no, ask: A?, purpose: B}}
interventions: {course: {kind: skill}, talk: {kind: talk}}
recommendations:
  - {id: R-course, when: {}, recommend: [course], because: B}
  - {id: A-course, when: {safe: no}, against: [course], because: B}
guarantees:
  - {id: G-safe, whenever: {safe: no}, then: {interventions: {course: advised_against}}}
  - {id: G-talk, never_depends: {outcome: law, on: [safe]}}
"""


def test_guarantees_weakened(tmp_path: Path) -> None:
    """What each part is for, then the parts no slip shows a use of, with exit code 1."""
    book = tmp_path / "small.yaml"
    book.write_text(GUARDED, encoding="utf-8")
    result = triage("rules", "mutate", str(book), "--guarantees", "--lang", "en")
    assert (result.exit, result.err) == (Exit.FAILED, "")
    rows = {line.split()[0]: line.split()[1:] for line in result.out.splitlines() if line.strip()}
    assert rows["G-talk"] == ["0", "0", "1"]
    assert int(rows["G-safe"][0]) > 1
    assert "G-talk: left out: no slip that was looked at gets through" in result.out
    assert all(len(line) <= 80 for line in result.out.splitlines() if line.startswith("G-"))
    one = triage("rules", "mutate", str(book), "--guarantees", "--about", "G-safe")
    assert "G-talk" not in one.out


def test_guarantees_weakened_for_programs(tmp_path: Path) -> None:
    """Each part with the slip that needs it, by a schema of its own."""
    book = tmp_path / "small.yaml"
    book.write_text(GUARDED, encoding="utf-8")
    result = triage("rules", "mutate", str(book), "--guarantees", "--format", "json")
    document = json.loads(result.out)
    schema = json.loads((ROOT / "docs/schemas/guarded-1.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(document)
    [gone] = [
        part
        for part in document["parts"]
        if (part["guarantee"], part["what"]) == ("G-safe", "left out")
    ]
    assert gone["worth"] == "needed"
    assert gone["slip"]["path"] in {"rules.R-course", "rules.A-course"}
