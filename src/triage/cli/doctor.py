"""`triage doctor`: versions, engines, and what is missing and how to get it."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import click

from triage.cli.context import Context, command
from triage.cli.exits import Exit
from triage.cli.options import MESSAGES
from triage.cli.streams import say
from triage.diagnostics import Diagnostic, EngineUnavailable, TriageError
from triage.engine import EngineName
from triage.engine.rete import self_test
from triage.language.at_hand import DEFAULT
from triage.library import LANGUAGE_VERSION, __version__
from triage.model.assessment import ASSESSMENT_SCHEMA
from triage.model.outcome import OUTCOME_SCHEMA

_DURABLE = "durable-rules"
_LIBRARIES = ("Babel", "click", "pydantic", "PyYAML", _DURABLE)
_NOT_INSTALLED = "not installed"
_NEEDS_DURABLE = (EngineName.DURABLE, EngineName.CHECKED)


@command("doctor")
@click.option(
    "--rulebook",
    "-r",
    metavar="R",
    default=DEFAULT,
    show_default=True,
    help="Path or id of the rulebook to look at.",
)
@MESSAGES
def doctor(context: Context, rulebook: str) -> Exit:
    """Show versions and engines, and what is missing.

    If something is missing, it says how to get it, with exit code 5.
    """
    _line("triage", __version__)
    _line("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    for library in _LIBRARIES:
        _line(library, _version(library))
    _line("rulebook language", LANGUAGE_VERSION)
    _line("assessment schema", ASSESSMENT_SCHEMA)
    _line("outcome schema", OUTCOME_SCHEMA)
    missing = [*_rulebook(context, rulebook), *_engines()]
    if missing:
        context.tell(missing)
    return Exit.UNABLE if missing else Exit.DONE


def _line(name: str, value: str) -> None:
    say(f"{name}: {value}\n")


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return _NOT_INSTALLED


def _rulebook(context: Context, name: str) -> tuple[Diagnostic, ...]:
    try:
        found = context.load(name)
    except TriageError as error:
        _line("rulebook", f"{name}, does not load")
        return error.diagnostics
    digests = f"digest {found.digest}, of the texts {found.texts_digest}"
    _line("rulebook", f"{found.id} {found.version}, {digests}")
    return ()


def _engines() -> tuple[Diagnostic, ...]:
    """Say which engines work; without durable-rules, checked runs the compiled one alone."""
    try:
        self_test()
    except EngineUnavailable as error:
        wrong = error.diagnostics
    else:
        wrong = ()
    is_there = _version(_DURABLE) != _NOT_INSTALLED
    told = f"{_DURABLE} {'does not work' if is_there else 'is missing'}"
    for engine in EngineName:
        _line(f"engine {engine}", told if wrong and engine in _NEEDS_DURABLE else "available")
    return wrong
