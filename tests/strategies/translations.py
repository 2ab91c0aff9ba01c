"""Texts in other languages, by the ids of what they translate."""

from __future__ import annotations

from tests.strategies.drawing import Draw
from tests.strategies.shape import Document


def translations(draw: Draw, document: Document) -> dict[str, Document]:
    """Draw files of translations, and name them in the document."""
    if not draw.boolean(20):
        return {}
    languages = draw.choice((["en"], ["sv", "en"]))
    document["rulebook"] |= {"language": "da", "translations": languages}
    return {f"texts/{language}.yaml": _texts(document, language) for language in languages}


def _texts(document: Document, language: str) -> Document:
    """Translate what every document has; a label may stand as plain text."""
    texts: Document = {"rulebook": {"title": f"A rulebook ({language})"}}
    texts["questions"] = {
        name: {"ask": f"How is it? ({language})"} | _values(body)
        for name, body in document["questions"].items()
    }
    texts["interventions"] = {
        name: {"label": name.title()} for name in document.get("interventions", {})
    }
    for section in ("typologies", "target_groups"):
        if section in document:
            values = {name: name.title() for name in document[section]["values"]}
            texts[section] = {"values": values}
    return texts


def _values(body: Document) -> Document:
    if "values" not in body:
        return {}
    return {"values": {value: {"label": value.title()} for value in body["values"]}}
