from __future__ import annotations

import subprocess
import sys

import click
import pytest

from tests.cli.running import BOOK, OPEN, ROOT, Exit, triage, triage_process
from triage.cli import command
from triage.cli.failures import tell
from triage.diagnostics import (
    Diagnostic,
    EnginesDisagree,
    EngineUnavailable,
    InvalidAssessment,
    LimitReached,
    RulebookError,
    TriageError,
)


def test_exit_codes() -> None:
    """The codes are a promise to scripts."""
    assert {each.name: each.value for each in Exit} == {
        "DONE": 0,
        "FAILED": 1,
        "USAGE": 2,
        "INVALID": 3,
        "DISAGREE": 4,
        "UNABLE": 5,
        "INTERRUPTED": 130,
    }


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("rules", "--help"), ("assess", "-h")])
def test_help(arguments: tuple[str, ...]) -> None:
    """Every command explains itself."""
    result = triage(*arguments)
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert result.out.startswith("Usage: triage")


def test_help_names_every_command() -> None:
    """The names in the help are the commands there are, with their own first line."""
    for group in (command.triage, command.rules):
        context = click.Context(group)
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            assert found is not None
            assert found.name == name
            assert found.get_short_help_str(200) == group.help_line(name)


def test_version() -> None:
    """The version is the package's."""
    from triage import __version__

    assert triage("--version").out == f"triage {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("asses",),
        ("assess",),
        ("assess", "--engine", "steam", OPEN),
        ("assess", "--as-of", "tomorrow", OPEN),
        ("assess", "--lang", "no", OPEN),
        ("rules", "chek"),
        ("--nope",),
    ],
)
def test_misuse(arguments: tuple[str, ...]) -> None:
    """What is not understood is a usage error, said on standard error."""
    result = triage(*arguments)
    assert (result.exit, result.out) == (Exit.USAGE, "")
    assert "Usage" in result.err


def test_mistyped_command_names_the_nearest() -> None:
    """A mistyped command comes with the one that was probably meant."""
    assert "`assess`" in triage("asess", OPEN).err
    assert "`check`" in triage("rules", "chekc").err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RulebookError, Exit.INVALID),
        (InvalidAssessment, Exit.INVALID),
        (EnginesDisagree, Exit.DISAGREE),
        (EngineUnavailable, Exit.UNABLE),
        (LimitReached, Exit.UNABLE),
    ],
)
def test_errors_have_exit_codes(error: type[TriageError], code: Exit) -> None:
    """Every error of the package has its exit code."""
    assert tell(error([Diagnostic("as-of-missing")])) is code


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), Exit.INTERRUPTED, ""),
        (click.Abort(), Exit.INTERRUPTED, ""),
        (MemoryError(), Exit.UNABLE, "memory"),
        (RecursionError(), Exit.UNABLE, "memory"),
        (PermissionError(13, "no", "a.yaml"), Exit.INVALID, "`a.yaml` cannot be read"),
        (ValueError("secret answer"), Exit.UNABLE, "ValueError at "),
    ],
)
def test_whatever_happens_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: Exit, said: str
) -> None:
    """No failure shows a traceback, and none repeats an answer."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(command.triage, "invoke", fail)
    result = triage("doctor")
    assert result.exit == code
    assert said in result.err
    assert "Traceback" not in result.err
    assert "secret" not in result.err


def test_closed_pipe_is_quiet() -> None:
    """When what reads the output goes away, nothing is said about it."""
    with subprocess.Popen(
        [sys.executable, "-m", "triage", "rules", "show", BOOK],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == Exit.DONE


def test_help_imports_little() -> None:
    """The help costs click and little more: no model, engine or YAML."""
    script = (
        "import sys; from triage.cli.command import run; run(['--help']);"
        "heavy = {'pydantic', 'yaml', 'triage.engine', 'triage.diagnostics', 'importlib.metadata'};"
        "print(*heavy & set(sys.modules), file=sys.stderr, end='')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=False,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_output_survives_a_terminal_without_danish() -> None:
    """Letters a terminal lacks become question marks instead of an error."""
    result = triage_process("assess", "-r", BOOK, OPEN, PYTHONIOENCODING="ascii")
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert "Forslag, ikke afg?relse" in result.out


def test_output_in_an_older_encoding() -> None:
    """Danish letters are right in whatever encoding the terminal speaks."""
    result = triage_process("assess", "-r", BOOK, OPEN, PYTHONIOENCODING="latin-1")
    assert "Forslag, ikke afgørelse" in result.out


def test_exit_codes_are_documented() -> None:
    """Each with its number, in the table of the page on the command."""
    page = (ROOT / "docs" / "reference" / "command.md").read_text(encoding="utf-8")
    table = page.partition("## Exit codes")[2].partition("\n## ")[0]
    numbers = [int(row.split("|")[1]) for row in table.splitlines() if row[2:3].isdigit()]
    assert numbers == sorted(Exit)
