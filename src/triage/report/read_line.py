"""What was read of a table, and as what, in a line."""

from __future__ import annotations

from triage.programme.table_read import TableRead
from triage.report.blocks import Line
from triage.report.wording import Words

_PARTED = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar", None: "none"}


def read_line(read: TableRead, limit: int, words: Words) -> Line:
    """Return the line; where numbers below `limit` are hidden, the rows are about so many."""
    said = words.say(
        f"reading.{read.form}",
        rows=_rows(read.rows, limit, words),
        encoding=read.encoding or "",
        parted=words.say(f"reading.by_{_PARTED[read.delimiter]}"),
        header=read.header_row or 0,
        sheet=read.sheet or 0,
    )
    return Line(said, label=words.say("reading.label"))


def _rows(rows: int, limit: int, words: Words) -> str:
    if limit <= 1:
        return words.count("reading.rows", rows)
    if rows < limit:
        return words.say("reading.rows_few", limit=limit)
    return words.say("reading.rows_least", count=rows)
