"""`triage rules new`: what is written where, what is asked for, and what is refused whole."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ROOT, triage
from triage.authoring.starting import starter
from triage.cli import edit_journal, entry_form, rules_new
from triage.cli.atomic_write import put
from triage.cli.context import check
from triage.cli.exits import Exit
from triage.cli.folder import Folder
from triage.language.load import check as check_written
from triage.language.load import load

P500 = ROOT / "rules" / "projekt-500"
MENTOR = (
    *("intervention", "mentor", ".", "--label", "Mentor", "--kind", "support"),
    *("--for-participant", "En, du kan ringe til.", "--source", "Egen læsning"),
)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the starter in Danish, and stand in its folder."""
    folder = tmp_path / "small"
    for name, text in starter("small", "da").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def contents(folder: Path) -> dict[Path, bytes]:
    """Return every file of a folder."""
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_an_intervention_of_projekt_500_takes_two_commands(tmp_path: Path) -> None:
    """It is in the catalogue, recommended and translated, and nothing is to be said of it."""
    book = tmp_path / "rules" / "projekt-500"
    shutil.copytree(P500, book)
    texts = (
        *("--in", "en", "label", "Cycling course", "--in", "sv", "label", "Cykelkurs"),
        *("--in", "en", "for_participant", "You learn to cycle."),
        *("--in", "sv", "for_participant", "Du lär dig cykla."),
    )
    result = triage(
        *("rules", "new", "intervention", "bike_course", str(book), "--label", "Cykelkursus"),
        *("--for-participant", "Du lærer at cykle.", "--kind", "skill", "--delivery", "group"),
        *("--pay", "not_work", "--source", "Regelbogens forslag", *texts),
    )
    assert (result.exit, result.err) == (Exit.DONE, "")
    written = (book / "interventions.yaml").read_text(encoding="utf-8").splitlines()
    line = written.index("  bike_course:") + 1
    assert f"{book / 'interventions.yaml'}:{line}: bike_course" in result.out
    result = triage(
        *("rules", "new", "rule", "R-bike", str(book), "--recommend", "bike_course"),
        *("--when", "participation_wish: wants", "--because", "Du kan cykle til arbejde."),
        *("--start", "after:employer_contact", "--in", "en", "because", "You can cycle to work."),
        *("--in", "sv", "because", "Du kan cykla till jobbet."),
    )
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert check_written(book) == ()
    rule = next(each for each in load(book).recommendations if each.id == "R-bike")
    assert (rule.recommend, rule.start.after) == (
        ("bike_course",),
        "employer_contact",
    )


def test_a_question_has_its_values(small: Path) -> None:
    """With their labels, in the order they are given."""
    result = triage(
        *("rules", "new", "question", "bike", ".", "--ask", "Cykler du?", "--purpose", "Vejen"),
        *("--kind", "scale", "--value", "never=Aldrig, nej", "--value", "often=Tit"),
        *("--factor", "resources", "--used-for", "people", "--after", "goal_state"),
    )
    assert (result.exit, result.err) == (Exit.DONE, "")
    book = load(small)
    assert [*book.questions].index("bike") == 2
    assert book.texts.get("questions.bike.values.never.label") == "Aldrig, nej"
    assert check_written(small) == ()


@pytest.mark.parametrize(
    ("kind", "steps", "kept"),
    [
        (("scale", "--value", "none=Nej", "--value", "some=Lidt"), ("up",), ("up",)),
        (
            ("choice", "--value", "none=Nej", "--value", "draft=Noget", "--value", "ready=Ja"),
            ("draft", "ready"),
            ("draft", "ready"),
        ),
        (("yes_no",), ("yes",), ("yes",)),
    ],
)
def test_a_question_says_what_the_person_can_go_for(
    small: Path, kind: tuple[str, ...], steps: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    """And what it concerns, and stands close to."""
    chosen = [option for each in steps for option in ("--steps", each)]
    result = triage(
        *("rules", "new", "question", "cv", ".", "--ask", "Har du et cv?", "--purpose", "Vejen"),
        *("--kind", *kind, "--used-for", "people", "--changeable", *chosen),
        *("--concerns", "family", "--concerns", "health", "--proxy-of", "sex"),
    )
    assert (result.exit, result.err) == (Exit.DONE, "")
    question = load(small).questions["cv"]
    assert question.steps == kept
    assert [each.characteristic for each in question.concerns] == ["family", "health"]
    assert [each.characteristic for each in question.proxy_of] == ["sex"]


@pytest.mark.parametrize(
    ("says", "section"),
    [
        (("--then", "open"), "typologies"),
        (("--warn", "Tal om det igen."), "warnings"),
        (("--against", "{kind: course}"), "recommendations"),
        (
            *[
                (
                    *("--verdict", "{limit: {weeks: 4}}", "--interventions", "danish_course"),
                    *(
                        "--law",
                        "Eksempelloven",
                        "--source",
                        "Eksempel",
                        "--checked-on",
                        "2026-11-22",
                    ),
                    *("--confidence", "assumed"),
                )
            ],
            "availability",
        ),
    ],
)
def test_what_a_rule_says_decides_where_it_goes(
    small: Path, says: tuple[str, ...], section: str
) -> None:
    """Its section is never asked for."""
    result = triage(
        *("rules", "new", "rule", "X-1", ".", "--when", "{goal_state: none}", *says),
        *("--because", "Derfor."),
    )
    assert (result.exit, result.err) == (Exit.DONE, "")
    file = load(small).places["rules.X-1"].file
    assert file == str(small / f"{section}.yaml")


def test_a_condition_of_a_programme_needs_no_provision(small: Path) -> None:
    """Its source must be one of the head; without `--of-programme` the law is asked for."""
    asked = (
        *("rules", "new", "rule", "P-1", ".", "--verdict", "needs_check"),
        *("--interventions", "danish_course", "--because", "For unge.", "--source", "reading"),
    )
    refused = triage(*asked)
    assert refused.exit is Exit.USAGE
    assert "--law" in refused.err
    result = triage(*asked, "--of-programme")
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert load(small).programme_conditions == {"P-1": "reading"}


def test_a_case_expects_what_comes_out(small: Path) -> None:
    """It passes at once, says of what it is, and that nobody has confirmed it."""
    result = triage(
        *(
            "rules",
            "new",
            "case",
            "any-job",
            ".",
            "--as-of",
            "2026-11-23",
            "--about",
            "danish_course",
        ),
        *("--answers", "participation_wish: wants, goal_state: any_job"),
    )
    assert (result.exit, result.err) == (Exit.DONE, "")
    text = (small / "cases" / "any-job.yaml").read_text(encoding="utf-8")
    assert "not_suggested: [danish_course]\n    recommended: [danish_course]" in text
    tested = triage("rules", "test", ".")
    assert "7 cases: 7 as expected, 0 differ" in tested.out


def test_a_translation_is_begun(small: Path) -> None:
    """A line for every text; the second time nothing is lost."""
    result = triage("rules", "new", "translation", "en", ".", "--lang", "en")
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert "texts still to be translated" in result.out
    file = small / "texts" / "en.yaml"
    file.write_text(file.read_text("utf-8").replace("ask:  # Vil", "ask: Will # Vil"), "utf-8")
    assert triage("rules", "new", "translation", "en", ".").exit == Exit.DONE
    assert load(small).texts.get("questions.participation_wish.ask", "en") == "Will"


# --- all or nothing


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ((*MENTOR[:1], "guidance_talk", *MENTOR[2:]), "id-taken"),
        (("rule", "R-talk", ".", "--when", "{}", "--warn", "x"), "id-taken"),
        (("rule", "R-x", ".", "--when", "goal_stat: named", "--warn", "x"), "unknown-name"),
        (("rule", "R-x", ".", "--when", "a: b}, evil: {c: d", "--warn", "x"), "nothing-written"),
        (("rule", "R-x", ".", "--when", "]", "--warn", "x"), "nothing-written"),
        (("rule", "R-x", ".", "--when", "{}", "--warn", "x", "--after", "R-talk"), "behind"),
        (("translation", "da", "."), "own-language"),
        (("translation", "../en", "."), "bad-language"),
        (("case", "x", ".", "--answers", "goal_state: nmaed"), "wrong-answer"),
        (("case", "x", ".", "--answers", "goal_state: ["), "yaml-syntax"),
        (("case", "x", ".", "--answers", "{}", "--about", "guidence_talk"), "unknown-name"),
        (("case", "010190-0000", ".", "--answers", "{}"), "case-like-cpr"),
        (("case", "../x", ".", "--answers", "{}"), "bad-case-name"),
        (("question", "q", "elsewhere", "--ask", "x"), "no-rulebook-here"),
    ],
)
def test_what_is_wrong_writes_nothing(small: Path, typed: tuple[str, ...], code: str) -> None:
    """It is told in words, with its place where it has one."""
    before = contents(small)
    result = triage("rules", "new", *typed)
    assert result.exit == Exit.INVALID
    assert code in result.err
    assert contents(small) == before


@pytest.mark.parametrize("name", ["my-rulebook", "case2"])
def test_a_folder_may_be_called_almost_like_a_command(small: Path, name: str) -> None:
    """What is more than a word is no slip of one."""
    assert triage("rules", "new", name).exit == Exit.DONE
    assert (small / name / "rulebook.yaml").exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("question", "q", "."), "Missing --ask, --purpose, --kind."),
        (
            ("question", "q", ".", "--ask", "x", "--purpose", "y", "--kind", "set"),
            "Missing --value.",
        ),
        (("rule", "R-x", ".", "--when", "{}"), "One of --recommend, --against"),
        (("rule", "R-x", ".", "--warn", "x", "--then", "open"), "One of --recommend"),
        ((*MENTOR, "--in", "en", "label", "x"), "no language"),
        (("questoin", "q"), "Did you mean `question`?"),
    ],
)
def test_what_is_missing_is_named(small: Path, typed: tuple[str, ...], told: str) -> None:
    """All of it at once, where nobody can be asked."""
    before = contents(small)
    result = triage("rules", "new", *typed)
    assert (result.exit, contents(small)) == (Exit.USAGE, before)
    assert told in result.err


def test_a_file_that_cannot_be_written_leaves_all_as_they_were(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules are written first; where a translation cannot be, they are put back."""
    triage("rules", "new", "translation", "en", ".")
    before = contents(small)

    def full(folder: Folder, name: str, content: bytes, **how: Any) -> None:
        if name == "en.yaml" and b"mentor" in content:
            raise OSError(errno.ENOSPC, "no room")
        put(folder, name, content, **how)

    monkeypatch.setattr(edit_journal, "put", full)
    result = triage("rules", "new", *MENTOR)
    assert (result.exit, contents(small)) == (Exit.INVALID, before)
    assert "no-room-left" in result.err


def test_files_keep_their_permissions(small: Path) -> None:
    """Rules are shared by those who work on them, new files of them too."""
    for file in small.glob("*.yaml"):
        file.chmod(0o664)
    assert triage("rules", "new", "translation", "en", ".").exit == Exit.DONE
    assert triage("rules", "new", *MENTOR).exit == Exit.DONE
    for name in ("interventions.yaml", "texts/en.yaml"):
        assert (small / name).stat().st_mode & 0o777 == 0o664


def test_what_was_changed_meanwhile_is_not_written_over(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever saved the file while the command ran has the last word."""
    file = small / "interventions.yaml"

    def slow(*arguments: Any, **options: Any) -> Any:
        file.write_text(file.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
        return check(*arguments, **options)

    monkeypatch.setattr(rules_new, "check", slow)
    result = triage("rules", "new", *MENTOR)
    assert (result.exit, "file-changed-meanwhile" in result.err) == (Exit.INVALID, True)
    assert file.read_text(encoding="utf-8").endswith("# mine\n")
    assert "mentor" not in file.read_text(encoding="utf-8")


def test_what_is_killed_half_way_is_finished(small: Path) -> None:
    """By the next command, which says so."""
    triage("rules", "new", "translation", "en", ".")
    before = contents(small)
    plan = ("rules", "new", *MENTOR)
    for step in ("first", "second"):
        for file, content in before.items():
            file.write_bytes(content)
        half_done(plan, step)
        assert (small / edit_journal.JOURNAL).exists(), step
        result = triage("rules", "check", ".", "--quick")
        assert "edits-finished" in result.err, step
        assert "mentor" in load(small).interventions
        assert "mentor:" in (small / "texts" / "en.yaml").read_text(encoding="utf-8")
        assert not (small / edit_journal.JOURNAL).exists()


def test_a_new_file_that_is_missing_is_written(small: Path) -> None:
    """The head declares the language; whoever comes next writes what it declares."""
    half_done(("rules", "new", "translation", "en", "."), "second")
    assert not (small / "texts" / "en.yaml").exists()
    assert "edits-finished" in triage("rules", "check", ".", "--quick").err
    assert "  # Vil du gerne" in (small / "texts" / "en.yaml").read_text(encoding="utf-8")


def half_done(typed: tuple[str, ...], step: str) -> None:
    """Break a command off before its first or second file is written."""
    written: list[str] = []

    def dying(folder: Folder, name: str, content: bytes, **how: Any) -> None:
        if name != edit_journal.JOURNAL:
            if len(written) == (0 if step == "first" else 1):
                raise KeyboardInterrupt
            written.append(name)
        put(folder, name, content, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edit_journal, "put", dying)
        assert triage(*typed).exit == Exit.INTERRUPTED


def test_on_a_terminal_what_is_left_out_is_asked(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the language of the rulebook; translations may be left for later."""
    triage("rules", "new", "translation", "en", ".")
    monkeypatch.setattr(entry_form, "on_terminal", lambda: True)
    given = "Cykler du?\nVejen\nslags\nchoice\nnever=Aldrig\nyes=Ja\n\nDo you cycle?\n\n\n\n"
    result = triage("rules", "new", "question", "bike", ".", given=given.encode())
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert "Hvad der spørges om: " in result.out
    book = load(small)
    assert book.texts.get("questions.bike.ask", "en") == "Do you cycle?"
    assert [*book.questions][-1] == "bike"
    assert "3 tekster mangler at blive oversat" in result.out
