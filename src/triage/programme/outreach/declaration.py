"""What is declared before anybody is looked for: where the tables are, and whom the rule finds.

Both are files for people: one of the municipality says where its tables are and what their columns
are called, one of the rulebook says whom the method looks for.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, model_validator

from triage.diagnostics import Diagnostic, TableError
from triage.tables import Columns, ReadAs, Table, read_database, read_table

Words = tuple[str, ...]
YES: Final[Words] = ("yes", "ja", "true", "sand", "1")
NO: Final[Words] = ("no", "nej", "false", "falsk", "0")


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Source(_Declared):
    """Where a table is: a file, or a database whose URL is in an environment variable.

    `called` is what the table is called in the letter; nothing of the URL is ever shown.
    """

    called: str
    file: Path | None = None
    database: str | None = Field(None, pattern=r"^[A-Z][A-Z0-9_]*$")
    table: str | None = None

    @model_validator(mode="after")
    def _is_one_of_them(self) -> Source:
        named = self.table is not None
        if (self.file is None) == (self.database is None) or (self.database and not named):
            raise ValueError
        return self

    def opened(self, folder: Path, columns: Columns) -> Table:
        """Open the table, which has some columns; a file is looked for from `folder`.

        Raises:
            TableError: it cannot be read.
            ExtraMissing: it takes packages that are not installed.
        """
        if self.file is not None:
            file, usual = folder / self.file, self.file.stem
            return read_table(file, columns, usual=usual, name=self.table, called=self.called)
        name, table = self.database or "", self.table or ""
        url = os.environ.get(name)
        if not url:
            raise TableError((Diagnostic("no-database-url", details={"name": name}),))
        return read_database(url, table, columns, called=name)


class Listed(Source):
    """A list of people."""

    id: str

    def columns(self) -> Columns:
        """Return the columns that are read, that of the ids first."""
        return Columns((self.id,), ids=(self.id,))

    def place(self, folder: Path, read_as: ReadAs) -> tuple[object, ...]:
        """Return what the column of ids has in common with no other column."""
        if self.file is None:
            return self.database, self.table, self.id.casefold()
        file = (folder / self.file).resolve()
        named = (self.table or file.stem) if read_as.form == "sqlite" else None
        return file, named, read_as.sheet, self.id.casefold()


class Courses(Listed):
    """Courses somebody took part in: when each ended, empty while it goes on."""

    ended: str

    def columns(self) -> Columns:
        """Return the columns that are read, that of the ids first."""
        return Columns((self.id, self.ended), ids=(self.id,))


class Income(Listed):
    """Whether somebody had an income, by month: a yes or a no, never how much."""

    month: str
    had_income: str
    yes: Words = YES
    no: Words = NO

    def columns(self) -> Columns:
        """Return the columns that are read, that of the ids first."""
        return Columns((self.id, self.month, self.had_income), ids=(self.id,))


class Tables(_Declared):
    """The tables of a municipality."""

    courses: Courses
    income: Income
    protected: Listed
    crisis: Listed | None = None

    def every(self) -> dict[str, Listed]:
        """Return all tables there are, the lists of those who must get no letter first."""
        crisis = {} if self.crisis is None else {"crisis": self.crisis}
        lists: dict[str, Listed] = {"protected": self.protected, **crisis}
        return lists | {"courses": self.courses, "income": self.income}


Months = Annotated[int, Field(ge=0, le=240)]


class Method(_Declared):
    """Whom is looked for: whose last course ended so many months ago, and no income since.

    Whoever had none in each of the last `without_income` whole months is found. `source` says where
    the method is from, `note` what of it is a reading.
    """

    label: str
    ended_at_least: Months
    ended_at_most: Months
    without_income: Annotated[int, Field(ge=1, le=24)]
    source: str
    note: str

    @property
    def digest(self) -> str:
        """SHA-256 over all it says, as 64 hexadecimal digits."""
        return sha256(self.model_dump_json().encode()).hexdigest()
