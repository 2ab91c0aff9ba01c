"""The dialects of SQL that are written, and what each database takes at most.

Limits are those the databases document; where one documents none, what was tried here.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


class Fence(enum.Enum):
    """What keeps a database from writing a subquery out in each place that reads a column of it.

    Written out, columns that are read twice would double with each step.
    """

    NONE = "none"
    OFFSET = "offset"
    LIMIT_AND_OFFSET = "limit and offset"


@dataclass(frozen=True, slots=True)
class Dialect:
    """A dialect: `written_as` by sqlglot; `tried`: run in tests, and not only written.

    `columns` are those of a view or of a step in it, `steps` stand one inside the other in a view,
    `characters` are those of a statement and `name` of an identifier, in bytes.
    """

    name: str
    written_as: str
    columns: int
    steps: int
    characters: int
    name_bytes: int
    tried: bool = True
    fence: Fence = Fence.NONE
    has_types: bool = True
    """A column holds what its type says; else a cell is asked what it is."""
    has_batches: bool = False
    """A view must begin a batch of its own."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """What a session that reads the views has set, as it has no fence to write into them."""


_FREE: Final = 1_000_000_000

# Spark writes steps out in each other like others, but has no fence; and it would make a program
# for the Java machine of the whole, which is far beyond what that takes, and then walk it anyhow.
_SPARK: Final = {
    "spark.sql.optimizer.excludedRules": (
        "org.apache.spark.sql.catalyst.optimizer.CollapseProject"
    ),
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.subexpressionElimination.enabled": "false",
}

DIALECTS: Final[Mapping[str, Dialect]] = {
    each.name: each
    for each in (
        Dialect("duckdb", "duckdb", 2_000, 200, _FREE, _FREE),
        Dialect(
            "sqlite",
            "sqlite",
            2_000,
            200,
            _FREE,
            _FREE,
            fence=Fence.LIMIT_AND_OFFSET,
            has_types=False,
        ),
        Dialect("postgres", "postgres", 1_600, 200, _FREE, 63, fence=Fence.OFFSET),
        Dialect("spark", "spark", 1_000, 200, _FREE, _FREE, settings=_SPARK),
        Dialect("tsql", "tsql", 1_024, 32, 100_000_000, 128, tried=False, has_batches=True),
        Dialect("snowflake", "snowflake", 2_000, 200, 1_000_000, 255, tried=False),
    )
}
