"""Completion by the shell: what the installed command offers, and that it is quick about it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT
from triage.cli.command import run
from triage.cli.exits import Exit

VARIABLE = "_TRIAGE_COMPLETE"


def offered(words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what is offered in bash for the last of `words`."""
    monkeypatch.setenv(VARIABLE, "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
    assert run([]) is Exit.DONE
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("triage ex", "plain,explain\n"),
        ("triage rules m", "plain,mutate\n"),
        ("triage assess --eng", "plain,--engine\n"),
        ("triage assess --engine ch", "plain,checked\n"),
        ("triage assess cas", "file,cas\n"),
        ("triage rules check hern", "plain,herning-2019\nfile,hern\n"),
        ("triage explain -r hern", "plain,herning-2019\nfile,hern\n"),
        ("triage programme show hern", "plain,herning-2019\nfile,hern\n"),
    ],
)
def test_what_is_offered(
    words: str,
    expected: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Commands, options and their values, files, and the rulebooks at hand."""
    assert offered(words, capsys, monkeypatch) == expected


def test_names_of_commands_are_offered_without_importing_them() -> None:
    """Pressing a key must not take as long as an assessment: no room but that of the command."""
    script = (
        "import os, sys; from triage.cli.command import run; run([]);"
        "print(*sorted({'.'.join(each.split('.')[:2]) for each in sys.modules"
        " if each.startswith('triage.')}))"
    )
    environment = {VARIABLE: "bash_complete", "COMP_WORDS": "triage rul", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
    )
    assert done.stdout == "plain,rules\ntriage.cli\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_each_shell(
    shell: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each names the command, and a shell that is on this machine reads it without complaint."""
    monkeypatch.setenv(VARIABLE, f"{shell}_source")
    run([])
    script = capfd.readouterr().out
    assert f"{VARIABLE}={shell}_complete" in script
    if program := shutil.which(shell):
        done = subprocess.run(
            [program, "-n"], check=False, input=script, capture_output=True, text=True
        )
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_with_it(tmp_path: Path) -> None:
    """The whole way: the script is read, and the shell asks the command."""
    command = tmp_path / "triage"
    started = f'exec {sys.executable} -m triage "$@"'
    command.write_text(f"#!/bin/sh\n{started}\n", encoding="utf-8")
    command.chmod(0o700)
    talk = (
        f'eval "$({VARIABLE}=bash_source triage)"; COMP_WORDS=(triage rules ch); COMP_CWORD=2;'
        'complete -p triage; _triage_completion triage ch rules; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", talk],
        capture_output=True,
        check=True,
        text=True,
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.stdout == "complete -o nosort -F _triage_completion triage\ncheck\n"
