"""What a check is held against is itself right: small rulebooks, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.verify.check.walked import Walked
from triage.language.load import load
from triage.verify import check_meaning

HEAD = """
rulebook: {id: small, version: 1}
questions:
  wish: {kind: yes_no}
  unused: {kind: yes_no}
  goals: {kind: list, max: 1, item: {near: {kind: yes_no}}}
"""

ONE_TEST = """
findings:
  reach: {values: [far, soon, now], rules: [{when: {unused: no}, then: soon}], otherwise: now}
"""

NO_TEST = """
findings:
  reach: {for_each: goals, values: [far, now], rules: [], otherwise: now}
"""


@pytest.mark.parametrize("finding", [ONE_TEST, NO_TEST], ids=["one test", "no test"])
def test_findings_no_rule_uses_have_all_their_values(finding: str, tmp_path: Path) -> None:
    """Whoever answers yes to `unused`, or has a goal, has `now`; nobody has `far`."""
    file = tmp_path / "small.yaml"
    file.write_text(HEAD + finding, encoding="utf-8")
    book = load(file)
    assert Walked.of(book, 100).never_concluded() == {("reach", "far")}
    told = [each.details["name"] for each in check_meaning(book) if each.code == "never-concluded"]
    assert told == ["far"]
