"""One prompt on a terminal with arrow keys: rows to point at, and a line to type on below them.

Needs prompt_toolkit, the extra `interview`. Nothing is pointed at or ticked until somebody does it,
and what is typed is taken as it is everywhere else: numbers, names, commands, other questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.processors import BeforeInput

from triage.present import Option

_MOST_FOUND = 9
_MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class MenuWords:
    """What a menu says: before the line to type on, which keys do what, and what is missing."""

    answer: str
    keys: str
    nothing_chosen: str


class Menu:
    """Shows rows until one is chosen or something is typed; no answer comes of an empty Enter.

    Of `several`, rows are ticked, and `none` is the row that stands for none of them. With
    `searched`, only rows that hold what is typed are shown.
    """

    def __init__(
        self,
        rows: Sequence[Option],
        words: MenuWords,
        *,
        none: Option | None = None,
        searched: bool = False,
    ) -> None:
        self._rows = [*rows, *([] if none is None else [none])]
        self._words = words
        self._none = none
        self._several = none is not None
        self._searched = searched
        self._at: int | None = None
        self._nothing = set[str]() if none is None else {none.value}
        self._ticked = set[str]()
        self._told = words.keys
        self._typed = Buffer(multiline=False, on_text_changed=lambda _: self._leave())

    def run(self) -> str | None:
        """Return the line that answers, as it would have been typed; `None` at the end of input."""
        return self._application().run()

    # --- what is shown

    @property
    def _shown(self) -> list[Option]:
        if not self._searched:
            return self._rows
        word = self._typed.text.strip().casefold()
        found = (row for row in self._rows if word and word in row.label.casefold())
        return list(found)[:_MOST_FOUND]

    def _lines(self) -> StyleAndTextTuples:
        return [
            ("bold" if number == self._at else "", f"{self._before(number, row)}{row.label}\n")
            for number, row in enumerate(self._shown)
        ]

    def _before(self, number: int, row: Option) -> str:
        pointer = ">" if number == self._at else " "
        if self._searched:
            return f"{pointer} "
        typed = row.value if row is self._none else str(number + 1)
        tick = ("[x] " if row.value in self._ticked else "[ ] ") if self._several else ""
        return f"{pointer} {typed:>{len(str(len(self._rows)))}} {tick}"

    def _application(self) -> Application[str | None]:
        rows = FormattedTextControl(
            self._lines, show_cursor=False, get_cursor_position=lambda: Point(0, self._at or 0)
        )
        line = BufferControl(self._typed, [BeforeInput(f"{self._words.answer}: ")])
        parts = [
            Window(rows, height=self._height, dont_extend_height=True, wrap_lines=True),
            Window(
                FormattedTextControl(lambda: self._told), dont_extend_height=True, wrap_lines=True
            ),
            Window(line, dont_extend_height=True, wrap_lines=True),
        ]
        return Application(
            Layout(HSplit(parts), focused_element=parts[-1]),
            key_bindings=self._keys(),
            erase_when_done=True,
        )

    def _height(self) -> int:
        return min(len(self._shown), _MOST_ROWS)

    # --- what is typed

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()
        nothing_typed = Condition(lambda: not self._typed.text)
        ticking = Condition(lambda: self._several and self._at is not None) & nothing_typed
        keys.add("down")(lambda _: self._move(1))
        keys.add("up")(lambda _: self._move(-1))
        keys.add(" ", filter=ticking)(lambda _: self._tick())
        keys.add("enter")(self._enter)
        keys.add(Keys.ControlC)(lambda event: event.app.exit(exception=KeyboardInterrupt))
        keys.add(Keys.ControlD, filter=nothing_typed)(lambda event: event.app.exit(result=None))
        return keys

    def _move(self, by: int) -> None:
        """Point at the next row; where rows are not searched, what was typed goes."""
        if not self._searched:
            self._typed.text = ""
        if count := len(self._shown):
            first = 0 if by > 0 else count - 1
            self._at = first if self._at is None else (self._at + by) % count

    def _tick(self) -> None:
        """Tick a row or take the tick away; none of them and any of them exclude each other."""
        assert self._at is not None
        chosen = self._shown[self._at]
        if chosen.value in self._ticked:
            self._ticked.discard(chosen.value)
            return
        self._ticked -= set(self._ticked) if chosen is self._none else self._nothing
        self._ticked.add(chosen.value)
        self._told = self._words.keys

    def _enter(self, event: KeyPressEvent) -> None:
        found = self._chosen()
        if found:
            event.app.exit(result=found)
        else:
            self._told = self._words.nothing_chosen

    def _chosen(self) -> str:
        """Return what is ticked, typed or pointed at; nothing where nobody did any of it."""
        typed = self._typed.text.strip()
        if self._several:
            ticked = (row.value for row in self._rows if row.value in self._ticked)
            return typed or ",".join(ticked)
        if typed and not self._searched:
            return typed
        return typed if self._at is None else self._shown[self._at].value

    def _leave(self) -> None:
        """Point at nothing any more, and take ticks away: what is typed is all that counts."""
        self._at, self._told = None, self._words.keys
        if self._typed.text:
            self._ticked.clear()
