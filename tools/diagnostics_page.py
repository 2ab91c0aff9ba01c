"""Writes docs/reference/diagnostics.md from the messages: python tools/diagnostics_page.py."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "triage"
MESSAGES = SOURCE / "diagnostics" / "messages" / "en.toml"
PAGE = ROOT / "docs" / "reference" / "diagnostics.md"

REST = "Rulebooks"
LEFT_OUT = "What `check` finds missing"
MEANING = "What `check` finds of the meaning"
GROUPS = {
    REST: (),
    "Files and YAML": (
        "language/reading/files.py",
        "language/reading/rulebook_files.py",
        "language/reading/yaml_events.py",
    ),
    "Local fitting": ("language/drafts/layers.py", "language/drafts/fit*.py"),
    LEFT_OUT: (
        "language/checks/left_out.py",
        "language/checks/unread.py",
        "language/checks/unsaid.py",
        "language/checks/translations.py",
    ),
    MEANING: ("verify/**/*.py",),
    "Answers and case files": (
        "cases/*.py",
        "intake/reading.py",
        "intake/contradiction.py",
        "interview/*.py",
        "cli/dialogue.py",
        "library/*.py",
        "diagnostics/arguments.py",
    ),
    "Tables": ("tables/*.py", "programme/**/*.py"),
    "Engines and outcomes": ("engine/**/*.py", "intake/*.py", "program/*.py"),
    "The journal": ("journal/*.py",),
    "The command": ("cli/*.py",),
}
"""The files of each group; a file is of the first, and what stands in two groups is of the rest."""

HEAD = "| Code | Message | Expected, or what to do |\n|---|---|---|\n"

TOP = """\
# Diagnostics

<!-- Written by tools/diagnostics_page.py from src/triage/diagnostics/messages/en.toml. -->

Everything `triage` finds wrong has a code, a place, one sentence, and mostly what was expected or
what to do. Codes stay as they are; sentences may get better. `{name}` stands for
what was written, and is `…` where that may not be told ([privacy](../background/privacy.md)).

Codes marked *warning* refuse nothing. All others are errors: the rulebook does not load, or the
assessment is refused, and nothing is guessed. Messages are in English, Danish (`--lang da`) and
Swedish (`--lang sv`); as text with the line and a caret, as JSON, as SARIF, and as annotations of
GitHub (`triage rules check --format json`, `sarif`, `github`).
"""


def page() -> str:
    """Return the page."""
    messages = tomllib.loads(MESSAGES.read_text(encoding="utf-8"))
    del messages["words"]
    groups = _groups(set(messages))
    warnings = _warnings(set(messages))
    parts = [TOP]
    for group in GROUPS:
        parts.append(f"\n## {group}\n\n{HEAD}")
        for code in sorted(code for code in messages if groups[code] == group):
            mark = "<br>*warning*" if code in warnings else ""
            said = _shown(messages[code]["message"])
            wanted = _shown(messages[code].get("expected", ""))
            parts.append(f"| `{code}`{mark} | {said} | {wanted} |\n")
    return "".join(parts)


def _shown(template: str) -> str:
    """Show a template as it would be filled: braces single, table signs escaped."""
    plain = re.sub(r"(?<!\{)\{(\w+):\w+\}", r"{\1}", template)
    return plain.replace("{{", "{").replace("}}", "}").replace("|", "\\|")


def _groups(codes: set[str]) -> dict[str, str]:
    of_file: dict[Path, str] = {}
    for group, patterns in GROUPS.items():
        for pattern in patterns:
            for file in SOURCE.glob(pattern):
                of_file.setdefault(file, group)
    found: dict[str, set[str]] = {code: set() for code in codes}
    for file in SOURCE.rglob("*.py"):
        for text in _texts(ast.parse(file.read_text(encoding="utf-8"))):
            if text in codes:
                found[text].add(of_file.get(file, REST))
    return {code: min(groups) if len(groups) == 1 else REST for code, groups in found.items()}


def _warnings(codes: set[str]) -> set[str]:
    """Return the codes that are recorded as warnings, or stand where only warnings are recorded."""
    found: set[str] = set()
    for pattern in GROUPS[LEFT_OUT]:
        for file in SOURCE.glob(pattern):
            found.update(_texts(ast.parse(file.read_text(encoding="utf-8"))))
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _warns(node):
                found.update(_texts(node))
    return found & codes


def _warns(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    severities = (ast.unparse(each.value) for each in call.keywords if each.arg == "severity")
    return name == "warning" or any("WARNING" in severity for severity in severities)


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
