"""What the costliest rulebooks take: each is refused, or gives up being exact, in little memory.

Time is not measured, but what it hangs on is: how much is read, and how many steps are taken.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

import triage
from triage.model.limits import DEFAULT

SOURCE = Path(triage.__file__).parents[1]
MEGABYTES = 200
"""Of a rulebook that is refused, Python and the package included."""

MORE = 100
"""What is evaluated takes so many more."""

SECONDS = 60
"""Of processor time, thirty times what the slowest takes: only what never ends is cut short."""

HEAD = "rulebook: {id: costly, version: 1, language: da}\n"
HELP = "interventions: {help: {kind: support}}\nrecommendations:\n"

_CHILD = """
import json, re, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]),) * 2)
import triage
found = []
try:
    book = triage.load_rulebook(sys.argv[1])
    outcome = book.assess({}, as_of="2026-11-22", engine="compiled")
    found = [each["code"] for each in outcome.diagnostics]
except triage.TriageError as error:
    found = [each.code for each in error.diagnostics]
held = re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())
print(json.dumps({"codes": sorted(set(found)), "held": int(held[1]) / 1024}))
"""


def many_bytes(folder: Path) -> None:
    """As many small files as are read, with too much in them, most of it in comments."""
    text = "# " + "x" * (2 * DEFAULT.bytes // DEFAULT.files) + "\n"
    (folder / "a.yaml").write_text(HEAD)
    for number in range(DEFAULT.files - 1):
        (folder / f"b{number}.yaml").write_text(text)


def one_long_file(folder: Path) -> None:
    """One file of a gigabyte, of which nothing is written."""
    with (folder / "a.yaml").open("wb") as file:
        file.write(HEAD.encode())
        file.truncate(1_000_000_000)


def many_nodes(folder: Path) -> None:
    """Words of one letter."""
    (folder / "a.yaml").write_text(HEAD + "sources: [" + "a," * (DEFAULT.bytes // 2 - 50) + "]\n")


def many_keys(folder: Path) -> None:
    """Questions, as short as they can be."""
    keys = "".join(f"  q{n}: {{kind: yes_no}}\n" for n in range(DEFAULT.nodes // 4))
    (folder / "a.yaml").write_text(f"{HEAD}questions:\n{keys}")


def many_files(folder: Path) -> None:
    """One more than are read."""
    (folder / "a.yaml").write_text(HEAD)
    for number in range(DEFAULT.files):
        (folder / f"b{number}.yaml").touch()


def many_rules(folder: Path) -> None:
    """Rules of every kind of length that fits."""
    rules = "".join(
        f"  - {{id: R-{n}, when: {{a: yes}}, recommend: help}}\n" for n in range(DEFAULT.rules + 1)
    )
    (folder / "a.yaml").write_text(f"{HEAD}questions: {{a: {{kind: yes_no}}}}\n{HELP}{rules}")


def many_levels(folder: Path) -> None:
    """Lists in lists."""
    (folder / "a.yaml").write_text(HEAD + "factors: " + "[" * 100_000)


def a_network(folder: Path) -> None:
    """Four kilobytes no order of answers helps with: any two of pairs drawn at random."""
    draw = Random(1)
    asked = "".join(f"  a{n}: {{kind: yes_no}}\n" for n in range(60))
    pairs = ", ".join(
        f"{{a{one}: yes, a{other}: yes}}"
        for one, other in (draw.sample(range(60), 2) for _ in range(130))
    )
    rule = f"  - {{id: R, when: {{any: [{pairs}]}}, recommend: help}}\n"
    (folder / "a.yaml").write_text(f"{HEAD}questions:\n{asked}{HELP}{rule}")


def long_lists(folder: Path) -> None:
    """Items of a list compared with each other, and counted, again and again."""
    item = ", ".join(f"i{n}: {{kind: number, min: 0, max: 60}}" for n in range(8))
    rules = "".join(
        f"  - {{id: R{n}, when: {{l: {{count: {{distinct: i{n % 8}, "
        f"of: {{i{(n + 3) % 8}: {{more_than: {{question: i{n % 7}}}}}}}, "
        f"at_least: {n + 2}}}}}}}, recommend: help}}\n"
        for n in range(24)
    )
    text = f"questions: {{l: {{kind: list, max: 100, item: {{{item}}}}}}}\n{HELP}{rules}"
    (folder / "a.yaml").write_text(HEAD + text)


COSTLY: dict[Callable[[Path], None], list[str]] = {
    many_bytes: ["too-many-bytes"],
    one_long_file: ["too-many-bytes"],
    many_nodes: ["too-many-nodes"],
    many_keys: ["too-many-nodes"],
    many_files: ["too-many-files"],
    many_rules: ["too-many-rules"],
    many_levels: ["too-deep"],
    a_network: ["too-many-steps"],
    long_lists: ["too-many-steps"],
}


@pytest.mark.more
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("costly", COSTLY)
def test_costly_rulebooks_are_refused_in_little_memory(
    costly: Callable[[Path], None], tmp_path: Path
) -> None:
    """Each in a process of its own, as it would be the first time."""
    costly(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(tmp_path), str(SECONDS)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    told = json.loads(done.stdout)
    assert told["codes"] == COSTLY[costly]
    evaluated = told["codes"] == ["too-many-steps"]
    assert told["held"] <= MEGABYTES + MORE * evaluated
