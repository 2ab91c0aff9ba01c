"""One document written as one file, or its sections spread over several."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from tests.strategies.drawing import Draw, shuffled
from tests.strategies.shape import Document

FILES = ("rulebook.yaml", "more.yaml", "law.yaml")


def spread(draw: Draw, document: Document) -> dict[str, Document]:
    """Draw a way to spread a document over up to three files; it means the same."""
    count = draw.choice((1, 1, 2, 3))
    order = shuffled(draw, document) if draw.boolean(30) else list(document)
    if count == 1:
        return {FILES[0]: {section: document[section] for section in order}}
    files: dict[str, Document] = {name: {} for name in FILES[:count]}
    for section in order:
        for part in _parts(section, document[section]):
            _merge(files[draw.choice(FILES[:count])], section, part)
    return {name: its for name, its in files.items() if its}


def _parts(section: str, body: Any) -> list[Any]:
    """Return the pieces of a section that may stand in different files."""
    if section in ("rulebook", "programme"):
        return [body]
    if isinstance(body, list):
        return [[rule] for rule in body]
    if section in ("typologies", "target_groups"):
        return _classes_parts(body)
    if section in ("recommendations", "availability", "warnings", "guarantees"):
        return _rule_parts(body)
    return [{name: its} for name, its in body.items()]


def _classes_parts(body: Document) -> list[Any]:
    if body.get("policy") == "first":
        return [body]
    head = {key: its for key, its in body.items() if key not in ("rules", "table")}
    return [part for part in (head, *_rule_parts(body)) if part]


def _rule_parts(body: Document) -> list[Any]:
    tables = body.get("table", [])
    return [{"rules": [rule]} for rule in body.get("rules", ())] + [
        {"table": table} for table in (tables if isinstance(tables, list) else [tables])
    ]


def _merge(file: Document, section: str, part: Any) -> None:
    if section not in file:
        file[section] = part
    elif isinstance(part, list):
        _add_rules(file, section, part)
    elif "rules" in part or "table" in part:
        _add_part(file, section, part)
    else:
        file[section] = {**file[section], **part}


def _add_rules(file: Document, section: str, rules: list[Any]) -> None:
    file[section] = [*file[section], *rules]


def _add_part(file: Document, section: str, part: Document) -> None:
    """Add rules or a table to what a file already has of a section."""
    ours = file[section]
    merged = dict(ours)
    if "rules" in part:
        merged["rules"] = [*ours.get("rules", ()), *part["rules"]]
    if "table" in part:
        tables = ours.get("table", [])
        tables = tables if isinstance(tables, list) else [tables]
        merged["table"] = [*tables, part["table"]] if tables else part["table"]
    file[section] = merged


def write(files: dict[str, Document], folder: Path, *, quick: bool = False) -> None:
    """Write documents as YAML; quick writes them as JSON, which is YAML too."""
    for name, document in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if quick:
            text = json.dumps(document, ensure_ascii=False)
        else:
            text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True)
        path.write_text(text, encoding="utf-8")
