"""`triage programme find`: an invitation list of people nobody sees, with the letter they get."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from triage.cli.atomic_write import refuse_taken, save_folder
from triage.cli.context import Context, command, today
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE, as_date, new_folder, said
from triage.diagnostics import Diagnostic
from triage.language.at_hand import find_rulebook
from triage.language.declared import read_declared
from triage.model.provision import names_paragraph
from triage.present import (
    Words,
    basis_said,
    found_page,
    found_reasons,
    letter_words,
    render_markdown,
)
from triage.programme.cell_suppression import LIMIT
from triage.programme.outreach import (
    LANGUAGES,
    LegalBasis,
    LetterFacts,
    Method,
    Tables,
    counted,
    letter,
    match,
    read_known,
)
from triage.programme.problems import Problems

_SHOWN = 20
_COLUMNS = ("id", "reason", "purpose", "legal_basis")
_CONSENT = frozenset({"consent", "samtykke", "samtycke"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for, and what everything that comes of it has to tell."""

    tables: Path
    output: Path
    as_of: date
    method: Path
    limit: int
    facts: LetterFacts


class _Basis(click.Choice[str]):
    """A basis in law, from a list; what people take for one is refused with the reason."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> LegalBasis:
        """Read what was typed."""
        if str(value).strip().lower() in _CONSENT:
            self.fail(
                "Consent is no basis for this: nobody has been asked, and an authority may not "
                "rest a search on it.",
                param,
                ctx,
            )
        return LegalBasis(super().convert(str(value), param, ctx))


def _law(context: click.Context, option: click.Parameter, text: str) -> str:
    """Read the law behind a basis; a practice, a decision or consent is none."""
    law = said(context, option, text)
    if not names_paragraph(law):
        raise click.BadParameter("it names no paragraph of a law, as `LAB § 8, stk. 1` does")
    return law


@command("find")
@click.argument("tables", metavar="TABLES", type=click.Path(path_type=Path))
@click.option(
    "--purpose",
    required=True,
    callback=said,
    help="What it is for; stands on everything that is written.",
)
@click.option(
    "--legal-basis",
    required=True,
    type=_Basis([each.value for each in LegalBasis]),
    help="What allows the search (GDPR, article 6): a task that law gives you, or a law that "
    "demands this very search. Stands on everything, with its conditions. Consent is no basis.",
)
@click.option(
    "--law", required=True, callback=_law, help="The law and its paragraph; stands on it too."
)
@click.option(
    "--recipients", required=True, callback=said, help="A sentence on who gets the information."
)
@click.option("--sender", required=True, callback=said, help="Who is responsible for the data.")
@click.option(
    "--contact", required=True, callback=said, help="A sentence on how to answer the letter."
)
@click.option(
    "--dpo", required=True, callback=said, help="How to reach the data protection officer."
)
@click.option("--delete-by", required=True, callback=as_date, help="When everything is deleted.")
@new_folder("Folder to write to; must not exist yet.")
@click.option("--as-of", metavar="D", callback=as_date, help="Day to search as of; else today.")
@click.option(
    "--method",
    type=click.Path(path_type=Path),
    help="File that says whom to look for; else that of Projekt 500.",
)
@click.option(
    "--team", "stays", is_flag=True, help="The counts stay in the team: small numbers are shown."
)
@LANGUAGE
def find(context: Context, tables: Path, output: Path, **options: Any) -> Exit:
    """Find people who took a course and have had no income since, to invite them.

    TABLES is a file that says where the tables are; docs/how-to/find-people-to-invite.md describes
    it. Writes a folder with the list, the letter in three languages, and how many people were left
    out and why. Decides nothing about anybody, and keeps nothing.
    """
    return _find(_asked(tables, output, options), context)


def _asked(tables: Path, output: Path, options: Mapping[str, Any]) -> _Asked:
    day = options["as_of"] or today()
    if options["delete_by"] < day:
        raise click.UsageError("--delete-by lies before the day that is looked as of.")
    refuse_taken(output)
    told = ("sender", "contact", "dpo", "purpose", "legal_basis", "law", "recipients", "delete_by")
    return _Asked(
        tables=tables,
        output=output,
        as_of=day,
        method=options["method"] or _shipped(),
        limit=1 if options["stays"] else LIMIT,
        facts=LetterFacts(**{name: options[name] for name in told}),
    )


def _shipped() -> Path:
    """Return the method that comes with the rulebook of Projekt 500."""
    return find_rulebook("projekt-500") / "find" / "danish-courses.yaml"


def _find(asked: _Asked, context: Context) -> Exit:
    declared = read_declared(asked.tables, Tables, context.sources)
    method = read_declared(asked.method, Method, context.sources)
    known, problems = read_known(declared, method, asked.as_of, asked.tables.parent)
    found = match(known, method, asked.as_of)
    counts = counted(found, method, known.read_as, asked.facts, asked.limit)
    language = context.language or "da"
    page = found_page(counts, found.months, language)
    rows = found_reasons(found, language)
    files = {
        "invitations.csv": _invitations(rows, asked.facts, language),
        "count.md": render_markdown(page),
        "count.json": f"{json.dumps(counts.to_dict(), ensure_ascii=False, indent=2)}\n",
        **dict(_letters(declared, asked.facts)),
    }
    save_folder(asked.output, files)
    context.say_page(page)
    return _problems(problems, replace(context, language=language))


def _invitations(rows: Iterator[tuple[str, str]], facts: LetterFacts, language: str) -> str:
    basis = basis_said(facts.legal_basis, facts.law, Words(language))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for id_, reason in rows:
        writer.writerow((id_, reason, facts.purpose, basis))
    return text.getvalue()


def _letters(declared: Tables, facts: LetterFacts) -> Iterator[tuple[str, str]]:
    sources = {"courses": declared.courses.called, "income": declared.income.called}
    lists = [each.called for each in (declared.protected, declared.crisis) if each is not None]
    for language in LANGUAGES:
        words = letter_words(facts, lists, language)
        yield f"letter.{language}.md", letter(facts, sources, language, words)


def _problems(problems: Mapping[str, Problems], context: Context) -> Exit:
    """Tell the rows that could not be used, table by table."""
    done = Exit.DONE
    for called, each in problems.items():
        if each.told:
            done = Exit.INVALID
            more: dict[str, str | int] = {"table": called, "count": len(each.rows)}
            context.tell([Diagnostic("rows-of-a-table", details=more), *each.told[:_SHOWN]])
    return done
