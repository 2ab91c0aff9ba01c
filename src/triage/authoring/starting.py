"""A rulebook to begin with: small and whole, with cases and a page that says what to do next.

It stands in `starter/`, once in each language; a test holds the three to one meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from triage.authoring.edits import scalar

LANGUAGES = ("da", "sv", "en")
_ID, _TITLE = "id: starter\n", "  title: "


def starter(id_: str, language: str, title: str | None = None) -> dict[str, str]:
    """Return the files of a new rulebook by their names; a name with `/` is in a folder.

    It has the id, and its own `title` where none is given.
    """
    made = dict(_files(files(__package__) / "starter" / language))
    head = made["rulebook.yaml"].replace(_ID, f"id: {id_}\n")
    made["rulebook.yaml"] = head if title is None else _titled(head, title)
    return {name: text.replace("<id>", id_) for name, text in made.items()}


def _titled(head: str, title: str) -> str:
    before, _, rest = head.partition(_TITLE)
    return f"{before}{_TITLE}{scalar(title)}\n{rest.partition(chr(10))[2]}"


def _files(folder: Traversable, within: str = "") -> Iterator[tuple[str, str]]:
    for each in sorted(folder.iterdir(), key=lambda one: one.name):
        name = f"{within}{each.name}"
        if each.is_dir():
            yield from _files(each, f"{name}/")
        else:
            yield name, each.read_text(encoding="utf-8")
