"""Processes killed while they write: a server forks them, kills them, and counts what it finds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.running import ROOT

_EVERY_STEP = """
import collections, json, os, signal, sys
from pathlib import Path
from triage.cli.folder import Folder
from triage.cli.atomic_write import sweep
from triage.cli.atomic_write import save, save_folder

STEPS = {"open", "os.listdir", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir"}
OLD, NEW = "old\\n" * 30_000, "new\\n" * 40_000
folder, what = Path(sys.argv[1]), sys.argv[2]
place = folder / "place"
counts = collections.Counter({"before": 0, "after": 0, "torn": 0, "left over": 0, "not swept": 0})

def write():
    if what == "folder":
        save_folder(place, {"a": NEW, "b": NEW})
    else:
        save(place, NEW, new=what == "new")

def kill_at(step):
    steps = iter(range(step))
    def hook(event, _):
        if event in STEPS and next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
    sync = os.fsync
    def counted(handle):
        hook("open", ())
        sync(handle)
    os.fsync = counted
    sys.addaudithook(hook)

def found():
    if what == "folder":
        if not place.exists():
            return "before"
        return "after" if [each.read_text() for each in place.iterdir()] == [NEW, NEW] else "torn"
    text = place.read_text() if place.exists() else None
    return {OLD if what == "over" else None: "before", NEW: "after"}.get(text, "torn")

step, ended = 0, False
while not ended:
    if what == "over":
        save(place, OLD)
    child = os.fork()
    if not child:
        kill_at(step)
        write()
        os._exit(0)
    ended = os.waitpid(child, 0)[1] == 0
    counts[found()] += 1
    counts["left over"] += set(os.listdir(folder)) - {"place"} != set()
    with Folder(folder) as opened:
        sweep(opened)
    counts["not swept"] += set(os.listdir(folder)) - {"place"} != set()
    if place.is_dir():
        for each in place.iterdir():
            each.unlink()
        place.rmdir()
    place.unlink(missing_ok=True)
    step += 1
print(json.dumps(counts))
"""

_ANY_MOMENT = """
import collections, itertools, json, os, random, signal, sys, time, types
from pathlib import Path
from triage.cli import storage
from triage.cli.storage import Keeper
from triage.model.assessment import Assessment

storage.case_text = lambda case: json.dumps({"answers": dict(case.answers)})  # sooner than YAML
file, kills = Path(sys.argv[1]) / "meeting.yaml", int(sys.argv[2])
chance = random.Random(1)
names = ("killed", "torn", "lost", "acknowledged", "left over", "elsewhere")
counts = collections.Counter(dict.fromkeys(names, 0))

def keep(keeper, number):
    answers = {"number": number, "words": "word " * 10_000, "end": number}
    keeper.keep(types.SimpleNamespace(assessment=Assessment(answers=answers)))

def begun():
    return Keeper(file, file.read_bytes() if file.exists() else None, "2026-05-04")

def takes():
    start = time.monotonic()
    with begun() as keeper:
        keep(keeper, 0)
    return time.monotonic() - start

slowest, last = max(takes() for _ in range(5)), 0
for _ in range(kills):
    heard, tell = os.pipe()
    child = os.fork()
    if not child:
        with begun() as keeper:
            for number in itertools.count(last + 1):
                keep(keeper, number)
                os.write(tell, f"{number}\\n".encode())
    os.close(tell)
    time.sleep(chance.random() * 3 * slowest)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(heard) as told:
        acknowledged = [int(line) for line in told]
    counts["killed"] += 1
    counts["acknowledged"] += len(acknowledged)
    counts["left over"] += any(name.endswith(".tmp") for name in os.listdir(file.parent))
    counts["elsewhere"] += len(list(file.parent.glob("triage-*"))) > 0
    last = acknowledged[-1] if acknowledged else last
    try:
        answers = json.loads(file.read_bytes())["answers"]
    except ValueError:
        counts["torn"] += 1
        continue
    counts["torn"] += answers["number"] != answers["end"]
    counts["lost"] += answers["number"] not in (last, last + 1)
    last = answers["number"]
begun().let_go()
counts["left at the end"] = len(os.listdir(file.parent)) - 1
print(json.dumps(counts))
"""


def at_every_step(folder: Path, what: str) -> dict[str, int]:
    """Write once for every step it takes, killed before that step; count what stands then."""
    return _counts(_EVERY_STEP, str(folder), what)


def at_any_moment(folder: Path, kills: int) -> dict[str, int]:
    """Keep an interview over and over, killed so many times; count what was torn, or lost."""
    return _counts(_ANY_MOMENT, str(folder), str(kills))


def _counts(script: str, *arguments: str) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    counts: dict[str, int] = json.loads(done.stdout)
    return counts
