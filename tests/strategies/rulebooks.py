"""Random rulebooks: documents of the whole language, valid as they are made."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from hypothesis import strategies as st

from tests.strategies.drawing import Draw, Seeded, Shrinking
from tests.strategies.findings import add_findings
from tests.strategies.guarantees import add_guarantees
from tests.strategies.layout import spread, write
from tests.strategies.local import dates_within, fit
from tests.strategies.parameters import Parameters
from tests.strategies.plans import add_plan_rules, validity
from tests.strategies.programmes import add_programme
from tests.strategies.questions import add_factors, add_questions
from tests.strategies.selectors import add_first_steps, add_interventions
from tests.strategies.shape import Document, Shape, read
from tests.strategies.sketch import Sketch
from tests.strategies.tables import add_tables
from tests.strategies.translations import translations
from tests.strategies.typologies import add_target_groups, add_typologies

DAYS = (
    date(2025, 6, 15),
    date(2024, 2, 29),
    date(2024, 2, 28),
    date(2023, 2, 28),
    date(2024, 3, 1),
    date(2023, 3, 31),
    date(2024, 4, 30),
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2024, 1, 31),
)
OFFSETS = (0, 0, 0, 1, -1, 2, -2, 3, -4, 14, -15)
"""Days from the day a rulebook is drawn around to the day of an assessment."""


@dataclass(frozen=True)
class RandomRulebook:
    """A rulebook as it is written, and all of it in one document.

    `files` hold what is written, by path; `main` is the file or folder to load. `document` is
    what that amounts to where one rulebook extends another. `near` is the day its dates are
    drawn around.
    """

    document: Document
    files: dict[str, Document]
    main: str
    near: date

    @cached_property
    def shape(self) -> Shape:
        """What the document asks."""
        return read(self.document)

    def write(self, folder: Path, *, quick: bool = False) -> Path:
        """Write the files into a folder and return what to load."""
        write(self.files, folder, quick=quick)
        return folder / self.main


def rulebook(draw: Draw) -> RandomRulebook:
    """Draw a rulebook, now and then one that extends another."""
    sketch = _sketch(draw)
    add_questions(sketch)
    add_factors(sketch)
    add_tables(sketch)
    add_findings(sketch)
    add_typologies(sketch)
    add_interventions(sketch)
    add_plan_rules(sketch)
    add_target_groups(sketch)
    add_guarantees(sketch)
    add_programme(sketch)
    add_first_steps(sketch)
    _drop_empty(sketch.document)
    if draw.boolean(15):
        return _family(sketch)
    return _alone(sketch)


def _sketch(draw: Draw) -> Sketch:
    near = draw.choice(DAYS)
    document: Document = {"rulebook": {}, "questions": {}, "parameters": {}}
    sketch = Sketch(draw, near, document, Parameters(document["parameters"]))
    document["rulebook"] = head(sketch, "national") | validity(sketch, 25)
    if draw.boolean(40):
        document["rulebook"]["language"] = "da"
    return sketch


def head(sketch: Sketch, name: str) -> Document:
    """Draw what a rulebook says of itself."""
    drawn: Document = {"id": name, "version": sketch.draw.choice(("1", "0.9", "2024-1"))}
    if sketch.draw.boolean(40):
        drawn |= {"title": "Et regelsæt", "owner": "Kommunen"}
        drawn["sources"] = {"lab": "Lov om en aktiv beskæftigelsesindsats"}
    return drawn


def _drop_empty(document: Document) -> None:
    for section in [name for name, body in document.items() if not body]:
        del document[section]


def _alone(sketch: Sketch) -> RandomRulebook:
    draw, document = sketch.draw, sketch.document
    texts = translations(draw, document)
    files = spread(draw, document)
    if len(files) == 1 and not texts and draw.boolean(30):
        return RandomRulebook(document, {"national.yaml": document}, "national.yaml", sketch.near)
    files = {f"national/{name}": its for name, its in (files | texts).items()}
    return RandomRulebook(document, files, "national", sketch.near)


def _family(sketch: Sketch) -> RandomRulebook:
    """Draw one or two children, each extending the rulebook before it."""
    draw = sketch.draw
    files = {f"national/{name}": its for name, its in spread(draw, sketch.document).items()}
    above = "national"
    for name in ("local", "office")[: draw.choice((1, 1, 1, 2))]:
        sketch.document = copy.deepcopy(sketch.document)
        ours = head(sketch, name) | dates_within(sketch, sketch.document["rulebook"])
        if "language" in sketch.document["rulebook"] and draw.boolean():
            ours["language"] = "da"
        ours["extends"] = draw.choice((above, f"../{above}"))
        child = {"rulebook": ours} | fit(sketch)
        files |= {f"{name}/{part}": its for part, its in spread(draw, child).items()}
        sketch.document["rulebook"] = _inherited(sketch.document["rulebook"], ours)
        above = name
    return RandomRulebook(sketch.document, files, above, sketch.near)


def _inherited(above: Document, ours: Document) -> Document:
    kept = {key: above[key] for key in ("language", "valid_from", "valid_to") if key in above}
    return kept | {key: its for key, its in ours.items() if key != "extends"}


def rulebooks() -> st.SearchStrategy[RandomRulebook]:
    """Return a strategy for rulebooks that hypothesis can shrink."""
    return _rulebooks()


@st.composite
def _rulebooks(draw: st.DrawFn) -> RandomRulebook:
    return rulebook(Shrinking(draw))


def seeded(seed: int) -> RandomRulebook:
    """Return the rulebook of a seed."""
    return rulebook(Seeded(seed))


def as_of(draw: Draw, book: RandomRulebook) -> date:
    """Draw the day of an assessment, on or near the day the rulebook is drawn around."""
    return book.near + timedelta(draw.choice(OFFSETS))
