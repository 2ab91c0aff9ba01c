"""`triage journal`: from an assessment to a confirmed plan, a departure, and an erasure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest

from tests.cli.running import BOOK, SETTLED, Exit, Result, triage
from tests.journal.office import NOW, agreed
from triage.cli import prompting
from triage.journal import Actor, Journal, KeyFile, Opened
from triage.model.assessment import Note
from triage.model.outcome import RulebookStamp

Golden = Callable[[str, str], None]
PLANTED = "planted words of hers"
OTHER = Actor(role="caseworker", id="w-8")


class Clock(datetime):
    """One that stands still: how long the day is written moves where lines break."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """Return when everything happens here."""
        return cls.fromtimestamp(NOW.timestamp(), tz)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a journal, and stand beside it with a case that has a local id."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRIAGE_JOURNAL", "journal.db")
    monkeypatch.setenv("TRIAGE_JOURNAL_KEY_FILE", "key")
    monkeypatch.setenv("TRIAGE_STAFF", "w-7")
    monkeypatch.setattr("triage.cli.context.datetime", Clock)
    settled = Path(SETTLED).read_text("utf-8").replace("case: anna-2", "case: c-1")
    (tmp_path / "case.yaml").write_text(settled, encoding="utf-8")
    assert journal("init").exit is Exit.DONE
    return tmp_path


def journal(*arguments: str, given: str = "") -> Result:
    """Run a command of the journal."""
    return triage("journal", *arguments, given=given.encode())


def assessed() -> None:
    """Assess the case into the journal."""
    result = triage("assess", "case.yaml", "--rulebook", BOOK, "--journal", "journal.db")
    assert (result.exit, result.err) == (Exit.DONE, "")


def stable(text: str) -> str:
    """Leave out the end of the journal, another each time."""
    return re.sub(r"[0-9a-f]{16}\s+\d+\s+[0-9a-f]{64}", "…", text)


def ends(text: str) -> bool:
    """Say whether the end of the journal, as it is now, stands in a text."""
    return journal("anchor").out.strip() in " ".join(text.split())


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_a_case(golden: Golden, language: str) -> None:
    """What was suggested, confirmed, departed from, agreed, begun and followed up, in words."""
    assessed()
    for each in (
        ("confirm", "c-1", "open_many", "internship", "--words", PLANTED),
        ("depart", "c-1", "childcare", "--reason", "own_wish", "--words", PLANTED),
        ("depart", "c-1", "mentor", "--instead", "mentor", "--reason", "rule_misses"),
        ("agree", "c-1", "internship", "--by", "2026-12-01"),
        ("decline", "c-1", "course"),
        ("start", "c-1", "internship", "--on", "2026-12-01"),
        ("follow-up", "c-1", "internship", "--on", "2026-12-04", "--words", PLANTED),
    ):
        assert journal(*each).exit is Exit.DONE, each
    shown = journal("show", "c-1", "--lang", language)
    assert shown.exit is Exit.DONE
    golden(f"journal.{language}.txt", stable(shown.out))
    due = journal("due", "--on", "2026-12-20", "--lang", language)
    golden(f"journal-due.{language}.txt", stable(due.out))


@pytest.mark.usefixtures("office")
def test_who_stands_by_it(golden: Golden) -> None:
    """The page says who confirmed, by role and day, and what is done instead and why."""
    assessed()
    assert "Not confirmed by a caseworker" in journal("page", "c-1", "--lang", "en").out
    for each in (
        ("confirm", "c-1", "open_many", "internship", "--words", PLANTED),
        ("depart", "c-1", "childcare", "--instead", "mentor", "--reason", "own_wish"),
    ):
        assert journal(*each).exit is Exit.DONE, each
    shown = journal("page", "c-1", "--lang", "en")
    assert shown.exit is Exit.DONE
    assert ends(shown.out)
    told = re.sub(r"(?s)The journal.s end: .*?\n(?=\S)", "The journal’s end: …\n", shown.out)
    golden("journal-page.en.txt", re.sub(r"on \d+ \w+ \d{4} \(case", "on … (case", told))
    assert not {PLANTED, "w-7"} & {*shown.out.split()}


@pytest.mark.usefixtures("office")
def test_every_page_ends_in_the_end_of_the_journal() -> None:
    """On paper it is an anchor, of what was just noted too; not on the sheet she takes home."""
    noting = ("assess", "case.yaml", "--rulebook", BOOK, "--journal", "journal.db")
    assert ends(triage(*noting).out)
    for each in (("page", "c-1", "--format", "html"), ("show", "c-1"), ("due",), ("cases",)):
        assert ends(journal(*each).out), each
    assert ends(talk("--id", "c-9", given="others\n/stop\nyes\n").out)
    before = journal("anchor").out
    sheet = triage(*noting, "--for", "participant")
    assert "journal’s end" not in sheet.out
    refused = triage(*noting, "--add", "nothing-of-the-kind")
    assert (sheet.exit, refused.exit) == (Exit.DONE, Exit.INVALID)
    assert int(journal("anchor").out.split()[1]) == int(before.split()[1]) + 2


def test_what_rules_are_departed_from(monkeypatch: pytest.MonkeyPatch, office: Path) -> None:
    """Each rule says it in numbers, of five workers or more; none of them is told of."""
    assessed()
    show = ("rules", "show", BOOK, "R-childcare", "--journal", str(office / "journal.db"))
    depart = ("depart", "c-1", "childcare", "--reason", "own_wish", "--words", PLANTED)
    assert journal(*depart).exit is Exit.DONE
    few = triage(*show, "--lang", "en")
    assert "Fewer than five workers" in few.out
    assert "departed from in" not in few.out
    for worker in ("w-8", "w-9", "w-10", "w-11"):
        monkeypatch.setenv("TRIAGE_STAFF", worker)
        assert journal("confirm", "c-1", "open_many").exit is Exit.DONE
    alike = triage("programme", "agreement", "--journal", "journal.db", "--lang", "en")
    assert "Fewer than 10 vignettes; the number is hidden." in alike.out
    told = triage(*show, "--lang", "en").out
    assert "In the journal: departed from in hidden of hidden cases" in told
    assert not {"w-7", PLANTED, "c-1"} & {*told.split()}


@pytest.mark.usefixtures("office")
def test_my_cases() -> None:
    """Who has which; and what in a life makes the talk due again."""
    assessed()
    given = {"kind": "assigned", "team": "north", "worker": "w-7"}
    assert journal("record", "c-1", "-", given=json.dumps(given)).exit is Exit.DONE
    assert journal("record", "c-2", "-", given=json.dumps({"kind": "opened"})).exit is Exit.DONE
    every, mine = (journal("cases", *each, "--lang", "en").out for each in ((), ("--mine",)))
    assert "2 cases\n  - c-1: open; with north (w-7)\n  - c-2: open; with nobody\n" in every
    assert "1 case\n  - c-1: open; with north (w-7)\n" in mine
    changed = ("changed", "c-1", "--on", "2026-12-01", "--words", PLANTED)
    assert journal(*changed).exit is Exit.DONE
    due = journal("due", "--on", "2026-12-02", "--lang", "en").out
    assert "c-1: life has changed; talk again" in due
    assert PLANTED not in due


def test_vignettes(office: Path) -> None:
    """Of nobody, assessed by five workers: told of together, and counted nowhere else."""
    assert journal("vignette", "c-1").exit is Exit.DONE
    assessed()
    assert journal("confirm", "c-1", "open_many").exit is Exit.DONE
    with Journal("journal.db", KeyFile(office / "key")) as kept:
        for number in range(10):
            kept.record(f"v-{number}", Opened(vignette=True), by=OTHER, at=NOW)
            for worker in range(5 if number == 0 else 2):
                by = Actor(role="caseworker", id=f"w-{worker}")
                rated = agreed(kept.anchor().number)[1:4]
                kept.record(f"v-{number}", *rated, by=by, at=NOW)
    told = triage("programme", "agreement", "--journal", "journal.db", "--lang", "en").out
    assert told.count("10 of 10 vignettes assessed alike, by 5 workers.") == 2
    assert "Assessed by 2 versions of the rules. Each stands by itself" in told
    with Journal("journal.db", KeyFile(office / "key")) as kept:
        newer = RulebookStamp(id="projekt-500", version="2", digest="e" * 64)
        for number in range(10):
            first, *rest = agreed(kept.anchor().number)[1:4]
            anew = first.model_copy(update={"rulebook": newer})
            kept.record(f"v-{number}", anew, *rest, by=OTHER, at=NOW)
    told = triage("programme", "agreement", "--journal", "journal.db", "--lang", "en").out
    assert told.count("10 of 10 vignettes assessed alike, by 5 workers.") == 2
    assert told.count("Fewer than 10 vignettes; the number is hidden.") == 4
    assert "Assessed by 3 versions of the rules. Each stands by itself" in told
    assert told.index("version 2,") < told.index("version 1,")
    refused = journal("agree", "c-1", "internship")
    assert (refused.exit, "journal-of-nobody" in refused.err) == (Exit.INVALID, True)
    listed = journal("cases", "--lang", "en").out
    assert "0 cases" in listed
    assert "11 vignettes, of nobody\n  - c-1: open; with nobody\n" in listed
    assert "opened as a vignette, of nobody" in journal("show", "c-1", "--lang", "en").out
    assert "Nothing is due." in journal("due", "--on", "2030-01-01", "--lang", "en").out
    rules = triage("rules", "show", BOOK, "R-childcare", "--journal", "journal.db", "--lang", "en")
    assert "Fewer than five workers" in rules.out


def test_access(office: Path) -> None:
    """She is told what she said, what was concluded, and every event; no word that is for staff."""
    assessed()
    assert journal("confirm", "c-1", "open_many", "--words", PLANTED).exit is Exit.DONE
    told = journal("access", "c-1", "--lang", "da")
    assert told.exit is Exit.DONE
    for part in ("Jeg vil gerne ud blandt folk.", PLANTED, "anmodning om indsigt"):
        assert part in told.out
    assert "Filen rummer svar og ingen konklusion" not in told.out
    assert "Journalen rummer svarene og det, reglerne dengang kom frem til" in told.out
    history = told.out[told.out.index("Sagen c-1") :]
    assert "»Du siger ja til flere slags.«" in history
    assert "Koden efter dagen står for en" in history
    assert "Åben for flere job" not in history
    assert sorted(each.name for each in office.iterdir()) == ["case.yaml", "journal.db", "key"]


def test_events_from_a_case_system(office: Path) -> None:
    """From a file or standard input, one or a list; all or none."""
    events = [{"kind": "opened"}, {"kind": "informed", "article": 13, "on": "2026-11-29"}]
    (office / "events.json").write_text(json.dumps(events), encoding="utf-8")
    assert journal("record", "c-1", "events.json").exit is Exit.DONE
    one = {"kind": "withdrawn", "on": "2026-11-30"}
    assert journal("record", "c-1", "-", given=json.dumps(one)).exit is Exit.DONE
    assert "person no longer takes part" in journal("show", "c-1", "--lang", "en").out


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "command",
    [("verify", "--anchor", "none"), ("import", "none"), ("record", "c-1", "none")],
    ids=lambda each: each[0],
)
def test_a_file_that_is_not_there(command: tuple[str, ...]) -> None:
    """It cannot be read, which is not that it cannot be written."""
    refused = journal(*command)
    assert refused.exit is Exit.INVALID
    assert "error[unreadable-file]" in refused.err.replace("fejl[", "error[")


@pytest.mark.parametrize(
    "text", ["", "{", f'"{PLANTED}"', json.dumps([{"kind": PLANTED}]), '[{"kind": "opened"}, 1]']
)
def test_what_is_no_event(office: Path, text: str) -> None:
    """It is refused, and what stood there is not repeated."""
    result = journal("record", "c-1", "-", given=text)
    assert result.exit is Exit.INVALID
    assert re.search(r"journal-no-(event|json)\]", result.err)
    assert PLANTED not in result.err
    assert (office / "journal.db").exists()


def test_verified_and_anchored(office: Path) -> None:
    """It is whole; an anchor of another end is not in it."""
    assessed()
    assert journal("anchor", "-o", "anchor.txt").exit is Exit.DONE
    assert journal("verify", "--anchor", "anchor.txt").exit is Exit.DONE
    name, number, hash_ = (office / "anchor.txt").read_text().split()
    (office / "wrong.txt").write_text(f"{name} {int(number) + 4} {hash_}")
    wrong = journal("verify", "--anchor", "wrong.txt", "--lang", "en")
    assert (wrong.exit, "cut off" in wrong.out) == (Exit.FAILED, True)
    (office / "none.txt").write_text("x")
    assert journal("verify", "--anchor", "none.txt").exit is Exit.INVALID


def test_carried_elsewhere(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export is taken into another journal; nothing said is in it."""
    assessed()
    assert journal("export", "-o", "export.jsonl").exit is Exit.DONE
    assert "ud blandt folk" not in (office / "export.jsonl").read_text("utf-8")
    monkeypatch.setenv("TRIAGE_JOURNAL", "other.db")
    assert journal("init").exit is Exit.DONE
    assert journal("import", "export.jsonl").exit is Exit.DONE
    assert journal("verify").exit is Exit.DONE


@pytest.mark.usefixtures("office")
def test_erased_and_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was erased since a backup is not in what is made of it; without the list, nothing is."""
    assessed()
    backup = ("-o", "backup.jsonl", "--backup-key", "backup.key")
    assert journal("backup", *backup).exit is Exit.DONE
    erase = ("erase", "c-1", "--ground", "asked", "--erasures", "erased.jsonl")
    assert journal(*erase, given="nej\n").exit is Exit.FAILED
    assert journal(*erase, given="ja\n").exit is Exit.DONE
    assert "journal-no-such-case" in journal("show", "c-1").err
    monkeypatch.setenv("TRIAGE_JOURNAL", "restored.db")
    restore = ("restore", "backup.jsonl", "--backup-key", "backup.key", "--erasures")
    assert journal(*restore, "none.jsonl").exit is Exit.INVALID
    assert journal("verify").exit is Exit.INVALID
    assert journal(*restore, "erased.jsonl").exit is Exit.DONE
    assert journal("verify").exit is Exit.DONE
    assert "journal-no-such-case" in journal("show", "c-1").err


def test_the_same_outcome_again(office: Path) -> None:
    """By the rulebook as it was kept; and beside it under another."""
    assessed()
    same = journal("replay", "c-1", "--under", BOOK, "--lang", "en")
    assert same.exit is Exit.DONE
    assert "the same, byte for byte" in same.out
    assert "Nothing is different" in same.out
    text = (Path(BOOK) / "rulebook.yaml").read_text("utf-8")
    (office / "other.yaml").write_text(
        text.replace("best: now}, then: open_many", "best: now}, then: with_steps")
    )
    other = journal("replay", "c-1", "--under", "other.yaml", "--lang", "en")
    assert other.exit is Exit.DONE
    assert "→" in other.out


@pytest.mark.usefixtures("office")
def test_under_a_rulebook_that_asks_something_else() -> None:
    """What it does not ask is left out and named; what it lacks was not suggested by it."""
    assessed()
    told = journal("replay", "c-1", "--under", "siri-fitting", "--lang", "en")
    assert (told.exit, told.err) == (Exit.DONE, "")
    assert "Typology: Open to several jobs → nothing" in told.out
    assert "Internship without pay: recommended → not suggested" in told.out
    assert "not suggested or recommended" in told.out
    left = told.out.partition("Not asked there, and left out")[2]
    assert left.count("\n  - ") == 12


def test_what_is_not_there_is_not_made(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that was mistyped stays empty, and is named; so is that of a key."""
    before = sorted(each.name for each in office.iterdir())
    monkeypatch.setenv("TRIAGE_JOURNAL", "jurnal.db")
    refused = journal("due", "--lang", "en")
    assert "there is no journal in jurnal.db" in refused.err
    monkeypatch.setenv("TRIAGE_JOURNAL", "journal.db")
    monkeypatch.setenv("TRIAGE_JOURNAL_KEY_FILE", "kye")
    for command in ("due", "init"):
        refused = journal(command, "--lang", "en")
        assert (refused.exit, "no key for the journal in kye" in refused.err) == (
            Exit.INVALID,
            True,
        )
    monkeypatch.delenv("TRIAGE_JOURNAL_KEY_FILE")
    assert "journal-key-not-named" in journal("due").err
    assert sorted(each.name for each in office.iterdir()) == before


def test_without_an_id_nothing_is_noted(office: Path) -> None:
    """A case without a local id cannot be found again."""
    (office / "nameless.yaml").write_text("answers: {}\n", encoding="utf-8")
    result = triage("assess", "nameless.yaml", "--journal", "journal.db")
    assert "journal-no-id" in result.err


TALK = ("interview", "--rulebook", BOOK, "--journal", "journal.db", "--plain", "--lang", "en")


def talk(*arguments: str, given: str) -> Result:
    """Hold a talk into the journal."""
    return triage(*TALK, *arguments, given=given.encode())


def test_a_talk_takes_an_id(office: Path) -> None:
    """Without one, nothing begins; with a CPR number, neither, and it is not repeated."""
    refused = talk(given="/stop\n")
    assert (refused.exit, "journal-no-id" in refused.err) == (Exit.INVALID, True)
    wrong = talk("--id", "0101901234", given="")
    assert (wrong.exit, "0101901234" in wrong.err) == (Exit.USAGE, False)
    file = talk("--id", "c-9", "-o", "talk.yaml", given="")
    assert (file.exit, (office / "talk.yaml").exists()) == (Exit.USAGE, False)


def test_a_talk_broken_off(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is in the journal alone, another worker is told whose it is, and goes on with it."""
    before = sorted(each.name for each in office.iterdir())
    begun = talk("--id", "c-9", given=f"others\n/note {PLANTED}\n/stop\n")
    assert (begun.exit, begun.err) == (Exit.DONE, "")
    assert "saved at once in the journal under c-9" in " ".join(begun.out.split())
    assert "The talk is not over. It is kept in the journal" in begun.out
    assert sorted(each.name for each in office.iterdir()) == before
    assert PLANTED.encode() not in (office / "journal.db").read_bytes()
    for each in (("show", "c-9"), ("due",)):
        assert "a talk is not over; last saved by w-7" in journal(*each, "--lang", "en").out
    assert "assessed by" not in journal("show", "c-9", "--lang", "en").out
    monkeypatch.setenv("TRIAGE_STAFF", "w-8")
    resumed = talk("--id", "c-9", given="/stop\nyes\n")
    assert (resumed.exit, resumed.err) == (Exit.DONE, "")
    assert "1 answers are already saved" in resumed.out
    assert "Last saved by w-7" in resumed.out
    shown = journal("show", "c-9", "--lang", "en").out
    assert "assessed by small" in shown
    assert "a talk is not over" not in shown
    assert PLANTED in journal("access", "c-9", "--lang", "en").out


def test_two_in_one_talk(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second writer is told, and goes on from what the first has saved."""
    told = interrupted(lambda: saved_by_another(office), monkeypatch).out
    told = " ".join(told.split())
    assert "w-8 has saved in this same talk since. Your last answer is not saved." in told
    with Journal("journal.db", KeyFile(office / "key")) as kept:
        said, _ = kept.draft("c-9", by=OTHER, at=NOW).load()
    notes = [each.text for each in said.notes or ()]
    assert (said.answers, notes) == ({"talk": "others"}, [PLANTED])


def interrupted(meanwhile: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> Result:
    """Hold a talk in which something happens after the first answer."""

    def typed(_: str) -> str | None:
        line = next(lines, None)
        if line == "alone":
            meanwhile()
        return line

    lines = iter(["others", "alone", "/stop"])
    monkeypatch.setattr(prompting, "read_line", typed)
    return talk("--id", "c-9", given="")


def saved_by_another(office: Path) -> None:
    """Save something else in the talk of a case."""
    with Journal("journal.db", KeyFile(office / "key")) as journal:
        draft = journal.draft("c-9", by=OTHER, at=NOW)
        said, version = draft.load()
        note = Note(on=NOW.date(), text=PLANTED)
        draft.save(said.model_copy(update={"notes": (note,)}), version)


def test_a_talk_that_somebody_else_ended(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not begun anew over what was noted."""

    def ended() -> None:
        with Journal("journal.db", KeyFile(office / "key")) as journal:
            draft = journal.draft("c-9", by=OTHER, at=NOW)
            draft.drop(draft.load()[1])

    told = interrupted(ended, monkeypatch)
    assert (told.exit, "journal-draft-ended" in told.err) == (Exit.INVALID, True)
    assert "a talk is not over" not in journal("show", "c-9", "--lang", "en").out


def test_a_talk_that_is_not_over_is_hers(office: Path) -> None:
    """What was said in it is told to her, and erased with the case."""
    assert talk("--id", "c-9", given=f"/note {PLANTED}\n/stop\n").exit is Exit.DONE
    assert PLANTED in journal("access", "c-9", "--rulebook", BOOK, "--lang", "en").out
    case = triage(*TALK, "--id", "c-9", "case.yaml")
    assert "journal-draft-there" in case.err
    erase = ("erase", "c-9", "--ground", "asked", "--erasures", "erased.jsonl", "--yes")
    assert journal(*erase).exit is Exit.DONE
    again = talk("--id", "c-9", given="/stop\n")
    assert "nothing is saved" in again.out
    assert (office / "erased.jsonl").exists()


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("staff", ["0101011234", "a b", ""])
def test_who_is_asking(monkeypatch: pytest.MonkeyPatch, staff: str) -> None:
    """A local id, which is not repeated where it is none."""
    monkeypatch.setenv("TRIAGE_STAFF", staff)
    result = journal("due")
    assert result.exit is Exit.USAGE
    assert not staff or staff not in result.err
