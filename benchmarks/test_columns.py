"""Times tables of assessments by column, beside reading them and writing what came out."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.material import AS_OF, PROJEKT_500
from benchmarks.processes import taken
from benchmarks.stored import write
from benchmarks.targets import BATCH, BATCH_MEMORY, COPIED, COUPLED, HALF_OPEN
from triage.cli.command import run
from triage.cli.exits import Exit
from triage.columns.kernel import AT_A_TIME
from triage.language.load import load

Note = Callable[[str, float], None]

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

ROWS, SOME = 4_000_000, 500_000


def options(source: Path, output: Path) -> tuple[str, ...]:
    """Return the command that assesses a table for one day."""
    book, day = str(PROJEKT_500), str(AS_OF)
    return "batch", str(source), str(output), "-r", book, "--as-of", day, "--skip", "as_of"


def copied(source: Path, made: Any, output: Path) -> None:
    """Read a table as `batch` does, and write columns that are ready."""
    texts = [each.name for each in parquet.read_schema(source) if each.type == pa.string()]
    for _ in parquet.ParquetFile(source, read_dictionary=texts).iter_batches(AT_A_TIME):
        pass
    with parquet.ParquetWriter(output, made.schema, compression="zstd") as writer:
        writer.write_table(made, row_group_size=AT_A_TIME)


def test_complete_rows(tmp_path: Path, measured: Note, capsys: pytest.CaptureFixture[str]) -> None:
    """From Parquet to all outputs, and the same without assessing; the clock on the wall."""
    source, output = tmp_path / "in.parquet", tmp_path / "out.parquet"
    write(source, ROWS, complete=True)
    for _ in range(3):
        output.unlink(missing_ok=True)
        start = time.perf_counter()
        with capsys.disabled():
            assert run(options(source, output)) == Exit.DONE
        measured(BATCH, time.perf_counter() - start)
        made = parquet.read_table(output)
        start = time.perf_counter()
        copied(source, made, tmp_path / "copy.parquet")
        measured(COPIED, time.perf_counter() - start)
    output.unlink()
    measured(BATCH_MEMORY, taken(options(source, output))[1])


def test_half_open_rows(tmp_path: Path, measured: Note) -> None:
    """By one core, apart from reading: where the typology is settled, and where it is not."""
    from triage.columns.header import Header, Names
    from triage.columns.kernel import Kernel
    from triage.columns.table import Assessing, assess_table, in_one_piece, numbered

    write(tmp_path / "in.parquet", SOME)
    table = parquet.read_table(tmp_path / "in.parquet").drop_columns("as_of")
    texts = [name for name in table.column_names if table.schema.field(name).type == pa.string()]
    for name in texts:
        at = table.column_names.index(name)
        table = table.set_column(at, name, table.column(name).dictionary_encode())
    kernel, names = Kernel(load(PROJEKT_500)), Names(AS_OF)
    header = Header(kernel.rulebook, table.schema, names, "table")
    found = assess_table(Assessing(kernel), header, table)
    is_settled = pa.compute.equal(pa.compute.list_value_length(found.column("typology")), 1)
    for name, wanted in ((HALF_OPEN, is_settled), (COUPLED, pa.compute.invert(is_settled))):
        batch = in_one_piece(table.filter(wanted).slice(0, AT_A_TIME))
        for _ in range(3):
            start = time.thread_time()
            kernel.assess(header.rows(batch, numbered(0, batch.num_rows)).answers)
            measured(name, (time.thread_time() - start) / batch.num_rows)
