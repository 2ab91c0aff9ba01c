"""Where rows come from: files of Arrow, JSON Lines, and tables as offices have them.

What a file holds decides how it is read, not what it is called. INVARIANT: the same file gives the
same rows in the same parts each time it is gone through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute, parquet

from triage.columns.cells import Rows
from triage.columns.header import CASE, Header, Names
from triage.columns.json_lines import LinesRead
from triage.columns.kernel import AT_A_TIME
from triage.columns.table import in_one_piece, numbered
from triage.diagnostics import Diagnostic, TableError
from triage.model.cpr import looks_like_cpr
from triage.model.local_ids import is_spoilt
from triage.model.rulebook import Rulebook
from triage.program.program import Program
from triage.tables import Columns, Table, read_database, read_table

_PARQUET, _ARROW, _OBJECT = b"PAR1", b"ARROW1", b"{"

LINES = 1 << 14
"""So many rows of texts are read at a time."""

_LIKE_CPR = r"(\pN\PN*){9}"
"""Nothing with fewer digits looks like a CPR number."""

_LIKE_SPOILT = (
    r"\de[-+]?\d|^\d{16}|^\d{1,4}[-./ ]|[^\x00-\x7f]|^(n|inf|true|false)"
    r"|^(jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec)"
)
"""Nothing else looks like what a spreadsheet makes of ids (`is_spoilt`)."""


@dataclass(frozen=True, slots=True)
class Source:
    """Rows in parts, to be gone through once; `many` is how many there are, where that is known."""

    parts: Iterator[Rows]
    many: int | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """Opens what holds assessments of a rulebook; in errors it is `called` so.

    `table` is the table, view or sheet that is meant, where there are several. Columns may also be
    named by questions of a `later` version.
    """

    rulebook: Rulebook
    program: Program
    names: Names
    called: str
    table: str | None = None
    later: Rulebook | None = None

    def file(self, file: Path) -> Source:
        """Open a file.

        Raises:
            TableError: it cannot be read with certainty, its columns are not what they must be, or
                an id of a case looks like a CPR number. Also later.
        """
        try:
            with file.open("rb") as content:
                start = content.read(16)
            if start.startswith(_PARQUET):
                return self._checked(self._parquet(file))
            if start.startswith(_ARROW):
                return self._checked(self._arrow(file))
            if start.lstrip().startswith(_OBJECT):
                return self._checked(Source(self._lines(file)))
        except (OSError, pa.ArrowException):
            raise self._unreadable() from None
        usual = self.table or "assessments"
        read = read_table(file, self._columns(), usual=usual, name=self.table, called=self.called)
        return self._checked(Source(self._texts(read)))

    def database(self, url: str) -> Source:
        """Open a table of a database by its URL; errors are as those of `file`."""
        name = self.table or "assessments"
        read = read_database(url, name, self._columns(), self.called, any_kind=True)
        return self._checked(Source(self._texts(read)))

    def _parquet(self, file: Path) -> Source:
        schema, rows = parquet.read_schema(file), parquet.read_metadata(file).num_rows
        return Source(self._batches(schema, self._parquet_batches(file, schema)), rows)

    def _parquet_batches(self, file: Path, schema: Any) -> Iterator[Any]:
        """Yield what a file holds, with texts as Parquet has them: each once.

        Those inside lists cannot be read so where a batch crosses the groups of rows of a file; so
        they are where groups are large, and each is gone through by itself.
        """
        texts = [each.name for each in schema if pa.types.is_string(each.type)]
        opened = parquet.ParquetFile(file, read_dictionary=texts, pre_buffer=False)
        groups = opened.num_row_groups
        if opened.metadata.num_rows < groups * AT_A_TIME:
            yield from opened.iter_batches(AT_A_TIME)
            return
        sets = {each.name for each in schema if _holds_texts(each.type)} - {*self.names.kept}
        below = tuple(f"{name}." for name in sets)
        leaves = (opened.schema.column(at).path for at in range(len(opened.schema)))
        texts += [each for each in leaves if each.startswith(below)]
        opened = parquet.ParquetFile(file, read_dictionary=texts, pre_buffer=False)
        for group in range(groups):
            yield from opened.iter_batches(AT_A_TIME, row_groups=[group])

    def _arrow(self, file: Path) -> Source:
        opened = pa.ipc.open_file(pa.memory_map(str(file)))
        batches = map(opened.get_batch, range(opened.num_record_batches))
        return Source(self._batches(opened.schema, batches))

    def _batches(self, schema: Any, batches: Iterable[Any]) -> Iterator[Rows]:
        header = self._header(schema)

        def parts() -> Iterator[Rows]:
            before = 0
            for batch in batches:
                for first in range(0, batch.num_rows, AT_A_TIME):
                    part = in_one_piece(pa.table(batch.slice(first, AT_A_TIME)))
                    yield header.rows(part, numbered(before, part.num_rows))
                    before += part.num_rows

        return parts()

    def _lines(self, file: Path) -> Iterator[Rows]:
        reading = LinesRead(self.rulebook, self.names)
        with file.open(encoding="utf-8-sig", errors="replace") as lines:
            numbered_ = ((at, line) for at, line in enumerate(lines, start=1) if line.strip())
            while some := list(islice(numbered_, LINES)):
                yield reading.rows(some)

    def _header(self, schema: Any, *, written: bool = False) -> Header:
        names, called, later = self.names, self.called, self.later
        return Header(self.rulebook, schema, names, called, written=written, later=later)

    def _columns(self) -> Columns:
        """Return the columns of a table of texts that are looked for."""
        day = self.names.day
        needed = (day,) if isinstance(day, str) else ()
        known = (*self.program.by_path, *self.program.grids, CASE, *self.names.kept)
        return Columns(needed, tuple(map(str, known)), (CASE,))

    def _texts(self, read: Table) -> Iterator[Rows]:
        schema = pa.schema([(name, pa.string()) for name in read.columns])
        header = self._header(schema, written=True)
        rows = iter(read)

        def parts() -> Iterator[Rows]:
            while some := list(islice(rows, LINES)):
                yield _rows_of_texts(header, schema, some)

        return parts()

    # --- what goes for all

    def _checked(self, source: Source) -> Source:
        def parts() -> Iterator[Rows]:
            try:
                for rows in source.parts:
                    self._refuse_cpr(rows)
                    yield rows._replace(wrong={**_spoilt(rows), **rows.wrong})
            except (OSError, pa.ArrowException):
                raise self._unreadable() from None

        return Source(parts(), source.many)

    def _refuse_cpr(self, rows: Rows) -> None:
        """Refuse a table of which an id of a case looks like a CPR number."""
        if CASE not in rows.kept:
            return
        ids = rows.kept[CASE].cast(pa.string())
        like = compute.match_substring_regex(ids, _LIKE_CPR).fill_null(False)
        for row in np.flatnonzero(like.to_numpy(zero_copy_only=False)):
            if looks_like_cpr(ids[row].as_py()):
                number = int(rows.numbers[row])
                details: dict[str, str | int] = {"row": number, "table": self.called}
                details["column"] = CASE
                raise TableError((Diagnostic("id-like-cpr", details=details),))

    def _unreadable(self) -> TableError:
        return TableError((Diagnostic("unreadable-table", details={"table": self.called}),))


def _holds_texts(kind: Any) -> bool:
    is_list = pa.types.is_list(kind) or pa.types.is_large_list(kind)
    return bool(is_list and pa.types.is_string(kind.value_type))


def _spoilt(rows: Rows) -> dict[int, tuple[Diagnostic, ...]]:
    """Return the rows of which a spreadsheet has made the id into something else."""
    if CASE not in rows.kept:
        return {}
    ids = rows.kept[CASE].cast(pa.string())
    like = compute.match_substring_regex(ids, _LIKE_SPOILT, ignore_case=True).fill_null(False)
    places = np.flatnonzero(like.to_numpy(zero_copy_only=False)).tolist()
    spoilt = (row for row in places if is_spoilt(ids[row].as_py()))
    return {row: (_not_an_id(int(rows.numbers[row])),) for row in spoilt}


def _not_an_id(row: int) -> Diagnostic:
    return Diagnostic("cell-not-an-id", details={"row": row, "column": CASE})


def _rows_of_texts(header: Header, schema: Any, some: Sequence[tuple[int, Sequence[str]]]) -> Rows:
    """Return rows of cells; an empty cell is none."""
    names = schema.names
    broad = len(names)
    wrong = {
        row: (Diagnostic("cells-in-a-row", details={"row": number, "column": names[-1]}),)
        for row, (number, cells) in enumerate(some)
        if len(cells) != broad
    }
    whole = [[""] * broad if row in wrong else cells for row, (_, cells) in enumerate(some)]
    columns = [
        pa.array([cell if cell.strip() else None for cell in column], pa.string())
        for column in zip(*whole, strict=True)
    ]
    numbers = np.array([number for number, _ in some], dtype=np.int64)
    rows = header.rows(pa.RecordBatch.from_arrays(columns, schema=schema), numbers)
    return rows._replace(wrong={**rows.wrong, **wrong})
