from __future__ import annotations

import inspect

import click
import pytest

from tests.cli.running import BOOK, Exit, triage
from triage.cli import command

FACTS = (
    *("--output", "not-there", "--delete-by", "2999-01-01"),
    *(f"--{each}=x" for each in ("purpose", "recipients", "sender", "contact", "dpo")),
    "--law=LAB § 8",
    "--legal-basis=public-task",
)


@pytest.mark.parametrize(
    "arguments",
    [
        ("rules", "show", "gone"),
        ("rules", "show", BOOK, "gone"),
        ("rules", "check", "gone"),
        ("rules", "cases", "gone", "--missing"),
        ("programme", "show", "gone"),
        ("programme", "simulate", "gone"),
        ("programme", "report", "gone", "table.csv"),
        ("programme", "compare", "gone.yaml"),
        ("programme", "find", "gone.yaml", *FACTS),
        ("explain", "gone.yaml", "--stability"),
        ("interview", "gone.yaml"),
        ("assess", "gone.yaml"),
    ],
)
def test_problems_are_told_in_the_language_asked_for(arguments: tuple[str, ...]) -> None:
    """Whatever a command refuses, it says so in the language of `--lang`."""
    told = {"da": "fejl[", "sv": "fel[", "en": "error["}
    results = {language: triage(*arguments, "--lang", language) for language in told}
    for language, result in results.items():
        assert result.err.removeprefix("gone.yaml: ").startswith(told[language])
        assert result.exit == results["en"].exit != Exit.DONE
        assert result.out == ""


def test_every_command_has_a_context() -> None:
    """None shows errors or finds exit codes by itself."""
    groups = (command.triage, command.rules, command.programme)
    for group in groups:
        for name in group.list_commands(click.Context(group)):
            found = group.get_command(click.Context(group), name)
            assert found is not None
            if isinstance(found, click.Group):
                continue
            made = inspect.unwrap(found.callback) if found.callback else None
            assert made is not None
            assert next(iter(inspect.signature(made).parameters)) == "context", name
