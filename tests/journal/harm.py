"""Journals harmed on purpose: processes killed while they write, and two that write at once.

A server of its own forks the processes, so that none has to be started; what it counts, it prints.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

_KILLED = """
import json, os, random, signal, sys, time
from pathlib import Path
from tests.journal.office import DAY, NOW, WORKER
from triage.journal import Informed, Journal, KeyFile, Opened

url, folder, kills = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
keys, draw = KeyFile(folder / "key"), random.Random(500)
with Journal(url, keys) as journal:
    journal.record("c-1", Opened(), by=WORKER, at=NOW)
counts = {"acknowledged": 0, "lost": 0, "broken": 0, "killed": 0}

def write(out):
    with Journal(url, keys) as journal:
        while True:
            noted = journal.record("c-1", Informed(article=13, on=DAY), by=WORKER, at=NOW)
            os.write(out, b"%d\\n" % noted[-1].number)

for _ in range(kills):
    read, out = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        write(out)
    os.close(out)
    told = os.read(read, 100)  # it has begun
    time.sleep(draw.random() * 0.03)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while chunk := os.read(read, 65536):
        told += chunk
    os.close(read)
    counts["killed"] += os.WIFSIGNALED(status)
    with Journal(url, keys) as journal:
        found = journal.verify()
    acknowledged = [int(line) for line in told.split()]
    counts["acknowledged"] += len(acknowledged)
    counts["lost"] += sum(number > found.events for number in acknowledged)
    counts["broken"] += found.problem is not None
print(json.dumps(counts))
"""

_RACES = """
import json, os, sys
from pathlib import Path
from tests.journal.office import DAY, NOW, WORKER
from triage.diagnostics import ChangedMeanwhile
from triage.journal import Informed, Journal, KeyFile, Opened

url, folder, races = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
keys = KeyFile(folder / "key")
with Journal(url, keys) as journal:
    last = journal.record("c-1", Opened(), by=WORKER, at=NOW)[-1].number
counts = {"one won": 0, "broken": 0}

def race(after):
    with Journal(url, keys) as journal:
        try:
            journal.record("c-1", Informed(article=14, on=DAY), by=WORKER, at=NOW, after=after)
        except ChangedMeanwhile:
            os._exit(7)
    os._exit(0)

for _ in range(races):
    children = []
    for _ in range(2):
        child = os.fork()
        if not child:
            race(last)
        children.append(child)
    ends = sorted(os.waitstatus_to_exitcode(os.waitpid(each, 0)[1]) for each in children)
    with Journal(url, keys) as journal:
        found = journal.verify()
        last = journal.anchor().number
    counts["one won"] += ends == [0, 7]
    counts["broken"] += found.problem is not None
print(json.dumps(counts))
"""


def killed(url: str, folder: Path, kills: int) -> dict[str, int]:
    """Kill so many processes while they note events, and count what was lost and broken."""
    return _counts(_KILLED, url, str(folder), str(kills))


def raced(url: str, folder: Path, races: int) -> dict[str, int]:
    """Let two processes note after the same event, so many times, and count where one won."""
    return _counts(_RACES, url, str(folder), str(races))


def _counts(script: str, *arguments: str) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *arguments],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, int] = json.loads(done.stdout)
    return found
