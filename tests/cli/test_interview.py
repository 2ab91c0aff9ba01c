from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.running import BOOK, OPEN, Exit, Result, triage
from tests.cli.talks import DAY, WHOLE, arguments, on_a_terminal, piped, saved
from triage.cases.case_file import read_case

FULL = b"1\nUd blandt folk\n2\n"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def talk(*more: str, typed: str = "") -> Result:
    """Hold an interview in this process."""
    return triage(*arguments(*more), given=typed.encode())


def test_through_a_pipe(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    """A whole talk through a pipe: numbered lines, the page, the file."""
    typed = "1;Ud blandt folk;named;1;I en butik;rengør;1;Flere;2;2;44;1;3;/?;0;Ringer;1.6.2026"
    result = talk(typed="".join(f"{line}\n" for line in typed.split(";")))
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert "\x1b" not in result.out
    talked, _, page = result.out.partition("Forslag, ikke afgørelse")
    golden("interview.da.80.txt", talked)
    assert page.endswith(f"\nAlt er gemt i triage-{DAY}-1.yaml.\n")
    case = saved(tmp_path)
    assert case.case is None
    assert case.answers["own_words"] == "Ud blandt folk"
    assert triage("assess", "-r", BOOK, f"triage-{DAY}-1.yaml").exit == Exit.DONE


def test_stopping_after_a_few_questions(tmp_path: Path) -> None:
    """The end of input, and `/stop`, end the talk with a page of what there is."""
    ended, stopped = talk(typed=FULL.decode()), talk(typed=f"{FULL.decode()}/stop\nnone\n")
    for result in (ended, stopped):
        assert result.exit == Exit.DONE
        assert "Forslag, ikke afgørelse" in result.out
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        f"triage-{DAY}-1.yaml",
        f"triage-{DAY}-2.yaml",
    ]


def test_nothing_answered_nothing_saved(tmp_path: Path) -> None:
    """No file comes of a talk in which nothing was said."""
    result = talk(typed="/stop\n")
    assert result.exit == Exit.DONE
    assert "der er ikke gemt noget" in result.out
    assert not list(tmp_path.iterdir())


def test_commands(tmp_path: Path) -> None:
    """Back, skip, cannot tell, rather not, a note, help: in words or their beginning."""
    typed = "1\n/tilbage\n2\n/senere\n/ved\n/hels\n/note Ring\n/note\nI morgen\n/hj\n?\n"
    result = talk(typed=typed)
    case = saved(tmp_path)
    assert case.history is not None
    steps = [(each.path, each.step, each.answer) for each in case.history]
    assert steps == [
        ("talk", "answered", "others"),
        ("own_words", "skipped", None),
        ("goal_state", "answered", "unknown"),
        (steps[3][0], "answered", "declined"),
    ]
    assert [each.text for each in case.notes or ()] == ["Ring", "I morgen"]
    assert "/vedikke: ved ikke" in result.out
    assert "Samtalen (talk); Hvad lavede du om et halvt år? (goal_state)" in " ".join(
        result.out.split()
    )


def test_what_is_no_answer_is_asked_again(tmp_path: Path) -> None:
    """Nothing is guessed: the question is put again."""
    result = talk(typed="9\n\nxyz\n/xyz\n/tilbage\n1\n\n")
    assert result.out.count("Hvem var i rummet?") == 7 - 1
    assert "intet at gå tilbage til" in result.out
    assert saved(tmp_path).answers == {"talk": "alone"}


def test_typing_from_paper(tmp_path: Path) -> None:
    """Any question can be answered at any prompt by its id, or asked in its turn of the file."""
    typed = (
        "goal_state=named\ngoals=2\ngoals.2.job=nurse\nmeet=1.6.2026\nworked=1,2\n"
        "barriers.rest.weight=3\ntalk=unknown\nown_words=/helstikke\n/age\n44\n"
        "danish=2\ndanish=\ndanish=\nscope=9\n/gone=1\n/gone\n"
    )
    result = talk("--all", typed=typed)
    assert saved(tmp_path).answers == {
        "talk": "unknown",
        "own_words": "declined",
        "goal_state": "named",
        "goals": [{}, {"job": "nurse"}],
        "worked": ["shop", "home"],
        "age": 44,
        "barriers": {"childcare": {"weight": "much"}, "transport": {"weight": "much"}},
        "meet": "2026-06-01",
    }
    assert result.out.count("Spørgsmålet findes ikke") == 3
    assert result.exit == Exit.DONE


def test_a_wrong_answer_elsewhere_is_asked_for(tmp_path: Path) -> None:
    """The question it was meant for is put, with what can be answered."""
    result = talk(typed="danish=9\n2\n/stop\n")
    assert "Det svar kan ikke bruges her" in result.out
    assert result.out.count("Fortæl om en dag.") == 1
    assert saved(tmp_path).answers == {"danish": "some"}


def test_lookups_are_searched(tmp_path: Path) -> None:
    """Part of a name is enough; where several are alike, one is picked."""
    typed = "goal_state=named\ngoals=1\ngoals.1.job\nxyzxyz\ne\n9\ne\n2\n"
    result = talk(typed=typed)
    assert "Intet ligner" in result.out
    assert "1 Rengøring\n" in result.out
    assert saved(tmp_path).answers["goals"] == [{"job": "nurse"}]


def test_what_stops_applying_is_told() -> None:
    """A change says what it sets aside, and what it brings back."""
    result = talk(typed="goal_state=named\nscope=1\ngoal_state=none\nscope=1\ngoal_state=named\n")
    assert "Ikke længere relevant, men gemt: Kun det?." in result.out
    assert "Relevant igen: Kun det?." in result.out


def test_the_next_meeting_goes_on_in_the_same_file(tmp_path: Path) -> None:
    """Earlier answers stay with their day; nothing answered is asked again."""
    talk(typed=FULL.decode())
    file = f"triage-{DAY}-1.yaml"
    result = talk(file, "--as-of", "2026-06-01", typed="talk=2\n")
    assert "3 svar er allerede gemt" in result.out
    case = saved(tmp_path)
    assert case.history is not None
    assert [str(each.on) for each in case.history] == [DAY, DAY, DAY, "2026-06-01"]
    assert str(case.as_of) == "2026-06-01"
    assert talk("-o", file, typed="/stop\n").exit == Exit.DONE
    assert saved(tmp_path).answers == case.answers


def test_a_case_that_is_no_interview_is_left_as_it_is(tmp_path: Path) -> None:
    """Any case can be begun from; what it says besides is not lost."""
    before = Path(OPEN).read_bytes()
    assert talk(OPEN, typed="/stop\n").exit == Exit.DONE
    assert Path(OPEN).read_bytes() == before
    assert saved(tmp_path).history


@pytest.mark.parametrize(
    "content",
    [
        "my diary",
        "answers: {}\n",
        "rulebook: large\nanswers: {}\nhistory: []\n",
        "rulebook: small\ntitle: Golden\nanswers: {}\nhistory: []\n",
    ],
)
def test_other_files_are_not_written_over(tmp_path: Path, content: str) -> None:
    """What is no interview of this rulebook stays what it is."""
    file = tmp_path / "other.yaml"
    file.write_text(content, encoding="utf-8")
    assert talk("-o", str(file), typed=FULL.decode()).exit == Exit.INVALID
    assert talk(OPEN, "-o", str(file), typed=FULL.decode()).exit == Exit.INVALID
    assert file.read_text(encoding="utf-8") == content


def test_a_file_that_cannot_be_saved(tmp_path: Path) -> None:
    """It is said at the first answer, not at the last."""
    result = talk("--lang", "en", "-o", str(tmp_path / "gone" / "a.yaml"), typed=FULL.decode())
    assert result.exit == Exit.INVALID
    assert "cannot be written" in result.err


def test_saved_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    """Nobody else may read them, and nothing else is left beside them."""
    talk(typed=FULL.decode())
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert file.name == f"triage-{DAY}-1.yaml"


def test_the_conclusion_forms_only_where_asked_for() -> None:
    """Off by default: people ask towards a label."""
    assert "Indtil nu" not in talk(typed=FULL.decode()).out
    shown = talk("--show-forming", typed="1\nx\ngoal_state=none\n").out
    assert shown.count("Indtil nu:") > 1
    assert "unrealistic" not in shown


@pytest.mark.parametrize(
    ("language", "command", "said"),
    [("da", "/senere", "Skriv nummeret"), ("sv", "/senare", "numret"), ("en", "/skip", "number")],
)
def test_languages(tmp_path: Path, language: str, command: str, said: str) -> None:
    """Questions, commands and what happens are in the reader's language; English always works."""
    result = talk("--lang", language, typed=f"{command}\n/skip\n")
    assert said in result.out
    assert len(saved(tmp_path).history or ()) == 2


def test_narrow_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is wider than the terminal."""
    monkeypatch.setenv("COLUMNS", "40")
    questions = talk(typed="1\n").out.partition("Forslag")[0]
    assert max(map(len, questions.splitlines())) <= 40


def test_the_day_is_today(tmp_path: Path) -> None:
    """Unless another is given, a meeting is today."""
    triage("interview", "-r", BOOK, given=b"1\n")
    today = datetime.now(UTC).astimezone().date()
    assert abs((saved(tmp_path).as_of or today) - today).days <= 1


def test_wrong_cases(tmp_path: Path) -> None:
    """A case that cannot be read, or belongs elsewhere, is told in words."""
    (tmp_path / "bad.yaml").write_text("answers: {gone: 1}\n", encoding="utf-8")
    assert talk("missing.yaml").exit == Exit.INVALID
    result = talk("--lang", "en", "bad.yaml")
    assert result.exit == Exit.INVALID
    assert "bad.yaml:1:11" in result.err


# --- interrupted


@pytest.mark.parametrize("answered", range(len(WHOLE) + 1))
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL, None])
def test_interruption_loses_no_answer(
    tmp_path: Path, answered: int, how: signal.Signals | None
) -> None:
    """At any prompt: stopped, killed, or nobody there any more. Every answer given is kept."""
    with piped(tmp_path) as running:
        for words, answer in WHOLE[:answered]:
            running.until(words)
            running.until("Svar: ")
            running.type(f"{answer}\n")
        running.until("Svar: ")
        if how is None:
            assert running.process.stdin is not None
            running.process.stdin.close()
        else:
            os.kill(running.process.pid, how)
        running.rest()
        code = running.process.returncode
    assert code == {None: 0, signal.SIGKILL: -9}.get(how, Exit.INTERRUPTED)
    if answered:
        assert len(saved(tmp_path).answers) == answered
    else:
        assert not list(tmp_path.glob("*.yaml"))


def test_interruption_right_after_an_answer(tmp_path: Path) -> None:
    """What was typed before the interruption is kept, whatever was going on."""
    with piped(tmp_path) as running:
        running.until("Svar: ")
        running.type("1\n")
        running.until("Svar: ")
        running.type("Ud blandt folk\n")
        running.until("Hvad lavede")
        os.kill(running.process.pid, signal.SIGINT)
        running.rest()
    assert saved(tmp_path).answers == {"talk": "alone", "own_words": "Ud blandt folk"}


# --- on a terminal


def test_plain_prompts_on_a_terminal(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    """On a terminal without arrow keys the same lines come; Ctrl-C says where answers are."""
    with on_a_terminal(tmp_path) as running:
        text = ""
        for words, answer in WHOLE:
            text += running.until(words) + running.until("Svar: ")
            running.type(f"{answer}\n")
        text += running.until("Svar: ")
        running.type("\x03")
        text += running.rest()
    golden("interview.terminal.da.80.txt", text)
    assert running.process.returncode == Exit.INTERRUPTED
    assert f"Alle svar er gemt i triage-{DAY}-1.yaml." in text
    assert len(saved(tmp_path).answers) == len(WHOLE)


DOWN, UP, TICK, ENTER = "\x1b[B", "\x1b[A", " ", "\r"


def test_arrow_keys(tmp_path: Path) -> None:
    """Rows are pointed at and ticked; every answer is told in words, with how to correct it."""
    pytest.importorskip("prompt_toolkit")
    with on_a_terminal(tmp_path, TERM="xterm") as running:
        for question, typed, told in (
            ("talk", DOWN + DOWN, "Samtalen: Andre var med (ret med talk=nyt svar)"),
            ("own_words", "Ud blandt folk", "Hvad vil du: Ud blandt folk (ret med own_words="),
            ("danish", UP, "Dansk: Godt (ret med danish=nyt svar)"),
            ("goal_state", "talk=1", "Samtalen: Alene (ret med talk=nyt svar)"),
            ("age", "44", "Hvor gammel er du: 44 år (ret med age="),
            ("worked", DOWN + DOWN + TICK, "Har lavet: Hjem og have (ret"),
            ("hours", DOWN + TICK + UP + TICK, "Kan arbejde: ingen (ret"),
        ):
            running.type(f"/{question}{ENTER}")
            running.until("Enter svarer", 10)
            running.type(typed + ENTER)
            running.until(told, 10)
        running.type("\x03")
        running.rest(10)
    assert running.process.returncode == Exit.INTERRUPTED
    assert saved(tmp_path).answers == {
        "talk": "alone",
        "own_words": "Ud blandt folk",
        "danish": "good",
        "worked": ["home"],
        "hours": [],
        "age": 44,
    }


def test_nothing_is_chosen_before_somebody_chooses(tmp_path: Path) -> None:
    """An empty Enter records nothing, whether a row is pointed at, ticked, searched or typed."""
    pytest.importorskip("prompt_toolkit")
    with on_a_terminal(tmp_path, TERM="xterm") as running:
        running.type("goal_state=2" + ENTER + "goals=1" + ENTER)
        running.until("Hvilke job: 1", 10)
        for question in ("talk", "own_words", "worked", "age", "goals.1.job"):
            running.type(f"/{question}" + ENTER + ENTER)
            running.until("Intet er valgt, og intet er gemt.", 10)
        running.type("/stop" + ENTER)
        running.rest(10)
    assert saved(tmp_path).answers == {"goal_state": "named", "goals": [{}]}


def test_what_is_looked_up_is_noted_before_the_talk(tmp_path: Path) -> None:
    """It is never asked in the talk, and its origin is kept."""
    (tmp_path / "small.yaml").write_text(
        "rulebook: {id: small, version: '1', language: da}\n"
        "questions:\n"
        "  born: {ask: Født?, kind: date, from: 1940-01-01, to: as_of, looked_up: yes}\n"
        "  wish: {ask: Hvad vil du?, kind: yes_no}\n"
        "warnings:\n"
        "  - {id: W, when: {wish: no, born: {before: 2000-01-01}}, warn: Send intet.}\n",
        encoding="utf-8",
    )
    held = ("interview", "-r", "small.yaml", "--as-of", DAY, "-o", "first.yaml")
    before = triage(*held, "--before", given=b"1990-05-01\n")
    assert "Samtalen begynder med: triage interview first.yaml" in " ".join(before.out.split())
    assert "Forslag, ikke afgørelse" not in " ".join(before.out.split())
    talked = triage(*held, "--all", given=b"2\n")
    assert "Født" not in talked.out.partition("Forslag")[0]
    kept = read_case(tmp_path / "first.yaml")
    assert kept.answers == {"born": "1990-05-01", "wish": "no"}
    assert [each.source for each in kept.history or ()] == ["looked_up", None]


def test_what_may_be_noted_at_any_moment(tmp_path: Path) -> None:
    """Before what it hangs on is asked, after that, and after the last question."""
    (tmp_path / "small.yaml").write_text(
        "rulebook: {id: small, version: '1', language: da}\n"
        "questions:\n"
        "  contact: {ask: Kontakt?, kind: choice, values: {ordinary: I orden, no: Nej}}\n"
        "  safety:\n"
        "    {label: Sikkerhed, ask: Et hensyn?, kind: yes_no, asked_when: {contact: no},\n"
        "     any_time: yes}\n"
        "  wish: {ask: Hvad vil du?, kind: yes_no}\n"
        "warnings:\n"
        "  - {id: W, when: {any: [{contact: no}, {safety: yes}, {wish: no}]}, warn: Send intet.}\n",
        encoding="utf-8",
    )
    talks = (
        (("/safety", "1", "1", "1"), "yes"),
        (("1", "safety=no", "1"), "no"),
        (("1", "1", "Ja", "/hj", "/safety", "1"), "yes"),
        (("1", "1", "safety=unknown"), "unknown"),
    )
    for number, (lines, noted) in enumerate(talks, start=1):
        typed = "".join(f"{line}\n" for line in lines)
        result = triage(
            "interview", "-r", "small.yaml", "--as-of", DAY, "--all", given=typed.encode()
        )
        assert (result.exit, result.err) == (Exit.DONE, "")
        answers = read_case(tmp_path / f"triage-{DAY}-{number}.yaml").answers
        assert answers == {"contact": "ordinary", "safety": noted, "wish": "yes"}
    ended = triage(
        "interview", "-r", "small.yaml", "--as-of", DAY, "--all", given=b"1\n1\n\n/safety\n"
    )
    assert "Kan stadig noteres: Sikkerhed (/safety)." in ended.out
    assert "safety" not in read_case(tmp_path / f"triage-{DAY}-5.yaml").answers
