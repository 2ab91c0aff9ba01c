"""`triage explain`: why, why not, what would lead there, what if, and how firmly it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import click

from triage import library
from triage.cli.context import Context, command, say_json, today
from triage.cli.exits import Exit
from triage.cli.options import APPROVED, AS_OF, FILE, LANGUAGE, OF_RULEBOOK, forms
from triage.cli.several import check_one, read_part
from triage.diagnostics import TriageError
from triage.explain import ExplainedOutcome, assessed_of, with_explanations
from triage.intake.places import question_at
from triage.intake.typed_names import typed_path, typed_value
from triage.language.at_hand import DEFAULT, find_by_id
from triage.model.answer_path import AnswerPath
from triage.model.question import OpenReason, Subset
from triage.model.rulebook import Rulebook
from triage.model.written import WrittenText
from triage.present import Audience, Explanation, explanation_page

_REASONS = (OpenReason.UNKNOWN.value, OpenReason.DECLINED.value)


@dataclass(frozen=True, slots=True)
class _Options:
    rulebook: str | None
    as_of: date | None
    audience: str
    why: str | None
    why_not: str | None
    towards: str | None
    changes: tuple[str, ...]
    stability: bool
    approved: bool


@command("explain", problems_in="da")
@click.argument("case", type=FILE, metavar="CASE")
@click.option("--why", metavar="X", help="Why X: a typology, an intervention or a rule.")
@click.option("--why-not", metavar="X", help="Why not X; also intervention=status.")
@click.option(
    "--towards", metavar="X", help="What changes would settle X; also intervention=status."
)
@click.option(
    "--set",
    "changes",
    metavar="Q=VALUE",
    multiple=True,
    help="What if the answer to Q were VALUE; may be repeated.",
)
@click.option(
    "--stability",
    is_flag=True,
    help="Which single answers, one step off, would change the typology.",
)
@OF_RULEBOOK
@APPROVED
@AS_OF
@click.option(
    "--for",
    "audience",
    type=click.Choice(("staff", "participant")),
    default="staff",
    show_default=True,
    help="Who reads the page; JSON, which holds ids, is for staff.",
)
@LANGUAGE
@forms("text", "json", "md", told="Page as text or Markdown, or the explanation as JSON.")
def explain(
    context: Context, case: str, **options: str | bool | date | tuple[str, ...] | None
) -> Exit:
    """Say why, why not, and what would change it.

    CASE is a file as for `triage assess`, or - for standard input. Ask one thing at a time.

    X is an id or a label, in any language of the rulebook. Q is a question, an item's question as
    goals.1.papers, or a cell as barriers.childcare.weight; it and VALUE are ids or labels too.
    Separate members of a set with commas. Q= takes the answer back.
    """
    # click has read each option as its field is typed; a mapping cannot say so.
    asked = _Options(**options)  # type: ignore[arg-type]
    ask = _asking(asked)
    if context.form == "json" and asked.audience != Audience.STAFF:
        raise click.UsageError("JSON holds ids of the rulebook. For a participant: text or md.")

    def rulebook_for(id_: str | None) -> Rulebook:
        named = asked.rulebook or find_by_id(id_ or DEFAULT)
        return context.load(named, approved=asked.approved)

    found = context.read_case(case, rulebook_for)
    check_one(found, asked.rulebook)
    rulebook = rulebook_for(found.rulebook)
    context.shield(rulebook)
    found = read_part(context, found, rulebook)
    as_of = asked.as_of or found.as_of or today()
    outcome = library.Rulebook(rulebook).assess(found.answers, as_of=as_of, engine="compiled")
    audience = Audience(asked.audience)
    if audience is Audience.PARTICIPANT and context.form != "json":
        outcome = with_explanations(assessed_of(outcome).printable)
    try:
        explanation = ask(outcome, rulebook)
    except TriageError as error:
        code = context.anew().refuse(error)  # the case is in order: it is what was asked for
        return Exit.USAGE if code is Exit.INVALID else code
    if context.form == "json":
        say_json(explanation.to_dict())
        return Exit.DONE
    language = context.language_of(rulebook)
    page = explanation_page(
        rulebook, assessed_of(outcome).answers, outcome, explanation, language, audience
    )
    context.say_page(page)
    return Exit.DONE


_Ask = Callable[[ExplainedOutcome, Rulebook], Explanation]


def _asking(asked: _Options) -> _Ask:
    """Find the one thing that is asked.

    Raises:
        click.UsageError: nothing is, or more than one.
    """
    why, why_not, towards = asked.why, asked.why_not, asked.towards
    asking: list[_Ask] = []
    if why is not None:
        asking.append(lambda outcome, _: outcome.why(why))
    if why_not is not None:
        asking.append(lambda outcome, _: outcome.why_not(why_not))
    if towards is not None:
        asking.append(lambda outcome, _: outcome.towards(towards))
    if asked.changes:
        asking.append(lambda outcome, book: outcome.what_if(_settings(book, asked.changes)))
    if asked.stability:
        asking.append(lambda outcome, _: outcome.stability())
    if len(asking) != 1:
        raise click.UsageError(
            "Ask one thing: --why, --why-not, --towards, --set or --stability.",
            click.get_current_context(),
        )
    return asking[0]


def _settings(rulebook: Rulebook, typed: Iterable[str]) -> dict[str, object | None]:
    """Return the answers that were typed by path; `None` takes one back.

    Raises:
        click.UsageError: something is no `question=value`.
    """
    found: dict[str, object | None] = {}
    for each in typed:
        named, sign, value = each.partition("=")
        if not (sign and named.strip()):
            raise click.UsageError(f"{each!r} is not of the form question=value.")
        path = typed_path(rulebook, named.strip())
        at = named.strip() if path is None else str(path)
        found[at] = _set_to(rulebook, path, value.strip())
    return found


def _set_to(rulebook: Rulebook, path: AnswerPath | None, value: str) -> object | None:
    if not value:
        return None
    if path is None or value in _REASONS:
        return WrittenText(value)
    question = question_at(rulebook, path)
    if not isinstance(question.domain, Subset):
        return WrittenText(typed_value(rulebook, path, question, value))
    members = value.removeprefix("[").removesuffix("]").split(",")
    each_typed = (member.strip() for member in members)
    return [typed_value(rulebook, path, question, each) for each in each_typed if each]
