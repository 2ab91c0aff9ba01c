"""`triage assess`: from case files to the pages a caseworker reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from triage.cases.case_file import Case
from triage.cli.context import STDIN, Context, command, say_json, today
from triage.cli.exits import Exit
from triage.cli.journal_options import JOURNAL, KEY_FILE, ROLE, WHO, Office, an_office
from triage.cli.options import APPROVED, AS_OF, FILE, OF_RULEBOOK, forms, language_of_the
from triage.cli.several import read_part
from triage.cli.streams import say, tell_aside
from triage.diagnostics import Diagnostic, TriageError
from triage.engine import Engine
from triage.explain import Assessed, ExplainedOutcome, assessed_of
from triage.language.at_hand import DEFAULT, find_by_id, find_rulebook
from triage.library import Rulebook
from triage.model.rulebook import Rulebook as RulebookModel
from triage.present import (
    LANGUAGES,
    SHEET_LANGUAGES,
    CopyTarget,
    Page,
    Targets,
    Words,
    copies_of,
    copy_told,
    page_of,
    read_targets,
    sheet_language_for,
    sheet_of,
)
from triage.present.journal_end import with_journal_end

PARTICIPANT, STAFF = "participant", "staff"


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
@language_of_the("page; of the sheet for the participant also others", SHEET_LANGUAGES)
@forms(
    "text",
    "json",
    "md",
    "html",
    told="Page as text, Markdown or HTML, or the outcome as JSON (of several cases, one a line).",
)
@click.option(
    "--for",
    "reader",
    type=click.Choice((PARTICIPANT, STAFF)),
    help="participant: the sheet to take home, in plain words; refused where it may do harm. staff:"
    " the page for staff alone, which begins with what keeps the person safe."
    "  [default: a page that may be printed]",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="The page for staff, with everything that is not suggested too.",
)
@click.option(
    "--add",
    "by_hand",
    metavar="X",
    multiple=True,
    help="Also put the intervention X in the plan on the page; may be repeated.",
)
@click.option(
    "--in-person",
    is_flag=True,
    help="With --for participant: you give the sheet by hand, and the person has said that she or"
    " he takes it home. Then how to make contact need not be known.",
)
@click.option(
    "--copy",
    "target",
    type=click.Choice([str(each) for each in CopyTarget]),
    help="Write a plain text to paste there instead of the page; sms is refused where it may harm.",
)
@click.option(
    "--limits",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="With --copy: how long texts may be, as in docs/reference/copies.md.",
)
@JOURNAL
@KEY_FILE
@WHO
@ROLE
def assess(
    context: Context,
    cases: tuple[str, ...],
    **options: str | bool | date | tuple[str, ...] | None,
) -> Exit:
    """Assess cases: typology, plan, and what is still open.

    CASE is a YAML or JSON file with `answers`, or - for standard input. A case that cannot be
    assessed does not stop the others; the exit code is that of the worst.

    The rulebook is the one named with --rulebook, else the one the case names, else projekt-500. Of
    several that a case names, each reads its own answers, and is told of on its own.
    The day is --as-of, else the case's own, else today.
    """
    _refuse_together(context, **options)
    limits = options.pop("limits")
    targets = None if limits is None else read_targets(str(limits), context.sources)
    office = an_office(options)
    # click has read each option as its field is typed; a mapping cannot say so.
    request = Request(several=len(cases) > 1, targets=targets, **options)  # type: ignore[arg-type]
    with office as opened:
        assessing = Assessing(request, context, opened)
        return max(assessing.one(case) for case in cases)


def _refuse_together(context: Context, **options: object) -> None:
    """Refuse options of which one would be left unheard."""
    target, reader, everything = options["target"], options["reader"], options["everything"]
    if reader == PARTICIPANT and (target or everything or context.form == "json"):
        raise click.UsageError("--for participant writes the sheet alone.")
    if reader != PARTICIPANT and context.language not in (None, *LANGUAGES):
        raise click.UsageError("That language is one of the sheet alone: --for participant.")
    if target is not None and (reader or everything or context.form != "text"):
        raise click.UsageError("--copy writes plain text alone.")
    if options["in_person"] and reader != PARTICIPANT:
        raise click.UsageError("--in-person takes --for participant.")
    if options["limits"] is not None and target is None:
        raise click.UsageError("--limits takes --copy.")


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line, beside language and form."""

    rulebook: str | None
    as_of: date | None
    engine: Engine
    everything: bool = False
    several: bool = False
    approved: bool = False
    reader: str | None = None
    by_hand: tuple[str, ...] = ()
    in_person: bool = False
    target: str | None = None
    targets: Targets | None = None


@dataclass(frozen=True, slots=True)
class _Book:
    path: Path
    model: RulebookModel
    assesses: Rulebook


class Assessing:
    """Assesses cases as one request asks; each rulebook is loaded once."""

    def __init__(
        self,
        request: Request,
        context: Context,
        office: Office | None = None,
        draft: int | None = None,
    ) -> None:
        """Take the options, the office in whose journal to note, and the draft that ends so."""
        self._request, self._context, self._office = request, context, office
        self._draft = draft
        self._books: dict[Path, _Book] = {}
        self._written = False

    def one(self, name: str) -> Exit:
        """Assess one case and write its page; what is wrong with it is written aside."""
        context = self._context.anew()
        try:
            case = context.read_case(name, lambda id_: self._book(id_, context).model)
        except TriageError as error:
            return self._refuse(name, error, context, several=False)
        return self._of(case, name, context)

    def held(self, case: Case) -> Exit:
        """Assess a case that is in no file, and has a local id."""
        context = self._context.anew()
        context.case = case
        return self._of(case, str(case.case), context)

    def _of(self, case: Case, name: str, context: Context) -> Exit:
        named = (None,) if self._request.rulebook else case.rulebooks or (None,)
        return max(self._by(each, name, case, context, several=len(named) > 1) for each in named)

    def _by(
        self, rulebook: str | None, name: str, case: Case, context: Context, *, several: bool
    ) -> Exit:
        try:
            book = self._book(rulebook, context)
            context.shield(book.model)
            as_of = self._request.as_of or case.as_of or today()
            part = read_part(context, case, book.model)
            outcome = book.assesses.assess(part.answers, as_of=as_of, engine=self._request.engine)
            write = self._made(name, case, outcome, several=several)
            ask = self._note(part, outcome, book)
            write()
            ask()
        except TriageError as error:
            return self._refuse(name, error, context, several=several)
        return Exit.DONE

    def _book(self, named: str | None, context: Context) -> _Book:
        asked = self._request.rulebook
        path = find_rulebook(asked) if asked else find_by_id(named or DEFAULT)
        if path not in self._books:
            model = context.load(path, approved=self._request.approved)
            self._books[path] = _Book(path, model, Rulebook(model))
        return self._books[path]

    def _made(
        self, name: str, case: Case, outcome: ExplainedOutcome, *, several: bool
    ) -> Callable[[], None]:
        """Make what is asked for, and return what writes it: the page names the journal's end.

        Raises:
            TriageError: it is refused; so nothing may be noted before.
        """
        if self._context.form == "json":
            content = outcome.to_dict()
            return lambda: self._write_json(name, "outcome", content, several=several)
        assessed = assessed_of(outcome)
        if self._request.target is not None:
            return self._copies(assessed, CopyTarget(self._request.target))
        if self._request.reader == PARTICIPANT:
            return self._sheet(assessed)
        language = self._context.language_of(assessed.rulebook)
        page = page_of(
            assessed,
            language,
            case=case.case or (None if name == STDIN else Path(name).stem),
            by_hand=self._request.by_hand,
            for_staff=self._request.reader == STAFF,
            everything=self._request.everything,
        )
        return lambda: self._say_page(self._ended(page, language), language)

    def _ended(self, page: Page, language: str) -> Page:
        office = self._office
        if office is None:
            return page
        return with_journal_end(page, office.journal.anchor(), Words(language))

    def _sheet(self, assessed: Assessed) -> Callable[[], None]:
        own = assessed.rulebook.texts.language
        language = sheet_language_for(self._context.language, own)
        asked = self._request
        sheet = sheet_of(assessed, language, by_hand=asked.by_hand, in_person=asked.in_person)
        return lambda: self._say_page(sheet, language)

    def _say_page(self, page: Page, language: str) -> None:
        self._say_apart()
        self._context.say_page(page, language)

    def _copies(self, assessed: Assessed, target: CopyTarget) -> Callable[[], None]:
        """Make the texts to paste; how long they are is written aside."""
        request, language = self._request, self._context.language_of(assessed.rulebook)
        texts = copies_of(
            assessed, target, language, by_hand=request.by_hand, targets=request.targets
        )

        def write() -> None:
            for copied in texts:
                self._say_apart()
                say(f"{copied.text}\n")
                tell_aside(f"{copy_told(copied, Words(language))}\n")

        return write

    def _say_apart(self) -> None:
        say("\n\n" if self._written else "")
        self._written = True

    def _note(self, case: Case, outcome: ExplainedOutcome, book: _Book) -> Callable[[], None]:
        """Note the assessment in the journal, where one is asked for; return what asks of it.

        Raises:
            TriageError: the case has no local id, or the journal refuses.
        """
        if self._office is None:
            return lambda: None
        if case.case is None:
            raise TriageError((Diagnostic("journal-no-id"),))
        from triage.cli.journal_assessing import Noting

        words = Words(self._context.language_of(book.model))
        noting = Noting(self._office, book.model, book.path, words)
        return noting.note(case.case, case.assessment, outcome, self._draft)

    def _write_json(self, name: str, key: str, content: object, *, several: bool) -> None:
        """Write one document; of several cases or rulebooks, one line each that names its case."""
        lines = several or self._request.several
        say_json({"case": name, key: content} if lines else content, on_one_line=lines)

    def _refuse(self, name: str, error: TriageError, context: Context, *, several: bool) -> Exit:
        if context.form == "json" and (several or self._request.several):
            problems = context.placed(error.diagnostics)
            content = [each.to_dict(context.told_in) for each in problems]
            self._write_json(name, "diagnostics", content, several=several)
        return context.refuse(error)
