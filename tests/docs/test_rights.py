"""Every promise on the page of promises has what shows it, or says why it is not kept."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import click
import pytest

from tests.docs.fences import DOCS, ROOT
from triage.cli.command import triage
from triage.language.load import load

PAGE = DOCS / "rights.md"
STATES = ("kept", "in part", "not kept")
NEVER = {f"N-{number}" for number in range(1, 9)}
REQUIREMENTS = {f"R-{number:02}" for number in range(1, 43)}
POINTS = {f"P-{number}" for number in range(1, 11)}
LINK = re.compile(r"\[[^\]]+\]\(([^)#\s]+)(?:#[^)]+)?\)")
REASON = 20
"""A reason is longer than this many letters."""


@dataclass(frozen=True)
class Promise:
    """A row: what is promised, whether it is kept, what shows it, and what is missing."""

    id: str
    text: str
    state: str
    shown: str
    missing: str

    @property
    def proofs(self) -> list[str]:
        """Return what stands in back-ticks, and the pages that are linked to."""
        return [*re.findall("`([^`]+)`", LINK.sub("", self.shown)), *LINK.findall(self.shown)]


def promises(text: str) -> list[Promise]:
    """Read the rows of every table of promises."""
    rows = [line.split("|")[1:-1] for line in text.splitlines() if line.startswith("|")]
    found = [[cell.strip() for cell in row] for row in rows]
    return [Promise(*row) for row in found if re.match(r"[NRP]-\d", row[0])]


ROWS = promises(PAGE.read_text(encoding="utf-8"))


def is_guarantee(name: str) -> bool:
    """Say whether Projekt 500 has a guarantee of that id."""
    return name in _guarantees()


def is_test(name: str) -> bool:
    """Say whether there is a test function of that name in that file."""
    file, _, function = name.partition("::")
    return (ROOT / file).is_file() and function in _functions(file)


def is_command(name: str) -> bool:
    """Say whether there is such a command, with the options that are named."""
    _, *words = name.split()
    command: click.Command = triage
    context = click.Context(command)
    while words and not words[0].startswith("-") and isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        if found is None:
            return False
        command = found
    known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
    return {word for word in words if word.startswith("-")} <= known


def is_message(name: str) -> bool:
    """Say whether there is a diagnostic of that code."""
    return name in _codes()


def is_page(name: str) -> bool:
    """Say whether there is a page or file at that place."""
    return (PAGE.parent / name).resolve().is_file()


KINDS: dict[str, Callable[[str], bool]] = {
    r"G-[a-z-]+": is_guarantee,
    r"tests/[\w/]+\.py::test_\w+": is_test,
    r"triage( \S+)+": is_command,
    r"[a-z]+(-[a-z]+)+": is_message,
    r"[\w./-]+\.\w+": is_page,
}
"""What a proof may be, by how it is written."""


def holds(proof: str) -> bool:
    """Say whether what is named is there; what is written like no proof is none."""
    kinds = [is_there for form, is_there in KINDS.items() if re.fullmatch(form, proof)]
    return bool(kinds) and kinds[0](proof)


@cache
def _guarantees() -> dict[str, bool]:
    """Return the guarantees of Projekt 500, and which of them are mandatory."""
    return {each.id: each.mandatory for each in load(ROOT / "rules" / "projekt-500").guarantees}


@cache
def _codes() -> frozenset[str]:
    source = files("triage.diagnostics") / "messages" / "en.toml"
    return frozenset(tomllib.loads(source.read_text(encoding="utf-8")))


@cache
def _functions(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(each.name for each in tree.body if isinstance(each, ast.FunctionDef))


def test_every_promise_has_one_row() -> None:
    """What must never happen, the 42 requirements, and each of the ten points on rights."""
    ids = [each.id for each in ROWS]
    assert sorted(set(ids)) == sorted(ids)
    assert {id_ for id_ in ids if id_.startswith("N-")} == NEVER
    assert {id_ for id_ in ids if id_.startswith("R-")} == REQUIREMENTS
    assert {id_.partition(".")[0] for id_ in ids if id_.startswith("P-")} == POINTS


@pytest.mark.parametrize("promise", ROWS, ids=lambda each: each.id)
def test_what_is_named_is_there(promise: Promise) -> None:
    """A guarantee, test, command, message or page that is gone keeps none; none counts twice."""
    assert len({*promise.proofs}) == len(promise.proofs)
    assert [proof for proof in promise.proofs if not holds(proof)] == []


@pytest.mark.parametrize("promise", ROWS, ids=lambda each: each.id)
def test_a_row_says_what_is_kept_or_why_not(promise: Promise) -> None:
    """What is kept is shown; of what is not, or in part alone, it says what is missing and why."""
    assert promise.state in STATES
    if promise.state != "not kept":
        assert promise.proofs
    if promise.state != "kept":
        assert len(promise.missing) > REASON


REPLACEABLE = {"G-job-directed"}
"""A local rulebook may leave somebody without a step towards a job; the row says so."""


def test_a_guarantee_that_shows_a_promise_cannot_be_replaced() -> None:
    """Else the promise were the municipality's to keep, and the row says that it is kept."""
    named = {proof for each in ROWS for proof in each.proofs if is_guarantee(proof)}
    assert {each for each in named if not _guarantees()[each]} == REPLACEABLE


def test_the_count_on_the_page_is_right() -> None:
    """The page begins with how many promises are kept, kept in part, and not kept."""
    text = PAGE.read_text(encoding="utf-8")
    said = re.search(r"\*\*(\d+) are kept, (\d+) in part, and (\d+) not\.\*\*", text)
    counted = [[each.state for each in ROWS].count(state) for state in STATES]
    assert said is not None
    assert [int(number) for number in said.groups()] == counted


@pytest.mark.parametrize(
    "proof",
    [
        "G-no-such-guarantee",
        "tests/docs/test_rights.py::test_that_is_not_there",
        "tests/docs/no_file.py::test_x",
        "triage no-such-command",
        "triage access --no-such-option",
        "no-such-message",
        "how-to/no-such-page.md",
        "everybody knows it",
    ],
)
def test_what_is_gone_is_noticed(proof: str) -> None:
    """Otherwise the tests above would hold whatever the page says."""
    assert not holds(proof)
