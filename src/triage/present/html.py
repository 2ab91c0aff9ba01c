"""A page as one HTML file: nothing in it is fetched, nothing in it runs.

Headings, lists and tables are marked up as what they are. A table that is drawn stands below its
drawing, which shows nothing the table does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from triage.diagnostics import needed
from triage.present.blocks import Block, Group, Line, Page, Point, Table, labelled, one_line
from triage.present.charts import chart
from triage.present.wording import Words

_TEMPLATE, _BLOCKS = "page.html.jinja", "blocks.html.jinja"
_EXTRA = "needs-report"
_RIGHT_TO_LEFT = frozenset({"ar", "prs"})


def render_html(page: Page, language: str) -> str:
    """Write a page as HTML; nothing in a text is read as markup.

    Raises:
        ExtraMissing: it takes packages that are not installed.
    """
    markupsafe = needed("markupsafe", _EXTRA)
    words = Words(language)
    text = (
        environment()
        .get_template(_TEMPLATE)
        .render(
            page=page,
            language=language,
            drawn={key: words.say(f"html.{key}") for key in ("chart", "numbers")},
            draw=lambda table: markupsafe.Markup(chart(table, language)),
        )
    )
    return f"{text}\n"


def environment(*others: Any) -> Any:
    """Return what fills in templates: those of this room, and those that `others` load.

    `blocks.html.jinja` lays blocks out; who takes it says how a table is drawn, and what is said
    of a drawing.

    Raises:
        ExtraMissing: it takes packages that are not installed.
    """
    jinja2 = needed("jinja2", _EXTRA)
    own = {name: _source(name) for name in (_TEMPLATE, _BLOCKS)}
    loader = jinja2.ChoiceLoader([*others, jinja2.DictLoader(own)])
    strict = {"undefined": jinja2.StrictUndefined, "auto_reload": False}
    made = jinja2.Environment(loader=loader, autoescape=True, **strict)
    made.filters |= {"clean": one_line, "runs": _runs, "ended": _ended, "dir": direction}
    return made


def _source(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Run:
    """One block, or points that follow one another."""

    points: tuple[Point, ...] = ()
    table: Table | None = None
    group: Group | None = None
    line: Line | None = None

    @property
    def list(self) -> str:
        """The element of the list: numbered where the order is meant."""
        return "ul" if self.points[0].number is None else "ol"


def _runs(blocks: Iterable[Block]) -> Iterator[_Run]:
    points: list[Point] = []
    for block in blocks:
        if isinstance(block, Point):
            if points and (points[-1].number is None) != (block.number is None):
                yield _Run(points=tuple(points))
                points = []
            points.append(block)
            continue
        if points:
            yield _Run(points=tuple(points))
            points = []
        match block:
            case Table():
                yield _Run(table=block)
            case Group():
                yield _Run(group=block)
            case Line():
                yield _Run(line=block)
    if points:
        yield _Run(points=tuple(points))


def direction(language: str) -> str:
    """Return which way a language is written, as HTML says it."""
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def _ended(label: str) -> str:
    """Write a label as it stands before its text."""
    return labelled(one_line(label), "").rstrip()
