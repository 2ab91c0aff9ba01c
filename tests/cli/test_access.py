"""`triage access`: all that a case holds, for the person, marked for whoever hands it over."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import BOOK, ROOT, Exit, Result, triage, triage_process
from triage.cli.edit_journal import JOURNAL

Golden = Callable[[str, str], None]

SAVED = """\
# Ringede to gange
schema: triage.assessment/1
case: anna-1
rulebook: small
as_of: 2026-05-04
answers:
  talk: alone
  own_words: Ud blandt folk   # sagt af søsteren
  goal_state: named
  goals: [{title: gøre rent, job: cleaner, thought: som min svigermor}]
  danish: some
  worked: [shop]
  hours: []
  secret: noget om manden
  age: declined
  barriers: {childcare: {weight: much}}
  meet: 2026-06-01
history:
- {on: 2026-04-20, path: talk, answer: others}
- {on: 2026-04-20, path: danish, step: skipped}
- {on: 2026-04-20, path: barriers, answer: [childcare]}
- {on: 2026-04-20, path: barriers.rest.weight, answer: none}
- {on: 2026-04-20, path: own_words, answer: Hjem}
- {on: 2026-05-04, path: talk, answer: alone}
- {on: 2026-05-04, path: danish, answer: some, source: looked_up}
- {on: 2026-05-04, path: age, answer: 44}
- {on: 2026-05-04, path: age, step: withdrawn}
- {on: 2026-05-04, path: colour, answer: [blå, 7]}
notes:
- {on: 2026-05-04, path: danish, text: Naboen oversatte}
- {on: 2026-05-04, text: 'Ring # ikke'}
"""
WORDS = (
    *("Ringede to gange", "sagt af søsteren", "Ud blandt folk", "gøre rent", "Rengøring"),
    *("som min svigermor", "noget om manden", "Hjem", "blå", "Naboen oversatte", "Ring # ikke"),
)
"""What somebody said or wrote, answers that are kept private elsewhere among it."""


def access(file: Path | str, *more: str, given: bytes = b"") -> Result:
    """Print what a case holds, with the miniature rulebook."""
    return triage("access", str(file), "-r", BOOK, *more, given=given)


def stable(text: str) -> str:
    """Leave out the day, the digest, and which engines there are."""
    months = "[A-Za-zæøå]+"
    text = re.sub(r"[0-9a-f]{12}", "0123456789ab", text)
    text = re.sub(
        rf"(?m)^(Written on|Skrevet ud den|Utskrivet den) \d+\.? {months} \d+$", r"\1 …", text
    )
    return re.sub(r"(?ms)^  (Computed|Beregnet|Beräknat).*?\n\n", "  …\n\n", text)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Save a case that holds something of everything."""
    file = tmp_path / "anna.yaml"
    file.write_text(SAVED, encoding="utf-8")
    return file


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_the_page(golden: Golden, saved: Path, language: str) -> None:
    """Everything in words, in every language, as wide as a terminal is."""
    result = access(saved, "--lang", language)
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert all(len(line) <= 80 for line in result.out.splitlines())
    golden(f"access.{language}.txt", stable(result.out))


@pytest.mark.parametrize("form", ["text", "md"])
def test_nothing_is_left_out(saved: Path, form: str) -> None:
    """Private answers, answers that were changed, notes and comments stand there too."""
    out = " ".join(access(saved, "--format", form).out.replace("\\", "").split())
    assert [word for word in WORDS if word not in out] == []


def test_earlier_names_and_answers_that_fit_no_more(saved: Path) -> None:
    """The rules can make nothing of them; the person is told of them nevertheless."""
    text = SAVED.replace("danish: some\n", "danish: [flydende]\n  bil: {rød: 3}\n", 1)
    saved.write_text(text, encoding="utf-8")
    result = access(saved, "--lang", "en")
    assert result.exit == Exit.INVALID
    assert "The rules cannot conclude anything" in result.out
    for each in ('["flydende"]', 'bil: {"rød": 3}'):
        assert each in result.out
    assert not re.search("flydende|rød|svigermor|manden", result.err)


def test_through_a_pipe() -> None:
    """A case comes in, and the page goes out; nothing is looked for beside it."""
    result = access("-", "--lang", "en", given=SAVED.encode())
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert "No copy was found" in result.out


def test_who_has_received_it(saved: Path) -> None:
    """The file does not say; whoever hands it over may know."""
    assert "Who has received it: not written down here" in access(saved, "--lang", "en").out
    told = access(saved, "--lang", "en", "--recipient", "The school", "--recipient", "A clinic")
    assert "Who has received it: The school, A clinic" in told.out


# --- what lies beside the file


def test_traces_beside_the_file(saved: Path) -> None:
    """A change that was broken off, copies, another file of the same person."""
    folder = saved.parent
    before = SAVED.replace("Naboen oversatte", "Broderen oversatte")
    document = {
        "schema": "triage.edits/1",
        "what": "rename",
        "places": [str(folder)],
        "files": [{"file": str(saved), "before": before, "after": SAVED, "like": None}],
    }
    (folder / JOURNAL).write_text(json.dumps(document), encoding="utf-8")
    (folder / "anna.yaml~").write_text("answers: {own_words: Som før}", encoding="utf-8")
    (folder / ".anna.yaml.swp").write_bytes(b"b0VIM\xff")
    (folder / "other.yaml").write_text("case: anna-1\nanswers: {own_words: Igen}", encoding="utf-8")
    (folder / "bo.yaml").write_text("case: bo-1\nanswers: {own_words: 'ikke anna-1'}")
    (folder / f".triage-{'0' * 32}.tmp").write_text("answers: {own_words: Hvem?}")
    out = access(saved, "--lang", "en").out
    for each in (
        "Broderen oversatte",
        "Som før",
        "Igen",
        "cannot be read as a case",
        "the same as",
    ):
        assert each in out
    for each in ("ikke anna-1", "Hvem?"):  # somebody else's, or nobody can tell whose
        assert each not in out
    assert "It cannot be told from here whom it is about." in out


@pytest.mark.parametrize(
    "name", ["anna.yaml.save", ".anna.yaml.un~", ".anna.yaml.kate-swp", "#anna.yaml#"]
)
def test_what_is_beside_the_file_a_link_leads_to(saved: Path, name: str) -> None:
    """A link in another folder hides nothing, whatever an editor calls its copy."""
    (saved.parent / name).write_text("answers: {own_words: Som før}", encoding="utf-8")
    (saved.parent / "links").mkdir()
    link = saved.parent / "links" / "case.yaml"
    link.symlink_to(saved)
    assert "Som før" in access(link).out


# --- no file, and nothing told by that

SAFE = "own_words: Ud, safe_contact: ordinary, participation_wish: wants"
UNSAFE = "own_words: Ud, safe_contact: in_person, safety: acute, participation_wish: wants"


def in_a_process(file: Path, out: Path) -> subprocess.CompletedProcess[bytes]:
    """Let the shell put a file in the place of standard output."""
    with out.open("wb") as stream:
        return subprocess.run(
            [sys.executable, "-m", "triage", "access", str(file), "--lang", "en"],
            stdout=stream,
            stderr=subprocess.PIPE,
            check=False,
            env={"PYTHONPATH": str(ROOT / "src")},
        )


def test_no_file_is_written_for_anybody(tmp_path: Path) -> None:
    """One refused to some would tell that they are among these: all are refused alike."""
    told = set()
    for answers in (SAFE, UNSAFE):
        file = tmp_path / "case.yaml"
        file.write_text(f"answers: {{{answers}}}")
        assert triage("access", str(file), "-o", str(tmp_path / "x")).exit == Exit.USAGE
        done = in_a_process(file, tmp_path / "out.txt")
        assert (tmp_path / "out.txt").read_bytes() == b""
        told.add((done.returncode, done.stderr))
    assert len(told) == 1
    assert b"access-to-a-file" in told.pop()[1]
    assert {each.name for each in tmp_path.iterdir()} == {"case.yaml", "out.txt"}


def test_another_program_is_said_to_all_alike(tmp_path: Path) -> None:
    """Whoever pipes the page into something that writes has been told."""
    told = set()
    for answers in (SAFE, UNSAFE):
        file = tmp_path / "case.yaml"
        file.write_text(f"answers: {{{answers}}}")
        done = triage_process("access", str(file), "--lang", "en")
        assert (done.exit, "Ud" in done.out) == (Exit.DONE, True)
        told.add(done.err)
    assert len(told) == 1
    assert "note[access-through-a-pipe]" in told.pop()


def test_what_is_about_the_family_is_marked(tmp_path: Path) -> None:
    """In the row that is, and with the answer that is; not the others."""
    file = tmp_path / "case.yaml"
    rows = "childcare: {weight: limits}, transport: {weight: limits}"
    other = "start_when: after_leave, participation_wish: wants, support_basis: wage"
    file.write_text(f"as_of: 2026-11-23\nanswers: {{barriers: {{{rows}}}, {other}}}")
    result = triage("access", str(file), "--lang", "en", "--format", "md")
    answers = result.out.split("## ")[2]
    marked = [
        each.split(":")[0]
        for each in re.split(r"(?m)^- ", answers)
        if "it is about the family" in each
    ]
    assert marked == ["Childcare", "Can begin"]


def test_what_follows_from_safety_is_marked(tmp_path: Path) -> None:
    """The answer, what the rules make of it, and what is proposed because of it."""
    file = tmp_path / "case.yaml"
    file.write_text(f"as_of: 2026-11-23\nanswers: {{{UNSAFE}}}")
    result = triage("access", str(file), "--lang", "en", "--format", "md")
    assert result.exit == Exit.DONE
    marked = [
        each.splitlines()[0]
        for each in re.split(r"(?m)^- ", result.out)
        if "it may concern safety" in each
    ]
    assert any(each.startswith("Safety: Acute") for each in marked)
    assert any(each.startswith("Safe contact: ") for each in marked)
    assert any("Acute: safety and counselling first" in each for each in marked)
    assert not any(each.startswith("Taking part") for each in marked)
