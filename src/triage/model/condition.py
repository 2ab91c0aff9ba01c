"""Conditions and tests, with every name resolved (rulebook language, sections 2 and 3)."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date


class AsOf(enum.Enum):
    """The date an assessment is evaluated for, where a rulebook names it as `as_of`."""

    AS_OF = "as_of"


AS_OF = AsOf.AS_OF


class RefKind(enum.StrEnum):
    """What a name in a condition refers to."""

    QUESTION = "question"
    FINDING = "finding"
    ROW = "row"
    TYPOLOGY = "typology"


@dataclass(frozen=True, slots=True)
class Ref:
    """Something a condition can test.

    Without `collection` it stands at the top level. With `collection` alone it belongs to the
    item or row in hand; with `row` too it is one fixed cell of a grid (`barriers.health.weight`).
    """

    kind: RefKind
    id: str
    collection: str | None = None
    row: str | None = None

    def __str__(self) -> str:
        """Return the name as a method developer writes it."""
        return f"{self.collection}.{self.row}.{self.id}" if self.row else self.id


TYPOLOGY = Ref(RefKind.TYPOLOGY, "typology")

Scalar = str | int | date | AsOf


@dataclass(frozen=True, slots=True)
class Value:
    """A fixed value on the right-hand side; `parameter` names where it came from, if it did."""

    value: Scalar
    parameter: str | None = None


@dataclass(frozen=True, slots=True)
class OtherQuestion:
    """The answer of another question on the right-hand side."""

    ref: Ref


Operand = Value | OtherQuestion


class Order(enum.StrEnum):
    """The four ordered comparisons."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


@dataclass(frozen=True, slots=True)
class Among:
    """`v`, `[v, w]`; negated: `{not: v}`, `{not: [v, w]}`."""

    operands: tuple[Operand, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """`{at_least: v}` and its three neighbours."""

    order: Order
    operand: Operand


NumberTest = Among | Compared


@dataclass(frozen=True, slots=True)
class DateCompared:
    """`{before: d}`; `on_or_after` is its opposite among dates that apply."""

    before: bool
    operand: Value


@dataclass(frozen=True, slots=True)
class Elapsed:
    """`{months_ago: …}` (`per_unit` 1) or `{years_ago: …}` (`per_unit` 12), counted to `as_of`."""

    per_unit: int
    tests: tuple[NumberTest, ...]


class Membership(enum.StrEnum):
    """How the members of a set are tested."""

    ANY = "includes_any"
    ALL = "includes_all"
    NONE = "excludes"


@dataclass(frozen=True, slots=True)
class Members:
    """`includes`, `includes_any`, `includes_all` and `excludes`."""

    membership: Membership
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """`{count: <number test>}` of a set."""

    tests: tuple[NumberTest, ...]


class Quantifier(enum.StrEnum):
    """Over the items of a list or the rows of a grid."""

    SOME = "some"
    EVERY = "every"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Quantified:
    """`{some: …}`, `{every: …}`, `{none: …}`."""

    quantifier: Quantifier
    condition: Condition


@dataclass(frozen=True, slots=True)
class ItemCount:
    """`{count: …}` of a list or grid: items that meet `of`, or the distinct values they hold."""

    tests: tuple[NumberTest, ...]
    of: Condition | None = None
    distinct: str | None = None


@dataclass(frozen=True, slots=True)
class Applies:
    """`{applies: yes}` or `{applies: no}`; stands alone."""

    expected: bool


Test = Among | Compared | DateCompared | Elapsed | Members | Size | Quantified | ItemCount | Applies


@dataclass(frozen=True, slots=True)
class Tested:
    """One entry of a condition: all `tests` of `ref` must hold."""

    ref: Ref
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; without parts it always does."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """The part does not hold."""

    part: Condition


Condition = Tested | AllOf | AnyOf | Negation
ALWAYS = AllOf()
