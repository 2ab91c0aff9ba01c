"""The page on tables says what every state of a file comes to."""

from __future__ import annotations

import ast
import re
import tomllib

from tests.docs.fences import DOCS, ROOT

TABLES = ROOT / "src" / "triage" / "tables"
MESSAGES = ROOT / "src" / "triage" / "diagnostics" / "messages" / "en.toml"


def test_every_cause_is_on_the_page() -> None:
    """Each code the reader of tables refuses with, and none it does not know."""
    codes = set(tomllib.loads(MESSAGES.read_text(encoding="utf-8")))
    raised = {
        node.value
        for file in TABLES.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in codes
    }
    extras = {code for code in raised if code.startswith("needs-")}
    named = set(
        re.findall(
            r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", (DOCS / "reference" / "tables.md").read_text("utf-8")
        )
    )
    assert named & codes - {"cells-in-a-row"} == raised - extras
