"""What every command has: what was asked for, what it has read, and how it says what is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from triage.cases.case_file import Case, RulebookFor, parse_case, read_case
from triage.cases.showing import shown_in
from triage.cli.edit_journal import is_unsettled, settle
from triage.cli.exits import Exit
from triage.cli.failures import exit_of, show
from triage.cli.streams import emphasis, say, speaks_utf8, width
from triage.diagnostics import Diagnostic, InvalidAssessment, Severity, Sources, TriageError, listed
from triage.intake.earlier_names import CarriedOver, carried_over
from triage.language import load as reading
from triage.language.approval import refuse_unapproved
from triage.language.at_hand import find_rulebook
from triage.model.rulebook import Rulebook
from triage.present import Page, language_for, render_html, render_markdown, render_text

STDIN = "-"
_STDIN_NAME = "<stdin>"
_ABOUT_NAMES = frozenset({"unknown-question", "unknown-row"})


@dataclass(slots=True)
class Context:
    """One run of a command: `language` and `form` as asked for, and what it has read so far.

    Problems are told in the language asked for, else in that of `problems_in`, and point into
    `sources` and the `case` that was read.
    """

    language: str | None = None
    form: str = "text"
    problems_in: str = "en"
    sources: Sources = field(default_factory=Sources)
    case: Case | None = None

    def anew(self) -> Context:
        """Return the same request with nothing read, for the next of several cases."""
        return replace(self, sources=Sources(), case=None)

    @property
    def told_in(self) -> str:
        """The language problems are told in."""
        return self.language or self.problems_in

    def load(self, rulebook: str | Path, *, approved: bool = False) -> Rulebook:
        """Load a rulebook by its path or id; with `approved`, only the one that was approved.

        Raises:
            RulebookError: there is none, it does not load, or it is another.
        """
        found = rulebook if isinstance(rulebook, Path) else find_rulebook(rulebook)
        settle_in(self, found)
        loaded = load(found, self.sources)
        if approved:
            refuse_unapproved(loaded, found, self.sources)
        return loaded

    def read_case(self, name: str | Path, rulebook_for: RulebookFor) -> Case:
        """Read a case file, or standard input where it is named `-`.

        Raises:
            InvalidAssessment: it cannot be read, or is no case file.
        """
        if name == STDIN:
            self.case = parse_case(standard_input(), _STDIN_NAME, self.sources, rulebook_for)
        else:
            self.case = read_case(name, self.sources, rulebook_for)
        return self.case

    def shield(self, rulebook: Rulebook) -> None:
        """Let messages show the keys of the case, and answers neither private nor texts.

        Raises:
            InvalidAssessment: as `tell_names_of_today`.
        """
        if self.case is not None and self.case.root is not None:
            self.sources.show(shown_in(self.case.root, rulebook))
        self.tell_names_of_today(rulebook)

    def tell_names_of_today(self, rulebook: Rulebook) -> None:
        """Say what of the case is read by the names things have today, where any was renamed.

        Raises:
            InvalidAssessment: something is answered under two of its names.
        """
        carried = None if self.case is None else carried_over(rulebook, self.case.answers)
        if carried is not None and carried.paths:
            self.tell((_by_names_of_today(carried),))
        if carried is not None and carried.replaced:
            self.tell((_asked_otherwise(rulebook, carried),))

    def language_of(self, rulebook: Rulebook) -> str:
        """Return the language of a page: the one asked for, else the rulebook's own."""
        return language_for(self.language, rulebook.texts.language)

    def say_page(self, page: Page, language: str = "en") -> None:
        """Write a page as Markdown or HTML where that was asked for, else as text.

        Raises:
            ExtraMissing: HTML takes packages that are not installed.
        """
        if self.form == "html":
            say(render_html(page, language))
            return
        as_text = self.form != "md"
        say(render_text(page, width(), emphasis()) if as_text else render_markdown(page))

    def placed(self, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return problems, each at its place in the case that was read."""
        return [_placed(each, self.case) for each in problems]

    def tell(self, problems: Iterable[Diagnostic]) -> None:
        """Write problems to standard error, each at its place in what was read."""
        show(self.placed(problems), self.sources, self.told_in)

    def refuse(self, error: TriageError) -> Exit:
        """Write what an error says; return its exit code."""
        self.tell(error.diagnostics)
        return exit_of(error)


def _by_names_of_today(carried: CarriedOver) -> Diagnostic:
    """Say which names were read as others; of values only whose they are."""
    renamed = [f"{old} → {new}" for old, new in carried.names.items()]
    named = {*carried.names.values()}
    valued = {path.name for path in carried.paths if not {path.question, path.inner} & named}
    details = {"known": listed([*renamed, *sorted(valued)])}
    return Diagnostic("read-by-names-of-today", details=details, severity=Severity.NOTE)


def _asked_otherwise(rulebook: Rulebook, carried: CarriedOver) -> Diagnostic:
    """Say which answers are to questions that are asked in another way now, and in which."""
    now = {old: ", ".join(rulebook.replaced[old]) for old in carried.replaced}
    details = {"known": listed([f"{old} → {asked}" for old, asked in now.items()])}
    return Diagnostic("asked-otherwise-now", details=details, severity=Severity.NOTE)


def command(name: str, problems_in: str = "en") -> Callable[[Callable[..., Exit]], click.Command]:
    """Make a function of a context and its own options a command.

    `--lang` and `--format` go to the context. An error the function raises is told, and gives the
    exit code.
    """

    def make(function: Callable[..., Exit]) -> click.Command:
        @wraps(function)
        def run(*, language: str | None = None, form: str = "text", **options: Any) -> Exit:
            context = Context(language, form, problems_in)
            try:
                return function(context, **options)
            except TriageError as error:
                return context.refuse(error)

        return click.command(name)(run)

    return make


def say_json(document: object, *, on_one_line: bool = False) -> None:
    """Write a document, in ASCII where the terminal lacks signs."""
    indent = None if on_one_line else 2
    say(f"{json.dumps(document, ensure_ascii=not speaks_utf8(), indent=indent)}\n")


def settle_in(context: Context, rulebook: Path) -> None:
    """Finish or take back a change of a rulebook's files that was broken off, and say so.

    Commands for rulebooks do; others change no rules, and refuse.

    Raises:
        TriageError: it can be neither finished nor taken back, or is not this command's to do.
    """
    folder = rulebook if rulebook.is_dir() else rulebook.parent
    if is_unsettled(folder):
        if not _is_for_rulebooks():
            details = {"folder": str(folder)}
            raise TriageError((Diagnostic("edits-left", details=details),))
        done = settle(folder)
        context.tell(() if done is None else (done,))


def _is_for_rulebooks() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and " rules" in context.command_path


def load(path: Path, sources: Sources | None = None) -> Rulebook:
    """Load a rulebook from the folder around it, or from `triage --root`.

    Raises:
        RulebookError: it does not load.
    """
    return reading.load(path, sources, root=root_given())


def check(
    path: Path, sources: Sources, instead: Mapping[str, str] | None = None
) -> tuple[Diagnostic, ...]:
    """Find everything there is to say of a rulebook, as if files held other texts `instead`."""
    return reading.check(path, sources, root=root_given(), instead=instead, today=today())


def root_given() -> Path | None:
    """Return the folder of `triage --root`, if it was given."""
    context = click.get_current_context(silent=True)
    root = None if context is None else context.find_root().params.get("root")
    return None if root is None else Path(root)


def standard_input() -> str:
    """Read standard input.

    Raises:
        InvalidAssessment: it is not UTF-8.
    """
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = Diagnostic("not-utf8", details={"file": _STDIN_NAME})
        raise InvalidAssessment((problem,)) from None


def _placed(diagnostic: Diagnostic, case: Case | None) -> Diagnostic:
    """Point at the line of an answer, or at the nearest thing round it that has a place.

    Where the name of a question or row is unknown, point at the name.
    """
    if case is None or diagnostic.span is not None or diagnostic.path is None:
        return diagnostic
    is_named = diagnostic.code in _ABOUT_NAMES or "#" in diagnostic.path
    places = case.names if is_named else case.places
    span = next((places[each] for each in _outwards(diagnostic.path) if each in places), None)
    return replace(diagnostic, span=span)


def _outwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition(".")[0]


def now() -> datetime:
    """Return the time: the only place where the command reads a clock."""
    return datetime.now(UTC)


def today() -> date:
    """Return the local day."""
    return now().astimezone().date()
