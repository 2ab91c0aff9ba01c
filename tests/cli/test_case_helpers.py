"""Golden cases looked at by several processes: what is told is the same as by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from multiprocessing import active_children
from pathlib import Path

import pytest

from tests.cli.running import BOOK, CASES, triage
from triage.cases.case_file import read_case
from triage.cases.confirmations import Confirmation, case_digest, confirmations_text
from triage.cli import case_helpers
from triage.cli.case_helpers import Helpers, Quiet, Source, helping
from triage.cli.exits import Exit
from triage.engine import Evaluator
from triage.language.load import load

SETTLED = (CASES / "settled.yaml").read_text(encoding="utf-8")
EXPECTED = f"{SETTLED}\nexpect: {{typology: open_many}}\n"
OTHERS = {
    "bad": "as_of: 2026-05-04\nanswers: {talkk: alone}\n",
    "no-day": "answers: {}\nexpect: {typology: open_many}\n",
    "nothing": SETTLED,
    "unknown": f"{SETTLED}\nexpect: {{rules: {{hold: [T-nowhere]}}}}\n",
    "worse": f"{SETTLED}\nexpect: {{typology: no_goal}}\n",
}
"""Cases of which there is something to tell, by name."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of a few cases of every sort, for which one helper is started."""
    monkeypatch.setattr(case_helpers, "EACH", 6)
    monkeypatch.setattr(case_helpers, "_processors", lambda: 2)
    named = {f"good-{number}": EXPECTED for number in range(7)} | OTHERS
    for name, text in named.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    digest = case_digest(read_case(tmp_path / "good-1.yaml"))
    by_name = {name: Confirmation(digest, "KM", date(2026, 1, 1)) for name in ("good-1", "worse")}
    (tmp_path / "confirmed.yaml").write_text(confirmations_text(by_name), encoding="utf-8")
    return tmp_path


def source(path: str) -> Source:
    """Return where helpers read a rulebook from."""
    return Source(Path(path), None, load(Path(path)).digest)


def test_the_same_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks at a case: problems, differences, counts, and the order of all."""
    arguments = ("rules", "test", BOOK, "--cases", str(folder), "--verbose")
    told: list[Quiet | None] = []
    said, poll = Helpers.said, case_helpers._Helper.poll

    def kept(helpers: Helpers, number: int) -> Quiet | None:
        told.append(said(helpers, number))
        return told[-1]

    with monkeypatch.context() as patched:
        patched.setattr(case_helpers._Helper, "poll", lambda helper: poll(helper, 60))
        patched.setattr(Helpers, "said", kept)
        helped = triage(*arguments)
    assert len([each for each in told if each is not None]) >= 5
    monkeypatch.setattr(case_helpers, "_processors", lambda: 1)
    assert triage(*arguments) == helped
    assert (helped.exit, "good-3.yaml: as expected" in helped.out) == (Exit.INVALID, True)
    assert "12 cases: 7 as expected, 2 differ" in helped.out
    assert "1 confirmed by a person, 9 still to be, 1 of them changed" in helped.out


def test_what_a_helper_says(folder: Path) -> None:
    """Of a case as expected its digest; of one there is something to tell of, nothing."""
    evaluator = Evaluator(load(Path(BOOK)))
    good = folder / "good-1.yaml"
    assert case_helpers._looked_at(good, evaluator) == Quiet(case_digest(read_case(good)))
    for name in OTHERS:
        assert case_helpers._looked_at(folder / f"{name}.yaml", evaluator) is None


@pytest.mark.parametrize("slip", ["dies", "reads another rulebook"])
def test_a_helper_that_is_of_no_help_loses_nothing(folder: Path, slip: str) -> None:
    """What it was asked for is looked at here, and nobody waits for it."""
    files = sorted(each for each in folder.glob("*.yaml") if each.name != "confirmed.yaml")
    read = source(BOOK) if slip == "dies" else replace(source(BOOK), digest="another")
    with helping(read, files) as helpers:
        (helper,) = active_children()
        if slip == "dies":
            helper.kill()
        helper.join(60)
        assert not helper.is_alive()
        assert [helpers.said(number) for number, _ in enumerate(files)] == [None] * len(files)
    assert active_children() == []


def test_few_cases_and_one_processor_need_no_helper(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No process is started."""
    files = sorted(folder.glob("*.yaml"))
    with helping(source(BOOK), files[:11]) as helpers:
        assert (helpers.said(0), active_children()) == (None, [])
    monkeypatch.setattr(case_helpers, "_processors", lambda: 1)
    with helping(source(BOOK), files) as helpers:
        assert (helpers.said(0), active_children()) == (None, [])


def test_processors_of_this_process() -> None:
    """There is one at least."""
    assert case_helpers._processors() >= 1
