"""Wherever a name or a CPR number stands, nothing that is told of what went wrong shows it."""

from __future__ import annotations

import json
import logging
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pydantic
import pytest

import triage
from tests.cli.running import BOOK, ROOT, SETTLED, Exit, Result
from tests.cli.running import triage as command
from tests.counts import Count
from tests.robustness.planting import (
    FIRST_NAME,
    NAME,
    NUMBER,
    PLANTS,
    assert_silent,
    leaks,
    planted,
    shown_of,
    told_by,
)
from tests.sizes import SizeOf
from triage.cases.case_file import read_case
from triage.diagnostics import Sources
from triage.model.frozen import Frozen

DAY = "2026-05-04"
READ = triage.load_rulebook(BOOK)

BLOCK = """\
title: En sag
story: Hun vil gerne i gang.
case: anna-2
rulebook: small
as_of: 2026-05-04
answers:
  talk: others
  own_words: Jeg vil gerne ud blandt folk.
  goal_state: named
  goals:
    - title: pleje
      job: nurse
      thought: mange tanker
  scope: open
  danish: some
  worked: [home, shop]
  age: 41
  barriers: {childcare: {weight: some}, rest: {weight: none}}
  secret: noget hun ikke vil have frem
  meet: 2026-05-11
history:
  - {on: 2026-05-04, path: talk, answer: others}
  - {on: 2026-05-04, path: age, step: skipped}
notes:
  - {on: 2026-05-04, path: age, text: spurgte ikke}
expect:
  typology: [no_goal]
  rules: {hold: [T-none], not_hold: T-late}
  interventions: {contact: recommended, course: [possible, check_first]}
  start: {contact: now, course: alongside, mentor: {after: contact}}
  limits: {internship: {weeks: 4}}
"""
FLOW = (
    "{as_of: 2026-05-04, answers: {goal_state: named, own_words: Ja tak, age: 41, secret: noget, "
    "goals: [{title: pleje, job: nurse}], barriers: {transport: {weight: much}}}, "
    "notes: [{on: 2026-05-04, text: husk det}], expect: {plan: {recommended: [contact]}}}"
)
AS_JSON = json.dumps(
    {
        "schema": "triage.assessment/1",
        "as_of": DAY,
        "answers": {"own_words": "Ja", "age": 41, "worked": ["shop"], "secret": "noget"},
    },
    indent=1,
)
TEXTS = (BLOCK, FLOW, AS_JSON)


@pytest.fixture
def sowing(size: SizeOf) -> tuple[int, Random]:
    """Return how many to plant, and in which order; the same in every run of the same length."""
    count = size("plants")
    return count, Random(count)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that everything is written to, temporary files too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_case_files_through_the_library(
    sowing: tuple[int, Random], here: Path, caplog: pytest.LogCaptureFixture, counted: Count
) -> None:
    """Refused, or read: in keys, values, comments, and wherever damage puts them."""
    caplog.set_level(logging.DEBUG)
    count, random = sowing
    file, came = here / "case.yaml", Counter[str]()
    for _ in range(count):
        text = planted(random.choice(TEXTS), random)
        file.write_text(text, encoding="utf-8")
        sources = Sources()
        try:
            case = read_case(file, sources, lambda _: READ._rulebook)
            outcome = READ.assess(case.assessment, as_of=DAY, engine="compiled")
        except triage.TriageError as error:
            came[error.diagnostics[0].code] += 1
            assert_silent(told_by(error, sources), text)
        else:
            came["read"] += 1
            shown = f"{outcome} {outcome!r} {outcome.to_dict()} {case!r} {case.assessment!r}"
            assert not leaks(shown), text
    assert not caplog.records
    assert [each.name for each in here.iterdir()] == [file.name]
    for how, many in came.items():
        counted(f"planted in case files: {how}", many)
    assert len(came) > 5


COMMANDS: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "text": lambda file: ("assess", "-r", BOOK, "--engine", "compiled", file),
    "its own rulebook": lambda file: ("assess", "--lang", "en", file),
    "json": lambda file: ("assess", "-r", BOOK, "--format", "json", file, file),
    "tested": lambda _: ("rules", "test", BOOK, "--cases", "cases"),
    "explained": lambda file: ("explain", "-r", BOOK, "--why", "T-none", file),
    "what if": lambda file: ("explain", "-r", BOOK, "--set", "danish=good", file),
    "interview": lambda file: ("interview", "-r", BOOK, "--plain", "-o", "kept.yaml", file),
    "compared": lambda _: ("rules", "diff", BOOK, BOOK, "--cases", "cases"),
    "programmes": lambda file: ("programme", "compare", "-p", BOOK, file),
    "access": lambda file: ("access", "-r", BOOK, file),
    "erased": lambda file: ("erase", "--ground", "mistake", "--yes", file),
}
ALWAYS = ("tested", "compared", "erased")
"""Commands that write nothing of what anybody said, also where nothing is wrong."""

EVERYTHING = ("access",)
"""Commands that write all that was said to standard output, also where something is wrong."""


def test_case_files_through_the_command(
    sowing: tuple[int, Random], here: Path, caplog: pytest.LogCaptureFixture, counted: Count
) -> None:
    """Standard error, and standard output where a case is refused; names of files, and logs."""
    caplog.set_level(logging.DEBUG)
    count, random = sowing
    folder, came = here / "cases", Counter[str]()
    folder.mkdir()
    file = folder / "case.yaml"
    for number in range(count // 4):
        text = planted(random.choice(TEXTS), random)
        file.write_text(text, encoding="utf-8")
        what = list(COMMANDS)[number % len(COMMANDS)]
        result = command(*COMMANDS[what](str(file)))
        came[Exit(result.exit).name] += 1
        refused = result.exit not in (Exit.DONE, Exit.FAILED) or what in ALWAYS
        refused = refused and what not in EVERYTHING
        assert_silent(iter(_written(result, refused)), f"{what}\n{text}")
        assert not any(leaks(each.name) for each in here.rglob("*"))
        for left in (each for each in here.iterdir() if each.is_file()):
            left.unlink()
    assert not caplog.records
    for how, many in came.items():
        counted(f"planted, through the command: {how}", many)
    assert came["INVALID"]


EXPECTED: Mapping[str, Any] = {
    "typology": ["no_goal"],
    "rules": {"hold": ["T-none"], "not_hold": ["T-late"]},
    "interventions": {"contact": ["recommended"]},
    "start": {"contact": ["now"]},
    "limits": {"internship": {"weeks": 4}},
    "plan": {"recommended": ["contact"]},
    "starts": {"after": {"contact": ["mentor"]}},
}


def test_what_a_case_expects(here: Path) -> None:
    """Of what differs, names nobody knows are not repeated."""
    (here / "cases").mkdir()
    came = Counter[int]()
    for number, expected in enumerate(_sown(dict(EXPECTED), FIRST_NAME)):
        text = json.dumps({"as_of": DAY, "answers": {}, "expect": expected})
        if number % 2:
            text = text.replace(FIRST_NAME, "101800000")
        (here / "cases" / "case.json").write_text(text, encoding="utf-8")
        result = command("rules", "test", BOOK, "--cases", "cases")
        came[result.exit] += 1
        assert_silent(iter(_written(result, with_output=True)), expected)
    assert came[Exit.FAILED] > 10


def _written(result: Result, with_output: bool) -> list[tuple[str, str]]:
    written = [("standard error", result.err)]
    return [*written, ("standard output", result.out)] if with_output else written


MAPPING: Mapping[str, Any] = {
    "talk": "others",
    "own_words": "Ja",
    "goal_state": "named",
    "goals": [{"title": "pleje", "job": "nurse", "thought": "x"}],
    "worked": ["home"],
    "age": 41,
    "barriers": {"childcare": {"weight": "some"}},
    "secret": "noget",
    "meet": "2026-05-11",
}


def _sown(value: Any, plant: Any) -> Iterator[Any]:
    """Return a value with something planted in every place in turn: keys, values, members."""
    yield plant
    yield [plant]
    yield {plant: plant}
    match value:
        case dict():
            for key, inner in value.items():
                yield {**value, plant: inner}
                yield from ({**value, key: each} for each in _sown(inner, plant))
        case list():
            for place, inner in enumerate(value):
                yield [*value, plant]
                yield from (
                    [*value[:place], each, *value[place + 1 :]] for each in _sown(inner, plant)
                )


@pytest.mark.parametrize("plant", [*PLANTS, int(NUMBER.replace("-", "")), 10_180_0000])
def test_answers_handed_over(plant: str | int, caplog: pytest.LogCaptureFixture) -> None:
    """In every place of a mapping, as an assessment, a mapping or the answer to one question."""
    caplog.set_level(logging.DEBUG)
    for sown in _sown(dict(MAPPING), plant):
        for call in (partial(READ.assess, engine="compiled"), READ.interview):
            _hold(partial(call, sown, as_of=DAY))
    assert not caplog.records


def _hold(call: Callable[[], object]) -> None:
    """Hold that an error, if there is one, is silent; anything but ours is a fault."""
    try:
        call()
    except triage.TriageError as error:
        names_a_file = any("file" in each.details for each in error.diagnostics)
        assert_silent(_as_logged(error) if names_a_file else told_by(error))


OUTCOME = READ.assess(MAPPING, as_of=DAY, engine="compiled")

ARGUMENTS: Mapping[str, Callable[[Any], object]] = {
    "answers": lambda plant: READ.assess(plant, as_of=DAY),
    "a path": lambda plant: READ.assess(Path(f"{plant}.yaml"), as_of=DAY),
    "a day": lambda plant: READ.assess({}, as_of=plant),
    "an engine": lambda plant: READ.assess({}, as_of=DAY, engine=plant),
    "another rulebook": lambda plant: READ.assess(
        triage.Assessment(answers={}, rulebook=plant), as_of=DAY
    ),
    "a goal": lambda plant: READ.next_question({}, as_of=DAY, goal=plant),
    "the question before": lambda plant: READ.next_question({}, as_of=DAY, last=plant),
    "a saved interview": lambda plant: READ.interview(plant, as_of=DAY),
    "a question": lambda plant: READ.interview(as_of=DAY).answer(plant, "x"),
    "an answer": lambda plant: READ.interview(as_of=DAY).answer("danish", plant),
    "rows": lambda plant: READ.interview(as_of=DAY).answer("barriers", [plant]),
    "a grid": lambda plant: READ.interview(as_of=DAY).answer("barriers", plant),
    "items": lambda plant: READ.interview(as_of=DAY).answer("goals", plant),
    "a change": lambda plant: READ.interview(as_of=DAY).change(plant, None),
    "a skip": lambda plant: READ.interview(as_of=DAY).skip(plant),
    "out of turn": lambda plant: READ.interview(as_of=DAY).ask(plant),
    "a note": lambda plant: READ.interview(as_of=DAY).note("", plant),
    "why": OUTCOME.why,
    "why not": lambda plant: OUTCOME.why_not(f"contact={plant}"),
    "towards": OUTCOME.towards,
    "what if": lambda plant: OUTCOME.what_if({plant: "x"}),
    "what if so": lambda plant: OUTCOME.what_if({"danish": plant}),
    "what if in a list": lambda plant: OUTCOME.what_if({f"goals.1.{plant}": "x"}),
    "a rulebook": triage.load_rulebook,
    "a rulebook to check": lambda plant: triage.check_rulebook(Path(plant)),
}
A_PATH = frozenset({"answers", "a path", "a saved interview", "a rulebook", "a rulebook to check"})
"""Arguments that messages name: somebody reads there which file is not there."""


@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("argument", ARGUMENTS)
def test_arguments(argument: str, plant: str) -> None:
    """Every argument of the library that takes text; of paths, what a log may show."""
    try:
        ARGUMENTS[argument](plant)
    except triage.TriageError as error:
        told = _as_logged(error) if argument in A_PATH else told_by(error)
        assert_silent(told, argument)


def _as_logged(error: triage.TriageError) -> Iterator[tuple[str, str]]:
    """Return all but the renderings of an error, which name files for who reads them."""
    forms = {"text", "json", "sarif", "github"}
    return (each for each in told_by(error) if each[0] not in forms)


@pytest.mark.parametrize("plant", PLANTS)
def test_the_name_of_a_file(plant: str, here: Path) -> None:
    """Files are named for who reads the message, never in what a log shows of an error."""
    for text in (BLOCK.replace("41", "410"), "answers: {", "\0", "answers: {}\nanswers: {}"):
        file = here / f"{plant}.yaml"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(triage.TriageError) as caught:
            READ.assess(file)
        assert_silent(_as_logged(caught.value))
        with pytest.raises(triage.TriageError) as caught:
            triage.load_rulebook(file)
        assert_silent(_as_logged(caught.value))


def models() -> list[type[Frozen]]:
    """Return every model that crosses the boundary."""
    found, every = [*Frozen.__subclasses__()], []
    while found:
        every.append(found.pop())
        found += every[-1].__subclasses__()
    return sorted(every, key=lambda each: f"{each.__module__}.{each.__qualname__}")


@pytest.mark.parametrize("kind", models(), ids=lambda kind: kind.__qualname__)
def test_models(kind: type[Frozen]) -> None:
    """Neither the text of a refusal nor its `errors()` hold what is refused, in any way in."""
    # A class that is known at run time only.
    holding = pydantic.create_model("Holding", held=(kind, ...), many=(list[kind], ...))  # type: ignore[valid-type]
    adapter = pydantic.TypeAdapter(dict[str, kind])  # type: ignore[valid-type]
    for plant in (NAME, 10_180_0000):
        for data in _model_data(kind, plant):
            as_json = json.dumps(data, default=str)
            for call in (
                partial(kind.model_validate, data),
                partial(kind.model_validate_json, as_json),
                partial(kind.model_validate_json, f"{as_json} {plant}"),
                partial(holding.model_validate, {"held": data, "many": [data]}),
                partial(adapter.validate_python, {"x": data}),
            ):
                try:
                    call()
                except pydantic.ValidationError as error:
                    assert_silent(told_by(error))


def _model_data(kind: type[Frozen], plant: Any) -> Iterator[Any]:
    yield plant
    yield {str(plant): 1}
    for name, field in kind.model_fields.items():
        for value in (plant, [plant], {str(plant): plant}, [{name: plant, str(plant): 1}]):
            yield {field.alias or name: value}


def test_a_field_that_is_set() -> None:
    """Models do not change, and do not say to what."""
    with pytest.raises(pydantic.ValidationError) as caught:
        # That it is frozen is what is tried.
        triage.Assessment(answers={}).case = NAME  # type: ignore[misc]
    assert_silent(told_by(caught.value))


TYPED = (
    *(NAME, NUMBER, f"/{NAME}", f"secret={NAME}", f"danish={NAME}", f"/note {NAME}"),
    *(f"goals.1.{NAME}=x", f"{NAME}=x", f"barriers={NAME}", f"/back {NAME}", f"age={NUMBER}"),
)


def test_what_is_typed_in_an_interview(here: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It is shown on the page and kept in the file, and stands nowhere else."""
    caplog.set_level(logging.DEBUG)
    for typed in TYPED:
        lines = "\n".join([typed] * 40).encode()
        result = command("interview", "-r", BOOK, "--plain", "--as-of", DAY, given=lines)
        assert not leaks(result.err), typed
        assert not any(leaks(each.name) for each in here.iterdir())
    assert not caplog.records


EXAMPLES = ROOT / "docs" / "examples"
FINDING = EXAMPLES / "finding"
TOLD = (
    *(f"--{name}=x" for name in ("purpose", "recipients", "sender", "contact", "dpo")),
    "--law=LAB § 8",
    "--legal-basis=public-task",
)


def _sown_table(text: str, random: Random) -> str:
    """Return a table with something planted in a cell, among the rows or in the header."""
    rows = [line.split(",") for line in text.splitlines()[:30]]
    row, plant = random.choice(rows), random.choice(PLANTS)
    place = random.randrange(len(row))
    row[place] = random.choice(_CELLS).format(plant=plant, cell=row[place])
    return "\n".join(map(",".join, rows)) + "\n"


_CELLS = (
    *("{plant}", '"{plant}"', "{cell} {plant}", '"{plant}\n{plant}"', '"{plant}', "{plant},{cell}"),
    *("={plant}", "{cell};{plant}", "\x00{plant}", "{cell}\n{plant}"),
)


def test_tables(
    sowing: tuple[int, Random], here: Path, caplog: pytest.LogCaptureFixture, counted: Count
) -> None:
    """Of participants, and of people to invite: no report, error or file name shows a cell."""
    caplog.set_level(logging.DEBUG)
    count, random = sowing
    came = Counter[str]()
    sample = (EXAMPLES / "participants.csv").read_text(encoding="utf-8")
    for number in range(count // 10):
        (here / "table.csv").write_text(_sown_table(sample, random), encoding="utf-8")
        form = ("text", "json", "md")[number % 3]
        arguments = ("herning-2019", "table.csv", "--as-of", "2020-06-30", "--format", form)
        result = command("programme", "report", *arguments)
        came[f"report {Exit(result.exit).name}"] += 1
        assert_silent(iter(_written(result, with_output=True)), "report")
    for _ in range(count // 10):
        result, letters = _found(here, random)
        came[f"find {Exit(result.exit).name}"] += 1
        assert_silent(iter([*_written(result, with_output=True), *letters]), "find")
        assert not any(leaks(each.name) for each in here.rglob("*"))
    assert not caplog.records
    for how, many in came.items():
        counted(f"planted in tables: {how}", many)
    assert came["find INVALID"]


def _found(here: Path, random: Random) -> tuple[Result, list[tuple[str, str]]]:
    """Look for people in tables of which one is sown; give what is written but the list of ids."""
    for each in ("tables", "out"):
        shutil.rmtree(here / each, ignore_errors=True)
    shutil.copytree(FINDING, here / "tables")
    sown = random.choice(sorted((here / "tables").glob("*.csv")))
    sown.write_text(_sown_table(sown.read_text(encoding="utf-8"), random), encoding="utf-8")
    day = ("--as-of", "2026-11-22", "--delete-by", "2027-01-31", "-o", "out")
    result = command("programme", "find", "tables/tables.yaml", *TOLD, *day)
    made = sorted((here / "out").glob("*")) if (here / "out").exists() else []
    told = [each for each in made if each.name != "invitations.csv"]
    return result, [(each.name, each.read_text(encoding="utf-8")) for each in told]


@pytest.mark.parametrize("plant", [NAME, NUMBER])
def test_what_is_no_rulebook(plant: str, here: Path) -> None:
    """A case or a table put in the place of a rulebook or of a declaration shows no line of it."""
    case, table = here / "case.yaml", here / "table.csv"
    case.write_text(FLOW.replace("Ja tak", plant), encoding="utf-8")
    table.write_text(f"{plant},name\nA-1,{plant}\n", encoding="utf-8")
    for file in (str(case), str(table)):
        forms = [("rules", "check", file, "--format", form) for form in ("text", "json", "sarif")]
        day = ("--delete-by", "2027-01-31", "-o", "out")
        find = ("programme", "find", file, *TOLD, *day)
        for arguments in (*forms, find, ("assess", "-r", file, SETTLED), ("assess", table.name)):
            result = command(*arguments)
            assert result.exit != Exit.DONE
            assert_silent(iter(_written(result, with_output=True)), arguments)


OPTIONS: Mapping[str, tuple[str, ...]] = {
    "a command": ("{plant}",),
    "an argument too many": ("explain", "case.yaml", "--stability", "{plant}"),
    "a day": ("assess", "case.yaml", "--as-of", "{plant}"),
    "a day at once": ("assess", "case.yaml", "--as-of={plant}"),
    "an engine": ("assess", "case.yaml", "--engine", "{plant}"),
    "an option": ("assess", "--{plant}", "case.yaml"),
    "a flag": ("interview", "--all={plant}"),
    "why": ("explain", "case.yaml", "-r", BOOK, "--why", "{plant}"),
    "why not": ("explain", "case.yaml", "-r", BOOK, "--why-not", "contact={plant}"),
    "towards": ("explain", "case.yaml", "-r", BOOK, "--towards", "{plant}"),
    "set": ("explain", "case.yaml", "-r", BOOK, "--set", "{plant}"),
    "set to": ("explain", "case.yaml", "-r", BOOK, "--set", "danish={plant}"),
    "set of nothing": ("explain", "case.yaml", "-r", BOOK, "--set", "{plant}=x"),
    "set of a list": ("explain", "case.yaml", "-r", BOOK, "--set", "goals={plant}"),
    "what to show": ("rules", "show", BOOK, "{plant}"),
}


@pytest.mark.parametrize("option", OPTIONS)
def test_what_is_typed_on_the_command_line(option: str, here: Path) -> None:
    """What a command cannot use it does not repeat."""
    (here / "case.yaml").write_text(BLOCK, encoding="utf-8")
    for plant in PLANTS:
        result = command(*(each.format(plant=plant) for each in OPTIONS[option]))
        assert result.exit != Exit.DONE
        assert result.err
        assert_silent(iter(_written(result, with_output=True)), option)


def test_what_is_planted_is_found() -> None:
    """The search finds it in any case, spaced and clipped; and nothing in what is clean."""
    assert all(map(leaks, (NAME.upper(), f"…{NAME[:8]}…", "01 01 80\u20130000", repr([NAME]))))
    assert not leaks(BLOCK + FLOW + AS_JSON)
    problem = triage.Diagnostic("unknown-question", path="#1", details={"name": NAME})
    assert any(leaks(text) for _, text in shown_of([problem]))
    with pytest.raises(AssertionError):
        assert_silent(told_by(triage.TriageError([problem])))
    with pytest.raises(AssertionError):
        assert_silent(told_by(ValueError(NAME)))
