"""The section `rulebook`: what a rulebook is called, in which language, and when it is valid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import MappingNode, ScalarNode
from triage.language.reading.notes import Notes
from triage.language.reading.scalars import is_rulebook_id
from triage.language.reading.vocabulary import COMMON_TEXTS, HEAD
from triage.model.rulebook import Subject

HEAD_KEYS = (
    "id",
    "version",
    "title",
    "language",
    "translations",
    "owner",
    "sources",
    "valid_from",
    "valid_to",
    "extends",
    "page",
    "carries_over",
    "replaced",
    "sheet_translations",
    "subject",
    *COMMON_TEXTS,
)


@dataclass(frozen=True, slots=True)
class Head:
    """The section `rulebook`, read and checked; `language` is that of the texts beside the rules.

    Where a rulebook lacks them, `id`, `version` and `language` are empty and `node` is too.
    """

    id: str
    version: str
    language: str
    translations: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    extends: ScalarNode | None
    subject: Subject | None
    node: MappingNode


def read_head(node: MappingNode, notes: Notes) -> Head:
    """Read the section and note what is wrong in it."""
    read_fields(node, HEAD, HEAD_KEYS, notes)
    fields = Fields(node, HEAD, notes)
    valid_from, valid_to = fields.period()
    language = fields.scalar("language")
    subject = fields.option("subject", tuple(Subject))
    return Head(
        id=_id(fields, notes),
        version=_required(fields, "version"),
        language=_language(language, notes) if language else "",
        translations=tuple(
            text for each in fields.scalars("translations") if (text := _language(each, notes))
        ),
        valid_from=valid_from,
        valid_to=valid_to,
        extends=fields.scalar("extends"),
        subject=None if subject is None else Subject(subject),
        node=node,
    )


def _id(fields: Fields, notes: Notes) -> str:
    id_ = _required(fields, "id")
    if id_ and not is_rulebook_id(id_):
        notes.error("bad-rulebook-id", fields.get("id"), HEAD, name=id_)
    return id_


def _required(fields: Fields, key: str) -> str:
    fields.required(key)
    return fields.text(key) or ""


def _language(scalar: ScalarNode, notes: Notes) -> str:
    """Return the language; it names a file under `texts`, so it must be a plain word."""
    text = scalar.text or ""
    if text.isascii() and text.replace("-", "").isalnum():
        return text
    notes.error("bad-language", scalar, HEAD, name=text)
    return ""
