"""`triage assess`: from case files to the pages a caseworker reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from triage.cases.case_file import Case
from triage.cli.context import STDIN, Context, command, say_json, today
from triage.cli.exits import Exit
from triage.cli.options import APPROVED, AS_OF, FILE, LANGUAGE, OF_RULEBOOK, forms
from triage.cli.streams import say
from triage.diagnostics import TriageError
from triage.engine import Engine
from triage.explain import ExplainedOutcome, assessed_of
from triage.language.at_hand import DEFAULT, find_by_id, find_rulebook
from triage.library import Rulebook
from triage.model.rulebook import Rulebook as RulebookModel
from triage.present import page_of


@command("assess", problems_in="da")
@click.argument("cases", type=FILE, nargs=-1, required=True, metavar="CASE...")
@OF_RULEBOOK
@APPROVED
@AS_OF
@click.option(
    "--engine",
    type=click.Choice(("reference", "compiled", "durable", "checked")),
    default="checked",
    show_default=True,
    help="Which engine evaluates; checked runs two and refuses if they differ.",
)
@LANGUAGE
@forms(
    "text",
    "json",
    "md",
    told="Page as text or Markdown, or the outcome as JSON (of several cases, one a line).",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also show what is not suggested, and what is kept off the page.",
)
@click.option(
    "--add",
    "by_hand",
    metavar="X",
    multiple=True,
    help="Also put the intervention X in the plan on the page; may be repeated.",
)
def assess(
    context: Context,
    cases: tuple[str, ...],
    **options: str | bool | date | tuple[str, ...] | None,
) -> Exit:
    """Assess cases: typology, plan, and what is still open.

    CASE is a YAML or JSON file with `answers`, or - for standard input. A case that cannot be
    assessed does not stop the others; the exit code is that of the worst.

    The rulebook is the one named with --rulebook, else the one the case names, else projekt-500.
    The day is --as-of, else the case's own, else today.
    """
    # click has read each option as its field is typed; a mapping cannot say so.
    request = Request(several=len(cases) > 1, **options)  # type: ignore[arg-type]
    assessing = Assessing(request, context)
    return max(assessing.one(case) for case in cases)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line, beside language and form."""

    rulebook: str | None
    as_of: date | None
    engine: Engine
    everything: bool = False
    several: bool = False
    approved: bool = False
    by_hand: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Book:
    model: RulebookModel
    assesses: Rulebook


class Assessing:
    """Assesses cases as one request asks; each rulebook is loaded once."""

    def __init__(self, request: Request, context: Context) -> None:
        """Take the options of the command."""
        self._request, self._context = request, context
        self._books: dict[Path, _Book] = {}
        self._written = False

    def one(self, name: str) -> Exit:
        """Assess one case and write its page; what is wrong with it is written aside."""
        context = self._context.anew()
        try:
            case = context.read_case(name, lambda id_: self._book(id_, context).model)
            book = self._book(case.rulebook, context)
            context.shield(book.model)
            as_of = self._request.as_of or case.as_of or today()
            outcome = book.assesses.assess(case.answers, as_of=as_of, engine=self._request.engine)
            self._write(name, case, outcome)
        except TriageError as error:
            return self._refuse(name, error, context)
        return Exit.DONE

    def _book(self, named: str | None, context: Context) -> _Book:
        asked = self._request.rulebook
        path = find_rulebook(asked) if asked else find_by_id(named or DEFAULT)
        if path not in self._books:
            model = context.load(path, approved=self._request.approved)
            self._books[path] = _Book(model, Rulebook(model))
        return self._books[path]

    def _write(self, name: str, case: Case, outcome: ExplainedOutcome) -> None:
        if self._context.form == "json":
            self._write_json(name, "outcome", outcome.to_dict())
            return
        assessed = assessed_of(outcome)
        page = page_of(
            assessed,
            self._context.language_of(assessed.rulebook),
            case=case.case or (None if name == STDIN else Path(name).stem),
            by_hand=self._request.by_hand,
            everything=self._request.everything,
        )
        say("\n\n" if self._written else "")
        self._written = True
        self._context.say_page(page)

    def _write_json(self, name: str, key: str, content: object) -> None:
        """Write one document; of several cases, one line each that names its case."""
        several = self._request.several
        say_json({"case": name, key: content} if several else content, on_one_line=several)

    def _refuse(self, name: str, error: TriageError, context: Context) -> Exit:
        if context.form == "json" and self._request.several:
            problems = context.placed(error.diagnostics)
            content = [each.to_dict(context.told_in) for each in problems]
            self._write_json(name, "diagnostics", content)
        return context.refuse(error)
