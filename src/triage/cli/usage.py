"""What the command was asked in a way it does not know, told without what was typed.

Names of people, answers and paths stand on a command line too, and what it says of them may end up
in a log.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

import click

from triage.cli.streams import tell_aside
from triage.diagnostics import nearest, quoted


def show_usage(error: click.UsageError, typed: Sequence[str]) -> None:
    """Write the error to standard error; of what was typed, only what is nearly right is told."""
    known = set(_known(error))
    message = error.format_message()
    parts = {part for each in typed for part in (each, *each.split("=")) if part.strip()}
    for part in sorted(parts - known, key=len, reverse=True):
        written = "|".join({re.escape(form) for form in (part, repr(part)[1:-1])})
        told = quoted(part, nearest(part, known))
        message = re.sub(rf"(?<!\w)(?:{written})(?!\w)", told, message)
    shown = io.StringIO()
    click.UsageError(message, error.ctx).show(shown)
    tell_aside(shown.getvalue())


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
