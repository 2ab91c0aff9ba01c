"""`triage journal`: what is typed means what the rulebook of the case calls so, or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import BOOK, Exit, Result, triage
from tests.cli.test_journal import PLANTED, assessed, journal, office
from tests.journal.office import NOW
from triage.cli import journal_assessing
from triage.journal import Actor, Corrected, Departed, Journal, KeyFile

__all__ = ["office"]
WHO = Actor(role="caseworker", id="w-7")


def kept(folder: Path) -> Journal:
    """Open the journal of an office."""
    return Journal("journal.db", KeyFile(folder / "key"))


def events(folder: Path) -> list[str]:
    """Return the kinds of the events of the case."""
    with kept(folder) as opened:
        return [each.kind for each in opened.standing("c-1").counting.values()]


def refused(folder: Path, *arguments: str) -> Result:
    """Run a command that must note nothing."""
    before = events(folder)
    result = journal(*arguments, "--lang", "en")
    assert result.exit is Exit.INVALID, result.err
    assert events(folder) == before
    return result


def test_by_the_names_on_the_page(office: Path) -> None:
    """In any language, as `triage explain` takes them."""
    assessed()
    for each in (
        ("confirm", "c-1", "Open to several jobs", "praktik uden løn"),
        ("depart", "c-1", "childcare", "--instead", "A steady person", "--reason", "own_wish"),
        ("agree", "c-1", "Internship without pay"),
        ("start", "c-1", "Praktik uden løn"),
        ("follow-up", "c-1", "Internship without pay"),
        ("decline", "c-1", "Danish, evening class"),
    ):
        assert journal(*each).exit is Exit.DONE, each
    with kept(office) as opened:
        found = opened.standing("c-1")
    assert found.chosen == {"internship", "mentor"}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("confirm", "c-1", "internshp"), "journal-nothing-called", "internship"),
        (("confirm", "c-1", "course"), "journal-not-suggested", "childcare, "),
        (("depart", "c-1", "open_many", "--instead", "mentor"), "journal-nothing-called", ""),
        (("depart", "c-1", "childcare", "--instead", "mentr"), "journal-nothing-called", "mentor"),
        (("depart", "c-1", "x", "--instead", "x"), "journal-nothing-called", ""),
        (("agree", "c-1", "her old boss"), "journal-nothing-called", ""),
        (("decline", "c-1", "x"), "journal-nothing-called", ""),
        (("confirm", "c-1", "internship", "--goal", "raised"), "journal-goal-alone", "typology"),
    ],
)
def test_what_there_is_not(office: Path, arguments: tuple[str, ...], code: str, told: str) -> None:
    """It is refused, and never noted for good; words of somebody's own are not repeated."""
    assessed()
    reason = ("--reason", "own_wish") if arguments[0] == "depart" else ()
    result = refused(office, *arguments, *reason)
    assert code in result.err
    assert told in result.err
    assert "her old boss" not in result.err


def test_a_typology_that_is_not_settled(office: Path) -> None:
    """It is chosen in departing, by its own name too, and never confirmed."""
    open_ = Path("case.yaml").read_text("utf-8").replace("  scope: open\n", "")
    Path("case.yaml").write_text(open_, encoding="utf-8")
    assessed()
    assert "journal-not-settled" in refused(office, "confirm", "c-1", "open_many").err
    chosen = ("depart", "c-1", "open", "--instead", "Open to several jobs")
    assert journal(*chosen, "--reason", "own_wish", "--goal", "kept").exit is Exit.DONE


@pytest.mark.parametrize(
    ("event", "field", "known"),
    [
        ({"kind": "wrong"}, "kind", "opened, assigned"),
        ({"kind": "agreed"}, "intervention", "intervention, [by], [words]"),
        ({"kind": "agreed", "intervention": "x", PLANTED: 1}, "…", "[words]"),
        ({"kind": "agreed", "intervention": "x", "by": PLANTED}, "by", "[words]"),
        ({"kind": "departed", "suggested": 3, "about": {PLANTED: 1}}, "about", "reason"),
    ],
)
@pytest.mark.usefixtures("office")
def test_which_field_of_an_event(event: dict[str, object], field: str, known: str) -> None:
    """It is named, with those there are; nothing of what stood there is."""
    given = json.dumps([{"kind": "opened"}, event])
    result = journal("record", "c-1", "-", "--lang", "en", given=given)
    assert result.exit is Exit.INVALID
    told = " ".join(result.err.split())
    assert f"event 2 of the file cannot be noted because of its `{field}`" in told
    assert known in told
    assert PLANTED not in told


@pytest.mark.usefixtures("office")
def test_what_is_no_json() -> None:
    """The line is named."""
    result = journal("record", "c-1", "-", "--lang", "en", given='[\n{"kind": "opened"}\nx]')
    assert (result.exit, "line 3 is no JSON" in result.err) == (Exit.INVALID, True)


def test_what_was_corrected_does_not_stand(office: Path) -> None:
    """The page, its replay and what she is told are of the last assessment that counts."""
    assessed()
    before = journal("page", "c-1", "--lang", "en").out.partition("The journal’s end")[0]
    text = Path("case.yaml").read_text("utf-8")
    Path("case.yaml").write_text(text.replace("as_of:", "as_of: 2026-06-01 #"), encoding="utf-8")
    assessed()
    assert "1 June 2026" in journal("page", "c-1", "--lang", "en").out
    with kept(office) as opened:
        last = [*opened.standing("c-1").counting.items()]
        for kind in ("suggested", "assessed"):
            number = next(at for at, each in reversed(last) if each.kind == kind)
            wrong = Corrected(event=number, words="another person's")
            opened.record("c-1", wrong, by=WHO, at=NOW)
    assert journal("page", "c-1", "--lang", "en").out.partition("The journal’s end")[0] == before
    told = journal("access", "c-1", "--lang", "en").out
    assert "1 June 2026" in told
    assert told.index("4 May 2026") < told.index("1 June 2026")


def test_the_screen_at_the_end(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typology and each step: confirmed, or what is done instead, why, and what of the goal."""
    typed = iter(["2", "1", "with steps?", "with_steps", "9", "2", "2", PLANTED])
    asked = list[str]()

    def line(question: str) -> str | None:
        asked.append(question)
        return next(typed, None)

    monkeypatch.setattr(journal_assessing, "read_line", line)
    monkeypatch.setattr(journal_assessing, "on_terminal", lambda: True)
    noting = ("assess", "case.yaml", "--rulebook", BOOK, "--journal", "journal.db")
    done = triage(*noting, "--lang", "en")
    assert done.exit is Exit.DONE, done.err
    assert sum("instead" in each for each in asked) == 2
    with kept(office) as opened:
        found = list(opened.standing("c-1").counting.values())
    assert [each.kind for each in found[-2:]] == ["confirmed", "departed"]
    departed = found[-1]
    assert isinstance(departed, Departed)
    assert departed.instead is not None
    assert (departed.instead.typology, departed.goal) == ("with_steps", "raised")
    assert "w-7: departed from the suggestion of" in done.out
