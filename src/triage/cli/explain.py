"""`triage explain`: why, why not, what would lead there, what if, and how firmly it stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import click

from triage.cases.case_file import Case
from triage.cli.assessing import read_named, today
from triage.cli.exits import Exit
from triage.cli.failures import exit_of, show
from triage.cli.loading import load
from triage.cli.location import placed
from triage.cli.options import FILE, RULEBOOK, as_date
from triage.cli.settings import settings
from triage.cli.shielding import shield
from triage.cli.streams import emphasis, say, speaks_utf8, width
from triage.diagnostics import Sources, TriageError
from triage.engine import Evaluator
from triage.explain import Explained, Explainer
from triage.language.at_hand import DEFAULT, find_by_id, find_rulebook
from triage.model.rulebook import Rulebook
from triage.present import (
    Audience,
    Explanation,
    explanation_page,
    language_for,
    render_markdown,
    render_text,
)


@dataclass(frozen=True, slots=True)
class _Options:
    rulebook: str | None
    as_of: date | None
    language: str | None
    form: str
    audience: str
    why: str | None
    why_not: str | None
    towards: str | None
    changes: tuple[str, ...]
    stability: bool


@click.command()
@click.argument("case", type=FILE, metavar="CASE")
@click.option("--why", metavar="X", help="Why X: a typology, an intervention or a rule.")
@click.option("--why-not", metavar="X", help="Why not X; also intervention=status.")
@click.option("--towards", metavar="X", help="What changes would settle X; also as above.")
@click.option(
    "--set",
    "changes",
    metavar="Q=VALUE",
    multiple=True,
    help="What if the answer to Q were VALUE; may be repeated.",
)
@click.option("--stability", is_flag=True, help="Which single answers stand on an edge.")
@click.option("--rulebook", "-r", type=RULEBOOK, metavar="R", help="Path or id of the rulebook.")
@click.option("--as-of", metavar="D", callback=as_date, help="Day to assess for, as 2026-11-22.")
@click.option(
    "--for",
    "audience",
    type=click.Choice(("staff", "participant")),
    default="staff",
    show_default=True,
    help="Who reads; of the page, not of JSON.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(("da", "sv", "en")),
    envvar="TRIAGE_LANG",
    help="Language of the page.  [default: the rulebook's own]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "md")),
    default="text",
    show_default=True,
    help="Page as text or Markdown, or the explanation as JSON.",
)
def explain(case: str, **options: str | bool | date | tuple[str, ...] | None) -> Exit:
    """Say why, why not, and what would change it.

    CASE is a file as for `triage assess`, or - for standard input. One thing is asked at a time.

    Q is a question, an item's question as goals.1.papers, or a cell as barriers.childcare.weight.
    Members of a set stand with commas between them. Q= takes the answer back.
    """
    asked = _Options(**options)  # type: ignore[arg-type]
    ask = _asking(asked)
    sources = Sources()
    found: Case | None = None
    try:
        found = read_named(case, sources, lambda id_: _rulebook(asked, id_, sources))
        rulebook = _rulebook(asked, found.rulebook, sources)
        shield(found, rulebook, sources)
        explainer = Explainer(rulebook, Evaluator(rulebook))
        explained = explainer.of(found.answers, asked.as_of or found.as_of or today())
        outcome = explained.outcome
    except TriageError as error:
        problems = [placed(each, found) for each in error.diagnostics]
        show(problems, sources, asked.language or "da")
        return exit_of(error)
    try:
        explanation = ask(explained, rulebook)
    except TriageError as error:
        show(error.diagnostics, None, asked.language or "da")
        code = exit_of(error)  # the case is in order: it is what was asked for
        return Exit.USAGE if code is Exit.INVALID else code
    if asked.form == "json":
        content = explanation.to_dict()
        say(f"{json.dumps(content, ensure_ascii=not speaks_utf8(), indent=2)}\n")
        return Exit.DONE
    language = language_for(asked.language, rulebook.texts.language)
    audience = Audience(asked.audience)
    page = explanation_page(rulebook, found.answers, outcome, explanation, language, audience)
    say(render_markdown(page) if asked.form == "md" else render_text(page, width(), emphasis()))
    return Exit.DONE


_Ask = Callable[[Explained, Rulebook], Explanation]


def _asking(asked: _Options) -> _Ask:
    """Find the one thing that is asked.

    Raises:
        click.UsageError: nothing is, or more than one.
    """
    why, why_not, towards = asked.why, asked.why_not, asked.towards
    asking: list[_Ask] = []
    if why is not None:
        asking.append(lambda explained, _: explained.why(why))
    if why_not is not None:
        asking.append(lambda explained, _: explained.why_not(why_not))
    if towards is not None:
        asking.append(lambda explained, _: explained.towards(towards))
    if asked.changes:
        asking.append(lambda explained, book: explained.what_if(settings(book, asked.changes)))
    if asked.stability:
        asking.append(lambda explained, _: explained.stability())
    if len(asking) != 1:
        raise click.UsageError(
            "Ask one thing: --why, --why-not, --towards, --set or --stability.",
            click.get_current_context(),
        )
    return asking[0]


def _rulebook(asked: _Options, named: str | None, sources: Sources) -> Rulebook:
    path = find_rulebook(asked.rulebook) if asked.rulebook else find_by_id(named or DEFAULT)
    return load(path, sources)
