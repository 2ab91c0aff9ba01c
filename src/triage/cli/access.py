"""`triage access`: everything a case holds about a person, for that person, read first by staff.

It writes no file, for nobody: one that is refused to some would tell that they are among these.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import click

from triage import library
from triage.cases.case_file import Case
from triage.cases.comments import comments_in
from triage.cases.held import Held
from triage.cli.case_traces import traces_of
from triage.cli.context import STDIN, Context, command, today
from triage.cli.exits import Exit
from triage.cli.failures import exit_of
from triage.cli.options import AS_OF, FILE, LANGUAGE, OF_RULEBOOK, forms, said
from triage.cli.several import check_one, read_part
from triage.diagnostics import Diagnostic, Severity, TriageError
from triage.explain import assessed_of
from triage.explain.assessed import Assessed
from triage.language.at_hand import DEFAULT, find_by_id
from triage.model.rulebook import Rulebook
from triage.present import Handing, access_page


def _recipients(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> Any:
    return tuple(said(context, parameter, each) for each in given)


RECIPIENTS = click.option(
    "--recipient",
    "recipients",
    multiple=True,
    callback=_recipients,
    help="Who has seen or received the information; may be repeated.",
)


@command("access", problems_in="da")
@click.argument("case", type=FILE)
@OF_RULEBOOK
@AS_OF
@RECIPIENTS
@LANGUAGE
@forms("text", "md")
def access(context: Context, case: str, **options: Any) -> Exit:
    """Print everything a case holds about a person, for that person.

    CASE is a file as for `triage assess`, or - for standard input. Answers, earlier answers, notes,
    and what the rules conclude from them are told in words, with why each was asked.

    Read the page before you hand it over. What may be about others or about safety is marked.
    Nothing is written to a file, whoever it is about.
    """
    look_at_the_output(context)
    return _Accessing(context, options).of(case)


def look_at_the_output(context: Context) -> None:
    """Refuse to write into a file, and say aloud where another program takes the page over.

    Of everybody alike: what is only said of some would tell that they are among these.

    Raises:
        TriageError: the shell has put a file in the place of standard output.
    """
    with suppress(OSError, ValueError):  # not every stream has a number
        mode = os.fstat(sys.stdout.fileno()).st_mode
        if stat.S_ISREG(mode):
            raise TriageError((Diagnostic("access-to-a-file"),))
        if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
            context.tell([Diagnostic("access-through-a-pipe", severity=Severity.NOTE)])


class _Accessing:
    def __init__(self, context: Context, options: Mapping[str, Any]) -> None:
        self._context, self._options = context, options

    def of(self, name: str) -> Exit:
        found = self._context.read_case(name, self._rulebook)
        check_one(found, self._options["rulebook"])
        rulebook = self._rulebook(found.rulebook)
        as_of = self._options["as_of"] or found.as_of or today()
        traces = () if name == STDIN else traces_of(Path(name).resolve(), found)
        held = Held(found, comments_in(found.root), tuple(each.trace for each in traces))
        assessed, done = self._assessed(found, rulebook, as_of)
        handing = Handing(today(), as_of, self._options["recipients"])
        language = self._context.language_of(rulebook)
        self._context.say_page(access_page(held, rulebook, assessed, handing, language))
        return done

    def _rulebook(self, id_: str | None) -> Rulebook:
        return self._context.load(self._options["rulebook"] or find_by_id(id_ or DEFAULT))

    def _assessed(
        self, found: Case, rulebook: Rulebook, as_of: date
    ) -> tuple[Assessed | None, Exit]:
        """Return what the rules make of a case; where they can make nothing of it, say why."""
        try:
            self._context.shield(rulebook)
            own = read_part(self._context, found, rulebook)
            outcome = library.Rulebook(rulebook).assess(own.answers, as_of=as_of)
        except TriageError as error:
            self._context.tell(error.diagnostics)
            return None, exit_of(error)
        return assessed_of(outcome), Exit.DONE
