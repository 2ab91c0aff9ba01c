"""Ids and plain scalars: what a name, a whole number and a date look like (section 1)."""

from __future__ import annotations

import re
from datetime import date

from triage.rulebook.nodes import ScalarNode
from triage.rulebook.problems import Problems
from triage.rulebook.vocabulary import RESERVED

_ID = re.compile(r"[a-z][a-z0-9_]*").fullmatch
_RULE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*").fullmatch
_RULEBOOK_ID = re.compile(r"[a-z][a-z0-9_-]*").fullmatch
_WHOLE_NUMBER = re.compile(r"-?[0-9]+").fullmatch
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
# Longer ones are refused unread: no rule counts that far, and converting them takes long.
_MOST_DIGITS = 18


def check_id(key: ScalarNode, problems: Problems) -> bool:
    """Say whether `key` may name something, and record why where it may not."""
    text = key.text or ""
    if not _ID(text):
        problems.add("bad-id", key, name=text)
        return False
    if text in RESERVED:
        problems.add("reserved-name", key, name=text)
        return False
    return True


def check_rule_id(node: ScalarNode, problems: Problems) -> bool:
    """Say whether `node` may name a rule, and record why where it may not."""
    if _RULE_ID(node.text or ""):
        return True
    problems.add("bad-rule-id", node, name=node.text or "")
    return False


def is_rulebook_id(text: str) -> bool:
    """Say whether `text` may name a rulebook."""
    return _RULEBOOK_ID(text) is not None


def whole_number(text: str | None) -> int | None:
    """Read a whole number, or give `None` where the text is none."""
    if text is None or len(text) > _MOST_DIGITS or not _WHOLE_NUMBER(text):
        return None
    return int(text)


def iso_date(text: str | None) -> date | None:
    """Read an ISO date, or give `None` where the text is none or the day does not exist."""
    if text is None or not _ISO_DATE(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
