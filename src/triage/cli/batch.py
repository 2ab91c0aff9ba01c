"""`triage batch`: the assessments of a table, open answers and all, to a table of outcomes."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from triage.cli.atomic_write import save, unfinished_file
from triage.cli.batch_parts import Parts, parts_beside
from triage.cli.context import Context, command
from triage.cli.exits import Exit
from triage.cli.folder import Folder
from triage.cli.options import LANGUAGE, RULEBOOK
from triage.cli.streams import progress, say
from triage.diagnostics import Diagnostic, Severity, TableError, TriageError, needed

if TYPE_CHECKING:
    from triage.columns.cells import Rows
    from triage.columns.counted import Counts
    from triage.columns.sources import Source
    from triage.columns.table import Assessing

_WINDOWS = "csv-1252"
_FORMS = ("parquet", "arrow", "csv", _WINDOWS, "jsonl", "xlsx")


def _form(context: click.Context, _: click.Parameter, asked: str | None) -> str:
    """Return the form of the output: the one asked for, else the one its name ends with."""
    ending = Path(context.params["target"]).suffix[1:]
    if _is_url(context.params["target"]):
        if asked is not None:
            raise click.BadParameter("OUT is a database, which is written in no form of a file")
    elif asked is None and ending not in _FORMS:
        raise click.BadParameter(f"OUT does not end with one of {', '.join(_FORMS)}")
    return asked or ending


@command("batch")
@click.argument("source", metavar="IN", is_eager=True)
@click.argument("target", metavar="OUT", is_eager=True)
@click.option("--rulebook", "-r", type=RULEBOOK, metavar="R", required=True, help="Path or id.")
@click.option(
    "--as-of",
    metavar="D|COLUMN",
    default="as_of",
    show_default=True,
    help="Day to assess for, as 2026-11-22, or the column of days.",
)
@click.option("--tell", multiple=True, type=click.Choice(("starts", "limits", "rules")))
@click.option("--keep", metavar="COLUMN", multiple=True, help="Pass a column on, as `case` is.")
@click.option("--skip", metavar="COLUMN", multiple=True, help="Do not look at a column.")
@click.option(
    "--against",
    metavar="OLD",
    type=RULEBOOK,
    help="Write what comes out differently than in another version, a row a change.",
)
@click.option("--labels", is_flag=True, help="Write labels of the rulebook in the place of ids.")
@click.option("--labels-in", is_flag=True, help="Read labels of the rulebook, too, beside ids.")
@click.option("--table", metavar="NAME", help="Table or sheet of IN.  [default: assessments]")
@click.option("--to-table", metavar="NAME", help="Table of a database OUT.  [default: outcomes]")
@click.option(
    "--format",
    "written_as",
    type=click.Choice(_FORMS),
    callback=_form,
    help="Else by what OUT ends with.",
)
@click.option(
    "--problems",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where rows that cannot be assessed are told.  [default: OUT.problems.csv]",
)
@LANGUAGE
def batch(context: Context, source: str, target: str, rulebook: str, **options: Any) -> Exit:
    """Assess every row of a table.

    IN is Parquet, Arrow, CSV, JSON Lines, a workbook, SQLite, or the URL of a database; OUT a new
    file, or the URL of a database. docs/how-to/assess-a-whole-table.md describes both. Rows that
    cannot be assessed are left out, and told by row, column and code. What was broken off goes on
    where it was, if it is run again; from a database or into one, it begins anew.
    """
    needed("numpy", "needs-tables")
    needed("pyarrow", "needs-tables")
    from triage.columns.header import Names
    from triage.columns.kernel import Kernel
    from triage.columns.labels import Labels
    from triage.columns.outputs import ALWAYS, ON_DEMAND
    from triage.columns.rendered import by_id
    from triage.columns.sources import Opening
    from triage.columns.table import Assessing
    from triage.present.answer_labels import answer_labels
    from triage.present.batch_lines import batch_lines
    from triage.present.column_labels import column_labels
    from triage.present.wording import Words

    if _is_url(source) or _is_url(target):
        context.tell([Diagnostic("batch-begins-anew", severity=Severity.NOTE)])
    book = context.load(rulebook)
    language = context.language_of(book)
    kernel = Kernel(book, ALWAYS | {ON_DEMAND[each] for each in options["tell"]})
    assessing = Assessing(kernel, column_labels(book, language) if options["labels"] else by_id)
    labels = Labels(book, answer_labels(book, language)) if options["labels_in"] else None
    names = Names(_day(options["as_of"]), options["keep"], frozenset(options["skip"]), labels)
    called = options["table"] or "assessments" if _is_url(source) else source
    opening = Opening(book, kernel.program, names, called, options["table"])
    opened = opening.database(source) if _is_url(source) else opening.file(Path(source))
    called_out = options["to_table"] or "outcomes" if _is_url(target) else target
    problems = options["problems"] or Path(f"{called_out}.problems.csv")
    making = _making(context, assessing, options)
    counting = Words(language).counting("rows")
    run = _Run(making, opened, called, options["written_as"], problems, counting)
    if _is_url(target):
        counts = run.to_database(target, called_out)
    else:
        asked = {**options, "language": language, "rulebooks": run.making.stamps}
        counts = run.to_file(Path(target), {**asked, "input": _identity(source)})
    lines = batch_lines(counts, language, called_out, compared=options["against"] is not None)
    return _told(context, lines, counts, problems)


def _is_url(place: str) -> bool:
    return "://" in place


def _day(asked: str) -> date | str:
    with suppress(ValueError):
        return date.fromisoformat(asked)
    return asked


def _identity(source: str) -> list[Any]:
    """Return what tells an input from another; of a database nothing does but the moment."""
    if _is_url(source):
        return [os.getpid(), os.urandom(8).hex()]
    found = Path(source).stat()
    return [str(Path(source).resolve()), found.st_size, found.st_mtime_ns]


@dataclass(frozen=True, slots=True)
class _Making:
    """Makes parts of rows, by rulebooks that are stamped so."""

    part: Callable[[Rows], Any]
    stamps: list[dict[str, Any]]


def _making(context: Context, assessing: Assessing, options: dict[str, Any]) -> _Making:
    """Return what makes outcomes, or changes against another version."""
    from triage.columns.changes import Comparing
    from triage.columns.counted import counted

    books = [assessing.kernel.rulebook]
    if options["against"] is None:
        part: Callable[[Rows], Any] = partial(counted, assessing)
    else:
        books.append(context.load(options["against"]))
        kinds = {each.kind for each in assessing.kernel.outputs}
        new, old = books
        part = Comparing.of(new, old, kinds).changes
    return _Making(part, [each.stamp.model_dump(mode="json") for each in books])


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows on their way from a source through the kernel to an output."""

    making: _Making
    source: Source
    called: str
    """What the source is called in errors."""
    form: str
    problems: Path
    """The file that tells what is wrong with rows."""
    counting: str
    """What stands beside a bar of progress."""

    def to_database(self, url: str, table: str) -> Counts:
        """Write all of it, or nothing, to a new table."""
        from triage.columns.counted import stripped
        from triage.columns.sinks import database

        made = self._made(0)
        first = _first(made, self.called)
        with database(url, table, stripped(first).schema) as write:
            counts = self._written(chain([first], made), write)
        self._tell(counts)
        return counts

    def to_file(self, output: Path, asked: dict[str, Any]) -> Counts:
        """Write a new file, going on with what an earlier run has left of the same."""
        from triage.columns.counted import Counts

        with parts_beside(output, asked) as parts:
            if parts.is_written and output.exists():
                counts = Counts()
                for part in parts.kept():
                    counts.add(part)
                return counts
            if os.path.lexists(output):
                raise TriageError((Diagnostic("not-written-over", details={"file": str(output)}),))
            return self._to_file(output, parts)

    def _to_file(self, output: Path, parts: Parts) -> Counts:
        from triage.columns.counted import stripped
        from triage.columns.sinks import FORMS

        every = chain(parts.kept(), self._made(parts.count(), parts))
        first = _first(every, self.called)
        with Folder(output.parent) as folder, unfinished_file(folder) as (name, stream):
            with FORMS[self.form](stream, stripped(first).schema) as write:
                counts = self._written(chain([first], every), write)
            os.fsync(stream.fileno())
            self._tell(counts)
            parts.note_written()
            folder.move(name, output.name)
        return counts

    def _tell(self, counts: Counts) -> None:
        if counts.problems:
            save(self.problems, _problems(counts))

    def _made(self, done: int, parts: Parts | None = None) -> Iterator[Any]:
        """Yield parts, leaving out those that are done; keep each of them."""
        from triage.columns.ahead import ahead
        from triage.columns.windows import writable

        for number, rows in enumerate(ahead(self._read(done))):
            if number >= done:
                part = self.making.part(writable(rows) if self.form == _WINDOWS else rows)
                if parts is not None:
                    parts.keep(number, part)
                yield part

    def _read(self, done: int) -> Iterator[Rows]:
        """Yield the rows of the source, with the answers read of those that are not done."""
        for number, rows in enumerate(self.source.parts):
            if number >= done:
                rows.answers.read()
            yield rows

    def _written(self, every: Iterator[Any], write: Any) -> Counts:
        from triage.columns.ahead import ahead
        from triage.columns.counted import Counts, stripped
        from triage.columns.kernel import AT_A_TIME

        counts, many = Counts(), self.source.many
        length = None if many is None else -(-many // AT_A_TIME)
        with progress(ahead(every), self.counting, length) as shown:
            for part in shown:
                counts.add(part)
                write(stripped(part))
        return counts


def _first(parts: Iterator[Any], called: str) -> Any:
    found = next(parts, None)
    if found is None:
        raise TableError((Diagnostic("table-empty", details={"table": called}),))
    return found


def _problems(counts: Counts) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(("row", "column", "code"))
    writer.writerows(counts.problems)
    return text.getvalue().encode()


def _told(context: Context, lines: Iterator[str], counts: Counts, problems: Path) -> Exit:
    """Say what came of it; rows that are left out make the input one that is not right."""
    for line in lines:
        say(f"{line}\n")
    if not counts.problems:
        return Exit.DONE
    details: dict[str, str | int] = {"count": counts.wrong, "file": str(problems)}
    context.tell([Diagnostic("rows-left-out", details=details)])
    return Exit.INVALID
