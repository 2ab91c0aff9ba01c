"""`triage programme compare`: one case under several programmes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import click

from triage.cases.case_file import Case
from triage.cli.context import Context, command, say_json, today
from triage.cli.exits import Exit
from triage.cli.options import AS_OF, FILE, LANGUAGE, forms
from triage.engine import Evaluator
from triage.language.at_hand import DEFAULT, find_by_id, known_rulebooks
from triage.model.rulebook import Rulebook
from triage.present import comparison_page, language_for
from triage.programme import compare


@command("compare", problems_in="da")
@click.argument("case", type=FILE, metavar="CASE")
@click.option(
    "--programme",
    "-p",
    "programmes",
    metavar="R",
    multiple=True,
    help="Path or id of a rulebook; may be repeated.  [default: every programme at hand]",
)
@AS_OF
@click.option("--all", "everything", is_flag=True, help="Also show what is kept off the page.")
@LANGUAGE
@forms("text", "json", "md")
def compare_programmes(
    context: Context,
    case: str,
    programmes: tuple[str, ...],
    as_of: date | None,
    everything: bool,
) -> Exit:
    """Assess one case under several programmes.

    CASE is a file as for `triage assess`, or - for standard input. It may hold answers that only
    some of the programmes ask for; each reads its own. Programmes that ask for none of them are
    left out unless they are named. A case that names several rulebooks is compared under those.

    With --all, for staff, also what is kept off a page that may be printed.
    """
    found = context.read_case(case, lambda id_: context.load(find_by_id(id_ or DEFAULT)))
    books = _books(context, programmes, found)
    for book in books:
        context.shield(book)
    own = books[0].texts.language if books else "da"
    day, language = as_of or found.as_of or today(), language_for(context.language, own)
    evaluators = map(Evaluator, books)
    told = compare(evaluators, found.answers, day, language, everything=everything)
    if context.form == "json":
        say_json(told.to_dict())
    else:
        context.say_page(comparison_page(told, found.case))
    return Exit.DONE


def _books(context: Context, named: Iterable[str], case: Case) -> list[Rulebook]:
    """Load those named, else of several the case names, else all that have a programme and ask.

    One that asks for nothing in the case is about somebody else: a municipality, perhaps.
    """
    several = [find_by_id(id_) for id_ in case.rulebooks] if len(case.rulebooks) > 1 else []
    if books := [context.load(each) for each in [*named] or several]:
        return books
    every = [context.load(path) for _, path in sorted(dict(known_rulebooks()).items())]
    run = [book for book in every if book.programme is not None]
    return [book for book in run if not case.answers or case.answers.keys() & book.questions.keys()]
