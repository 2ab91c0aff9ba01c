"""Assessing one case after the other, and writing what comes of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from triage.cases.case_file import Case
from triage.cli.context import STDIN, Context, today
from triage.cli.exits import Exit
from triage.cli.streams import emphasis, say, speaks_utf8, width
from triage.diagnostics import TriageError
from triage.engine import Engine
from triage.explain import Assessed, ExplainedOutcome, assessed_of
from triage.language.at_hand import DEFAULT, find_by_id, find_rulebook
from triage.library import Rulebook
from triage.model.rulebook import Rulebook as RulebookModel
from triage.present import Page, language_for, page_of, render_markdown, render_text


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    rulebook: str | None
    as_of: date | None
    engine: Engine
    language: str | None
    form: str
    everything: bool
    several: bool


@dataclass(frozen=True, slots=True)
class _Book:
    model: RulebookModel
    assesses: Rulebook


class Assessing:
    """Assesses cases as one request asks; each rulebook is loaded once."""

    def __init__(self, request: Request) -> None:
        """Take the options of the command."""
        self._request = request
        self._books: dict[Path, _Book] = {}
        self._written = False

    def one(self, name: str) -> Exit:
        """Assess one case and write its page; what is wrong with it is written aside."""
        context = Context(self._request.language, self._request.form, problems_in="da")
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
            model = context.load(path)
            self._books[path] = _Book(model, Rulebook(model))
        return self._books[path]

    def _write(self, name: str, case: Case, outcome: ExplainedOutcome) -> None:
        if self._request.form == "json":
            self._write_json(name, "outcome", outcome.to_dict())
            return
        page = self._page(name, case, assessed_of(outcome))
        between = "\n\n" if self._written else ""
        self._written = True
        if self._request.form == "md":
            say(between + render_markdown(page))
        else:
            say(between + render_text(page, width(), emphasis()))

    def _page(self, name: str, case: Case, assessed: Assessed) -> Page:
        return page_of(
            assessed,
            language_for(self._request.language, assessed.rulebook.texts.language),
            case=case.case or (None if name == STDIN else Path(name).stem),
            everything=self._request.everything,
        )

    def _write_json(self, name: str, key: str, content: object) -> None:
        """Write one document; of several cases, one line each that names its case."""
        several = self._request.several
        document = {"case": name, key: content} if several else content
        shown = json.dumps(document, ensure_ascii=not speaks_utf8(), indent=None if several else 2)
        say(f"{shown}\n")

    def _refuse(self, name: str, error: TriageError, context: Context) -> Exit:
        if context.form == "json" and self._request.several:
            problems = context.placed(error.diagnostics)
            content = [each.to_dict(context.told_in) for each in problems]
            self._write_json(name, "diagnostics", content)
        return context.refuse(error)
