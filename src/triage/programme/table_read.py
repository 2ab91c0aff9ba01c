"""What was read of a table, and as what: it stands on everything that is made of it."""

from __future__ import annotations

from pydantic import Field

from triage.model.frozen import Frozen
from triage.tables import Form, ReadAs


class TableForm(Frozen):
    """What a table was read as; what its kind does not have is null."""

    form: Form
    encoding: str | None
    delimiter: str | None
    header_row: int | None = Field(description="The row that names the columns")
    sheet: int | None

    @classmethod
    def of(cls, read_as: ReadAs) -> TableForm:
        """Return it for a table."""
        return cls(
            form=read_as.form,
            encoding=read_as.encoding,
            delimiter=read_as.delimiter,
            header_row=read_as.header,
            sheet=read_as.sheet,
        )


class TableRead(Frozen):
    """What was read of a table, and as what.

    INVARIANT: where numbers are hidden, `rows` is rounded down to whole multiples of the limit, so
    that no hidden number comes out of it and of those that are shown.
    """

    rows: int = Field(description="Rows that hold anything; where numbers are hidden, at least")
    read_as: TableForm

    @classmethod
    def of(cls, rows: int, read_as: ReadAs, limit: int) -> TableRead:
        """Return it for a table; `limit` is the number below which numbers are hidden."""
        return cls(rows=rows - rows % limit, read_as=TableForm.of(read_as))
