"""Groups of stored cases beside each other: a table for each column, and what it does not say."""

from __future__ import annotations

from collections.abc import Iterator

from triage.present.blocks import Block, Cell, Line, Page, Table, Tone, sections
from triage.present.foot import foot, rulebook_line
from triage.present.numbers import Numbers
from triage.present.wording import Words
from triage.programme.balance.report import Balance, ByColumn, Group, Outcome


def balance_page(balance: Balance) -> Page:
    """Lay out a comparison; where no columns stand beside the cases, it says so."""
    return _Writer(balance).page()


class _Writer:
    def __init__(self, balance: Balance) -> None:
        self._balance = balance
        self._words = Words(balance.language)
        self._numbers = Numbers(self._words)

    def _say(self, key: str, **values: str | int) -> str:
        return self._words.say(f"balance.{key}", **values)

    def page(self) -> Page:
        every = ((each.column, self._column(each)) for each in self._balance.columns)
        title, head = self._say("title"), tuple(self._head())
        return Page(title, head, sections(every), foot(self._words))

    def _head(self) -> Iterator[Line]:
        own = self._balance
        yield Line(self._say("not_causes"), tone=Tone.STRONG)
        if not own.columns:
            yield Line(self._say("no_columns"))
        yield Line(self._words.say("following.hidden_below", limit=own.limit))
        yield Line(self._words.say("following.not_compared"))
        yield Line(self._at_least("cases", own.cases))
        if own.not_read:
            yield Line(self._at_least("not_read", own.not_read))
        if own.ungrouped:
            yield Line(self._at_least("ungrouped", own.ungrouped))
        yield Line(rulebook_line(self._words, own.rulebook))

    def _at_least(self, key: str, number: int) -> str:
        if number < self._balance.limit:
            return self._say(f"{key}_few", limit=self._balance.limit)
        return self._say(key, count=self._words.number(number))

    def _column(self, column: ByColumn) -> Iterator[Block]:
        if not column.is_compared:
            yield Line(self._say("too_few", limit=self._balance.limit))
        elif column.differing:
            names = tuple(self._group(each) for each in column.groups)
            columns = (self._say("outcome"), *names)
            rows = tuple(self._row(column, each) for each in column.differing)
            yield Table(self._say("caption", column=column.column), columns, rows)
        else:
            yield Line(self._say("nothing_differs"))
        if column.alike:
            yield Line(self._words.count("balance.alike", column.alike))

    def _group(self, group: Group) -> str:
        value = self._say("others") if group.value is None else group.value
        many = self._numbers.number(group.people).text
        return self._say("group", value=value, people=many)

    def _row(self, column: ByColumn, own: Outcome) -> tuple[Cell, ...]:
        name = own.label or own.id
        if own.id in ("open", "gap", "conflict"):
            name = self._say(own.id)
        counts = (
            self._numbers.number(count)
            if count is None or group.people is None
            else self._share(count, group.people)
            for count, group in zip(own.people, column.groups, strict=True)
        )
        return (Cell(self._say(str(own.kind), name=name)), *counts)

    def _share(self, count: int, whole: int) -> Cell:
        """Write a number with its share: never a share without the number it is of."""
        share = self._numbers.share(count, whole).text
        return Cell(self._say("number", count=self._words.number(count), share=share), count)
