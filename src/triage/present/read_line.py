"""What was read of a table, and as what, in words."""

from __future__ import annotations

from triage.present.blocks import Line
from triage.present.wording import Words
from triage.programme.table_read import TableForm, TableRead

_PARTED = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar", None: "none"}


def read_line(read: TableRead, limit: int, words: Words) -> Line:
    """Return the line; where numbers below `limit` are hidden, the rows are about so many."""
    rows, form = _rows(read.rows, limit, words), form_said(read.read_as, words)
    return Line(words.say("reading.of", rows=rows, form=form), label=words.say("reading.label"))


def form_said(form: TableForm, words: Words) -> str:
    """Return what a table was read as."""
    return words.say(
        f"reading.{form.form}",
        encoding=form.encoding or "",
        parted=words.say(f"reading.by_{_PARTED[form.delimiter]}"),
        header=form.header_row or 0,
        sheet=form.sheet or 0,
    )


def _rows(rows: int, limit: int, words: Words) -> str:
    if limit <= 1:
        return words.count("reading.rows", rows)
    if rows < limit:
        return words.say("reading.rows_few", limit=limit)
    return words.say("reading.rows_least", count=rows)
