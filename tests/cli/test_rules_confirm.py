"""`triage rules cases --confirm`: what is confirmed is seen in words; a change takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Exit, Result, triage
from triage.cases.confirmations import FILE, read_confirmations

BOOK = """\
rulebook: {id: tiny, version: 1.0.0, title: Lille, language: da}
questions:
  a: {kind: yes_no, ask: Vil du i gang?, purpose: B, used_for: [people]}
interventions:
  talk: {label: En samtale, kind: talk}
  bike: {label: En cykel, kind: support}
  visit: {label: Et besøg, kind: support}
recommendations:
  - {id: R-talk, when: {a: yes}, recommend: [talk], because: Det er godt.}
  - {id: R-bike, when: {a: yes}, recommend: [bike], because: Det er nyt.}
"""
CASE = """\
title: Hun vil gerne
story: Hun har tænkt på det længe.
as_of: 2026-11-22
answers: {a: yes}
expect: {rules: {hold: [R-talk]}, about: [visit], plan: {recommended: [talk]}}
because: Hun siger ja.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two cases."""
    (tmp_path / "tiny.yaml").write_text(BOOK, encoding="utf-8")
    made = tmp_path / "cases"
    made.mkdir()
    for name in ("one", "two"):
        (made / f"{name}.yaml").write_text(CASE, encoding="utf-8")
    return made


def run(folder: Path, *options: str, given: bytes = b"") -> Result:
    """Run a command of the rulebook on its cases."""
    name, *rest = options
    book = str(folder.parent / "tiny.yaml")
    return triage("rules", name, book, "--cases", str(folder), *rest, given=given)


def confirm(folder: Path, given: bytes, *options: str) -> Result:
    """Confirm cases in somebody's name."""
    return run(folder, "cases", "--confirm", "--by", "NN", *options, given=given)


def test_what_is_confirmed_is_seen_in_words(folder: Path) -> None:
    """Texts, answers, and everything that is expected, what must not be suggested too."""
    result = confirm(folder, b"n\nn\n", "--lang", "da")
    assert (result.exit, result.err) == (Exit.DONE, "")
    for told in (
        "Hun vil gerne",
        "Hun har tænkt på det længe.",
        "Vil du i gang? Ja",
        "Anbefales: En samtale",
        "Ikke foreslået: Et besøg",
        "Det er godt.",
        "Hun siger ja.",
        "1 af 2",
        "0 sager bekræftet",
    ):
        assert told in result.out
    assert "cykel" not in result.out
    assert not (folder / FILE).exists()


def test_a_yes_is_kept_with_name_and_day(folder: Path) -> None:
    """One case is confirmed, the other is not; only that one is asked about again."""
    assert "1 case confirmed" in confirm(folder, b"n\ny\n").out
    assert [(name, each.by) for name, each in read_confirmations(folder).items()] == [("two", "NN")]
    assert "1 confirmed by a person, 1 still to be" in run(folder, "test").out
    again = confirm(folder, b"y\n")
    assert "1 of 1" in again.out
    assert "2 confirmed by a person, 0 still to be" in run(folder, "test").out


@pytest.mark.parametrize("given", [b"", b"q\n", b"y\nq\n"])
def test_one_may_stop_anywhere(folder: Path, given: bytes) -> None:
    """What has been confirmed until then is kept."""
    assert confirm(folder, given).exit == Exit.DONE
    assert len(read_confirmations(folder)) == given.count(b"y")


def test_one_case_alone(folder: Path) -> None:
    """By its name; a name that no case has is refused."""
    confirm(folder, b"y\ny\n", "--case", "two")
    assert list(read_confirmations(folder)) == ["two"]
    assert confirm(folder, b"", "--case", "three").exit == Exit.USAGE


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--missing", "--confirm"),
        ("--confirm",),
        ("--confirm", "--by", " "),
        ("--confirm", "--by", "NN", "--about", "R-talk"),
        ("--confirm", "--by", "NN", "--format", "json"),
        ("--missing", "--by", "NN"),
        ("--missing", "--case", "one"),
    ],
)
def test_what_is_to_be_done_is_said(folder: Path, options: tuple[str, ...]) -> None:
    """Either of the two, and who it is that confirms."""
    assert run(folder, "cases", *options).exit == Exit.USAGE


def test_a_changed_case_is_no_longer_confirmed(folder: Path) -> None:
    """Until somebody has seen it again; another text changes nothing."""
    confirm(folder, b"y\ny\n")
    case = folder / "one.yaml"
    case.write_text(CASE.replace("længe", "meget"), encoding="utf-8")
    assert "2 confirmed by a person, 0 still to be" in run(folder, "test").out
    case.write_text(CASE.replace("about: [visit], ", ""), encoding="utf-8")
    assert "1 confirmed by a person, 1 still to be, 1 of them changed since" in (
        run(folder, "test").out
    )


def test_accepting_takes_confirmations_back(folder: Path) -> None:
    """Of the cases that are rewritten, and of no others; before the case is written."""
    confirm(folder, b"y\ny\n")
    case = folder / "one.yaml"
    case.write_text(CASE.replace("about: [visit]", "about: [bike]"), encoding="utf-8")
    confirm(folder, b"y\n")
    refused = run(folder, "test", "--accept", given=b"n\n")
    assert "It is confirmed by a person. That is taken back." in refused.out
    assert set(read_confirmations(folder)) == {"one", "two"}
    assert (
        "one: no longer confirmed (it was by NN on " in run(folder, "test", "--accept", "--yes").out
    )
    assert set(read_confirmations(folder)) == {"two"}


def test_how_many_confirmations_are_taken_back(folder: Path) -> None:
    """Of several cases that differ, one may be confirmed."""
    for name in ("one", "two"):
        case = folder / f"{name}.yaml"
        text = case.read_text(encoding="utf-8")
        case.write_text(text.replace("about: [visit]", "about: [bike]"), encoding="utf-8")
    confirm(folder, b"y\nn\n")
    refused = run(folder, "test", "--accept", given=b"n\n")
    assert "1 of them is confirmed by a person. That is taken back." in refused.out


def test_a_list_that_is_none_is_refused(folder: Path) -> None:
    """Rather than counting nobody, or being written over."""
    (folder / FILE).write_text("- NN", encoding="utf-8")
    for result in (run(folder, "test"), confirm(folder, b"y\ny\n")):
        assert result.exit == Exit.INVALID
        assert "confirmed.yaml" in result.err
    assert (folder / FILE).read_text(encoding="utf-8") == "- NN"
