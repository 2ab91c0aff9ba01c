"""`triage rules test --accept`: what it would rewrite is seen first; nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Exit, Result, triage

BOOK = """\
rulebook: {id: tiny, version: 1.0.0, title: Lille, language: da}
questions:
  a: {kind: yes_no, ask: A?, purpose: B, used_for: [people]}
interventions:
  talk: {label: En samtale, kind: talk}
  bike: {label: En cykel, kind: support}
recommendations:
  - {id: R-talk, when: {a: yes}, recommend: [talk], because: Det er godt.}
  - {id: R-bike, when: {a: yes}, recommend: [bike], because: Det er ny.}
"""
OLD = """\
title: Hun vil gerne   # hendes egne ord
as_of: 2026-11-22
answers: {a: yes}
expect:
  rules:
    hold: [R-talk, R-gone]   # begge
  # hele planen
  plan: {recommended: [talk]}
because: Hun siger ja.
"""
NEW = OLD.replace(", R-gone", "").replace("[talk]", "[bike, talk]")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return a case that no longer comes out as it expects, and one beside it that does."""
    (tmp_path / "tiny.yaml").write_text(BOOK, encoding="utf-8")
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "right.yaml").write_text(OLD.replace(OLD[OLD.index("expect") :], "expect: {}\n"))
    (folder / "old.yaml").write_text(OLD, encoding="utf-8")
    return folder / "old.yaml"


def accept(case: Path, *options: str, given: bytes = b"") -> Result:
    """Accept what comes out of the cases."""
    book = str(case.parents[1] / "tiny.yaml")
    asked = ("rules", "test", book, "--cases", str(case.parent), "--accept", *options)
    return triage(*asked, given=given)


@pytest.mark.parametrize("given", [b"", b"\n", b"n\n", b"nej\n", b"perhaps\n"])
def test_nothing_is_written_without_a_yes(case: Path, given: bytes) -> None:
    """What would be rewritten is seen, with the rule behind it, and asked about."""
    result = accept(case, given=given)
    assert result.exit == Exit.FAILED
    assert "plan.bike: expected not_suggested, got recommended" in result.out
    assert "rules: R-bike holds" in result.out
    assert case.read_text(encoding="utf-8") == OLD


@pytest.mark.parametrize("given", [b"y\n", b"ja\n"])
def test_what_came_out_is_expected_from_now_on(case: Path, given: bytes) -> None:
    """Comments and layout stay, and the other case is not touched."""
    beside = (case.parent / "right.yaml").stat().st_mtime_ns
    result = accept(case, given=given)
    assert result.exit == Exit.DONE
    assert result.err.startswith("error[unknown-rule]")  # R-gone, which it expects no longer
    assert case.read_text(encoding="utf-8") == NEW
    assert (case.parent / "right.yaml").stat().st_mtime_ns == beside


def test_yes_beforehand(case: Path) -> None:
    """Nobody is asked, and the cases come out as expected afterwards."""
    assert "[y/N]" not in accept(case, "--yes").out
    assert "0 differ" in accept(case).out
    assert case.read_text(encoding="utf-8") == NEW


def test_all_or_nothing(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where somebody has changed one of the files meanwhile, none is written."""
    other = case.parent / "other.yaml"
    other.write_text(OLD, encoding="utf-8")

    def changing(_: str) -> bool:
        other.write_text(f"{OLD}# new\n", encoding="utf-8")
        return True

    monkeypatch.setattr("triage.cli.rules_accept.agrees", changing)
    assert accept(case).exit == Exit.INVALID
    assert case.read_text(encoding="utf-8") == OLD
    assert other.read_text(encoding="utf-8") == f"{OLD}# new\n"
    assert sorted(each.name for each in case.parents[1].iterdir()) == ["cases", "tiny.yaml"]


def test_line_ends_stay(case: Path) -> None:
    """Also those of Windows."""
    case.write_bytes(OLD.replace("\n", "\r\n").encode())
    accept(case, "--yes")
    assert case.read_bytes() == NEW.replace("\n", "\r\n").encode()


def test_a_byte_order_mark_stays(case: Path) -> None:
    """Some editors write one."""
    case.write_text(OLD, encoding="utf-8-sig")
    accept(case, "--yes")
    assert case.read_bytes() == NEW.encode("utf-8-sig")


def test_a_case_that_cannot_be_assessed_is_left(case: Path) -> None:
    """The others are rewritten, and the exit code says that one could not be."""
    broken = case.parent / "broken.yaml"
    broken.write_text(OLD.replace("a: yes", "b: yes"), encoding="utf-8")
    assert accept(case, "--yes").exit == Exit.INVALID
    assert "b: yes" in broken.read_text(encoding="utf-8")
    assert case.read_text(encoding="utf-8") == NEW
