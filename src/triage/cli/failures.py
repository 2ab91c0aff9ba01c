"""What people read when something went wrong: words on standard error, never a traceback."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from triage.cli.exits import Exit
from triage.cli.streams import has_colour, is_lost, let_go_of_output, tell_aside, width_of
from triage.cli.usage_words import LANGUAGE_SET, language_typed, usage_in
from triage.diagnostics import (
    Diagnostic,
    EnginesDisagree,
    EngineUnavailable,
    ExtraMissing,
    LimitReached,
    TriageError,
    fault_of,
    nearest,
    quoted,
    render_text,
)

_EXITS: dict[type[TriageError], Exit] = {
    EnginesDisagree: Exit.DISAGREE,
    EngineUnavailable: Exit.UNABLE,
    ExtraMissing: Exit.UNABLE,
    LimitReached: Exit.UNABLE,
}


def exit_of(error: TriageError) -> Exit:
    """Return the exit code an error stands for."""
    return _EXITS.get(type(error), Exit.INVALID)


def show(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, str] | None, language: str
) -> None:
    """Write diagnostics to standard error."""
    colour, wide = has_colour(sys.stderr), width_of(sys.stderr)
    tell_aside(render_text(diagnostics, sources, language, colour, wide))


def tell(error: BaseException, language: str = "en") -> Exit:
    """Say what happened, whatever it was, and give the exit code."""
    match error:
        case TriageError():
            show(error.diagnostics, None, language)
            return exit_of(error)
        case BrokenPipeError():
            let_go_of_output()
            return Exit.DONE
        case OSError() if is_lost(sys.stdout):
            let_go_of_output()
            show([Diagnostic("output-not-written")], None, language)
            return Exit.UNABLE
        case click.ClickException():
            tell_aside(f"{error.format_message()}\n")
            return Exit.INVALID
        case MemoryError() | RecursionError():
            show([Diagnostic("out-of-memory")], None, language)
            return Exit.UNABLE
        case OSError():
            name = error.filename if isinstance(error.filename, str) else "?"
            show([Diagnostic("unreadable-file", details={"file": name})], None, language)
            return Exit.INVALID
        case _:
            show([fault_of(error)], None, language)
            return Exit.UNABLE


def show_usage(error: click.UsageError, typed: Sequence[str]) -> None:
    """Write the error to standard error; of what was typed, only what is nearly right is told.

    Names of people, answers and paths stand on a command line too, and what it says may be logged.
    """
    language = language_typed(typed, os.environ.get(LANGUAGE_SET))
    known = set(_known(error))
    message = usage_in(language, error.format_message())
    parts = {part for each in typed for part in (each, *each.split("=")) if part.strip()}
    for part in sorted(parts - known, key=len, reverse=True):
        written = "|".join({re.escape(form) for form in (part, repr(part)[1:-1])})
        told = quoted(part, nearest(part, known))
        message = re.sub(rf"(?<!\w)(?:{written})(?!\w)", told, message)
    shown = io.StringIO()
    click.UsageError(message, error.ctx).show(shown)
    tell_aside(usage_in(language, shown.getvalue()))


def _known(error: click.UsageError) -> Iterator[str]:
    """Yield the words of a command: its name, its commands, its options and what they take."""
    if isinstance(error, click.BadOptionUsage):
        yield error.option_name
    context = error.ctx
    if context is None:
        return
    yield from context.command_path.split()
    if isinstance(context.command, click.Group):
        yield from context.command.list_commands(context)
    for each in context.command.params:
        yield from each.opts
        if isinstance(each.type, click.Choice):
            yield from map(str, each.type.choices)
