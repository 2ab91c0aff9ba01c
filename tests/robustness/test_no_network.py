"""Nothing leaves the machine: no part of the package opens a connection, and none is needed."""

from __future__ import annotations

import ast
import socket
from pathlib import Path
from typing import NoReturn

import pytest

import triage

PACKAGE = Path(triage.__file__).parent
NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "httpx2", "imaplib", "poplib", "requests",
    "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser",
    "xmlrpc",
}  # fmt: skip
DATABASES, JOURNAL = PACKAGE / "tables" / "databases.py", PACKAGE / "journal"
SAMPLING, SINKS = PACKAGE / "sql" / "sampling.py", PACKAGE / "columns" / "sinks.py"
"""The four places that connect, to a database somebody names."""
SIGN_IN = {PACKAGE / "web" / name for name in ("sign_in.py", "tokens.py")}
"""What asks the sign-in of an office, where others are served."""


def imported(file: Path) -> set[str]:
    """Return the packages a file imports, wherever in it, also by name in a string."""
    found = set[str]()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            found.add(node.module)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            named = node.func.id if isinstance(node.func, ast.Name) else ""
            if named in {"needed", "import_module", "__import__"}:
                found.add(str(node.args[0].value))
    return {name.partition(".")[0] for name in found - {"urllib.parse"}}  # which reads texts


def test_no_part_of_the_package_imports_what_connects() -> None:
    """Databases are reached through their own driver, in three files and in the journal's room."""
    every = {file: imported(file) for file in PACKAGE.rglob("*.py")}
    assert {file for file, names in every.items() if names & NETWORK} == SIGN_IN
    drivers = {"sqlalchemy", "psycopg"}
    connecting = {file for file, names in every.items() if names & drivers}
    assert {file for file in connecting if JOURNAL not in file.parents} == {
        DATABASES,
        SAMPLING,
        SINKS,
    }


def test_assessing_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """By either engine, complete or open."""

    def refused(*_: object) -> NoReturn:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    rulebook = triage.load_rulebook(PACKAGE.parents[1] / "rules" / "projekt-500")
    outcome = rulebook.assess({"goal_state": "vague"}, as_of="2026-11-29")
    assert outcome.typology is not None
