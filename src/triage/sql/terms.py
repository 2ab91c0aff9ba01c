"""The few kinds of SQL expressions that are written, made here and nowhere else.

INVARIANT: no expression rests on what a database makes of NULL: what may be missing is asked with
IS NULL or replaced by COALESCE first, so every test is true or false. Flags are the numbers 0 and
1, as not every dialect has a type for them; sets of up to `MOST_BITS` things are the bits of a
number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from sqlglot import exp

Term = exp.Expression

MOST_BITS = 62
"""So many things are the bits of a number that every dialect can hold."""

_LARGEST_LITERAL = 2**31 - 1
_LONGEST = 4_000


def named(name: str) -> exp.Identifier:
    """Return a name as it is spelled, whatever words the dialect keeps for itself."""
    return exp.to_identifier(name, quoted=True)


def table(name: str) -> exp.Table:
    """Return a table or view; its schema and database may stand before it, with dots between."""
    *before, last = name.split(".")
    parts = dict(zip(("db", "catalog"), map(named, reversed(before)), strict=False))
    return exp.Table(this=named(last), **parts)


def column(name: str) -> Term:
    """Return a column by its name."""
    return exp.Column(this=named(name))


def called(term: Term, name: str, comment: str = "") -> Term:
    """Return a term as a column of a SELECT, with a comment beside it."""
    alias = exp.Alias(this=term, alias=named(name))
    if comment:
        alias.add_comments([f" {comment} "])
    return alias


def number(value: int) -> Term:
    """Return a whole number; a large one says its type, as some dialects take it for a decimal."""
    literal = exp.Literal.number(abs(value))
    written = exp.Neg(this=literal) if value < 0 else literal
    return written if abs(value) <= _LARGEST_LITERAL else whole(written)


def text(value: str) -> Term:
    """Return a text."""
    return exp.Literal.string(value)


def nothing() -> Term:
    """Return NULL."""
    return exp.Null()


def whole(term: Term) -> Term:
    """Return a number as a whole one."""
    return exp.Cast(this=term, to=exp.DataType.build("BIGINT"))


# --- tests


def is_missing(term: Term) -> Term:
    """Say whether there is nothing."""
    return exp.Is(this=term, expression=exp.Null())


def instead(term: Term, other: Term) -> Term:
    """Return a term, or another where it is NULL."""
    return exp.Coalesce(this=term, expressions=[other])


def equal(left: Term, right: Term) -> Term:
    """Say whether two terms are equal."""
    return exp.EQ(this=left, expression=right)


def different(left: Term, right: Term) -> Term:
    """Say whether two terms differ."""
    return exp.NEQ(this=left, expression=right)


def below(left: Term, right: Term) -> Term:
    """Say whether a term is less than another."""
    return exp.LT(this=left, expression=right)


def among(term: Term, values: Iterable[Term]) -> Term:
    """Say whether a term is one of some values."""
    return exp.In(this=term, expressions=[*values])


def negated(test: Term) -> Term:
    """Turn a test around."""
    return exp.Not(this=exp.Paren(this=test))


def both(*tests: Term) -> Term:
    """Join tests with AND."""
    return reduce(lambda one, other: exp.And(this=one, expression=other), map(_own, tests))


def either(*tests: Term) -> Term:
    """Join tests with OR."""
    return reduce(lambda one, other: exp.Or(this=one, expression=other), map(_own, tests))


def _own(test: Term) -> Term:
    return exp.Paren(this=test) if isinstance(test, exp.And | exp.Or) else test


# --- choices and bits


def case(branches: Sequence[tuple[Term, Term]], otherwise: Term) -> Term:
    """Return what stands beside the first test that is true."""
    if not branches:
        return otherwise
    ifs = [exp.If(this=test, true=then) for test, then in branches]
    return exp.Case(ifs=ifs, default=otherwise)


def of_value(term: Term, branches: Sequence[tuple[Term, Term]], otherwise: Term) -> Term:
    """Return what stands beside the value a term has."""
    ifs = [exp.If(this=value, true=then) for value, then in branches]
    return exp.Case(this=term, ifs=ifs, default=otherwise)


def bits_where(test: Term, bits: int) -> Term:
    """Return some bits where a test is true, else none."""
    return case([(test, number(bits))], number(0))


def bits_of(term: Term, mask: Term) -> Term:
    """Return the bits that two terms share."""
    return exp.Paren(this=exp.BitwiseAnd(this=term, expression=mask))


def has_any(term: Term, mask: int) -> Term:
    """Say whether a term has one of some bits."""
    return different(bits_of(term, number(mask)), number(0))


def has_none(term: Term, mask: int) -> Term:
    """Say whether a term has none of some bits."""
    return equal(bits_of(term, number(mask)), number(0))


def has_one(term: Term) -> Term:
    """Say whether a term has no more than one bit."""
    less = exp.Paren(this=exp.Sub(this=term, expression=number(1)))
    return equal(bits_of(term, less), number(0))


def joined(terms: Sequence[Term]) -> Term:
    """Return the bits of all terms together; none of none."""
    if not terms:
        return number(0)
    return reduce(lambda one, other: exp.BitwiseOr(this=one, expression=other), terms)


def sum_of(terms: Sequence[Term]) -> Term:
    """Add terms up."""
    return reduce(lambda one, other: exp.Add(this=one, expression=other), terms)


# --- texts


def put_together(terms: Sequence[Term]) -> Term:
    """Join texts."""
    return reduce(lambda one, other: exp.DPipe(this=one, expression=other, safe=True), terms)


def length(term: Term) -> Term:
    """Return how many signs a text has."""
    return exp.Length(this=term)


def holds(term: Term, part: str) -> Term:
    """Say whether a text holds another."""
    place = exp.StrPosition(this=term, substr=text(part))
    return below(number(0), place)


def without_first_sign(term: Term) -> Term:
    """Return a text without its first sign."""
    return exp.Substring(this=term, start=number(2), length=number(_LONGEST))


def call(function: str, term: Term) -> Term:
    """Return what a function of the dialect's own makes of a term."""
    return exp.Anonymous(this=function, expressions=[term])


def date_of(iso: str) -> Term:
    """Return a date."""
    return exp.Cast(this=text(iso), to=exp.DataType.build("DATE"))
