"""One case under several programmes: which are for the person, and with what."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import ROOT, Exit, triage
from triage.present import LANGUAGES

Golden = Callable[[str, str], None]
BOOKS = ["helsingor-2019", "herning-2019", "projekt-500", "roskilde-2021"]
"""Those that ask for something of a person; siri-fitting asks a municipality."""

SCHEMA = json.loads((ROOT / "docs/schemas/programme-comparison-1.json").read_text("utf-8"))

CASE = """
as_of: 2026-11-23
answers:
  talk_setting: alone_shared_language
  participation_wish: wants
  goal_state: any_job
  yes_to: [kitchen, cleaning]
  danish_spoken: daily_work
  support_basis: kontanthjaelp
  readiness: job_ready
  birth_date: 1990-02-01
  herning_woman: yes
  herning_other_origin: yes
  herning_supported_years: 5
  herning_unexplained_health: no
  herning_complex: no
  helsingor_woman: yes
  helsingor_non_western: yes
  helsingor_long_term: no
  roskilde_integration: yes
"""


@pytest.fixture
def case(tmp_path: Path) -> str:
    """Write a case with answers for all the programmes."""
    file = tmp_path / "hun.yaml"
    file.write_text(CASE, encoding="utf-8")
    return str(file)


def compared(*arguments: str) -> dict[str, dict[str, object]]:
    """Return what each programme makes of a case, by id."""
    result = triage("programme", "compare", *arguments, "--format", "json")
    assert (result.exit, result.err) == (Exit.DONE, "")
    found = json.loads(result.out)
    Draft202012Validator(SCHEMA).validate(found)
    return {each["rulebook"]["id"]: each for each in found["programmes"]}


def test_which_take_her(case: str) -> None:
    """Each programme reads its own criteria, and leaves the answers of others alone.

    What is kept off a page that may be printed counts as open, here `herning_complex`.
    """
    found = compared(case)
    assert list(found) == BOOKS
    assert {id_: each["target_group"] for id_, each in found.items()} == {
        "helsingor-2019": ["outside"],
        "herning-2019": ["primary_focus", "primary"],
        "projekt-500": [],
        "roskilde-2021": ["adults"],
    }
    # What JSON holds is known to the test, not to its type.
    left_out = {id_: len(each["not_asked_here"]) for id_, each in found.items()}  # type: ignore[arg-type]
    assert left_out == {
        "helsingor-2019": 6,
        "herning-2019": 4,
        "projekt-500": 9,
        "roskilde-2021": 8,
    }


def test_the_same_is_suggested_wherever_it_is_offered(case: str) -> None:
    """Programmes differ in what they offer, never in what fits her."""
    every: dict[str, set[bool]] = {}
    for each in compared(case).values():
        # What JSON holds is known to the test, not to its type.
        for effort in each["efforts"]:  # type: ignore[attr-defined]
            for key in ("suggested", "perhaps"):
                for one in effort[key]:
                    every.setdefault(one["id"], set()).add(key == "suggested")
    assert every
    assert {id_ for id_, said in every.items() if len(said) > 1} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_page(golden: Golden, case: str, language: str) -> None:
    """The page reads as it did, and tells nothing private."""
    result = triage("programme", "compare", case, "--lang", language)
    assert result.exit == Exit.DONE
    told = re.sub(r"\b[0-9a-f]{12}\b", "0123456789ab", result.out)
    golden(f"compare.{language}.txt", told)
    assert "1990" not in result.out


SETTLED: dict[str, tuple[list[object], bool]] = {
    "helsingor-2019": ([], False),
    "herning-2019": ([], True),
    "projekt-500": ([], False),
    "roskilde-2021": ([], False),
}


def test_what_settles_the_target_group(case: str) -> None:
    """What may be told of it by its question; that something may not, of everybody alike."""
    found = compared(case)
    settled = {id_: (each["settled_by"], each["settled_off_page"]) for id_, each in found.items()}
    assert settled == SETTLED
    text = CASE.replace("  herning_supported_years: 5\n", "")
    Path(case).write_text(text, encoding="utf-8")
    years = compared(case)["herning-2019"]
    assert years["target_group"] == ["primary_focus", "primary", "outside"]
    assert years["settled_by"] == [
        {
            "path": "herning_supported_years",
            "ask": "Hele år med offentlig forsørgelse i de seneste fem år (slås op)",
        }
    ]


def test_staff_see_everything(case: str) -> None:
    """With `--all` the focus group is what it is."""
    found = compared(case, "--all")["herning-2019"]
    assert found["target_group"] == ["primary"]
    assert found["reasons"]


def test_a_case_that_names_several(case: str) -> None:
    """It is read by each of them: what only others ask is set aside, and anything else an error."""
    named = f"rulebook: [projekt-500, roskilde-2021, herning-2019, helsingor-2019]\n{CASE}"
    Path(case).write_text(named, encoding="utf-8")
    assert list(compared(case)) == BOOKS
    result = triage("assess", case, "--format", "json", "--lang", "en")
    assert result.exit == Exit.DONE
    told = [json.loads(line)["outcome"]["rulebook"]["id"] for line in result.out.splitlines()]
    assert told == ["projekt-500", "roskilde-2021", "herning-2019", "helsingor-2019"]
    assert result.err.count("note[answers-set-aside]") == 4
    assert "helsingor_woman" in result.err
    one = triage("explain", case, "--why", "flexible", "--lang", "en")
    assert (one.exit, "which-rulebook" in one.err) == (Exit.INVALID, True)
    asked = triage("explain", case, "--why", "M-primary", "--rulebook", "herning-2019")
    assert asked.exit == Exit.DONE
    Path(case).write_text(f"{named}  unheard_of: yes\n", encoding="utf-8")
    wrong = triage("assess", case, "--rulebook", "roskilde-2021", "--lang", "en")
    assert (wrong.exit, wrong.out) == (Exit.INVALID, "")
    assert "unknown-question" in wrong.err


def test_a_golden_case_that_names_several(tmp_path: Path) -> None:
    """It is held against what the rulebook that is tested makes of its own answers."""
    (tmp_path / "two.yaml").write_bytes((ROOT / "docs/examples/two-programmes.yaml").read_bytes())
    for book, done in (("herning-2019", Exit.DONE), ("helsingor-2019", Exit.INVALID)):
        result = triage("rules", "test", book, "--cases", str(tmp_path), "--coverage")
        assert result.exit == done, result.err


def test_those_that_are_named(case: str) -> None:
    """And no others; an answer none of them asks for is refused."""
    refused = triage("programme", "compare", case, "-p", "herning-2019")
    assert refused.exit == Exit.INVALID
    assert "helsingor_woman" in refused.err
    trimmed = "\n".join(
        line for line in CASE.splitlines() if not line.startswith(("  hels", "  ros"))
    )
    Path(case).write_text(trimmed, encoding="utf-8")
    assert list(compared(case, "-p", "herning-2019", "-p", "projekt-500")) == [
        "herning-2019",
        "projekt-500",
    ]
