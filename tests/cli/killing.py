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
    with os.fdopen(heard) as told:  # a busy machine takes longer than it did: none would be heard
        acknowledged = [int(told.readline()) for _ in range(chance.randrange(3))]
        time.sleep(chance.random() * 2 * slowest)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged += [int(line) for line in told]
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

_TOGETHER = """
import collections, os, json, random, signal, sys, time
from pathlib import Path
from triage.cli.edit_journal import Rewritten, rewrite, settle

STEPS = {"open", "os.listdir", "os.rename", "os.link", "os.remove"}
folder, kills = Path(sys.argv[1]), int(sys.argv[2])
places = [folder / "one", folder / "two"]
names = [places[0] / "a", places[0] / "b", places[1] / "c", folder / "d"]
OLD, NEW = [b"old " * 9_000, b""], [b"new " * 12_000, b"new"]
counts = collections.Counter(dict.fromkeys(("before", "after", "torn", "left over"), 0))
chance = random.Random(1)

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

def write():
    files = [Rewritten(name, OLD[number % 2], NEW[number % 2]) for number, name in enumerate(names)]
    rewrite(files, places, "rename")

def begin():
    for number, name in enumerate(names):
        name.write_bytes(OLD[number % 2])

def killed(step, wait):
    child = os.fork()
    if not child:
        if step is not None:
            kill_at(step)
        write()
        os._exit(0)
    if wait is not None:
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1] != 0

def settled(step):
    child = os.fork()
    if not child:
        kill_at(step)
        for place in places:
            settle(place)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0

def look():
    settled(chance.randrange(60))  # it is killed while it settles, as a rule
    for place in places:
        settle(place)
    found = [name.read_bytes() for name in names]
    wanted = {"before": [OLD[0], OLD[1]] * 2, "after": [NEW[0], NEW[1]] * 2}
    counts[next((key for key, each in wanted.items() if each == found), "torn")] += 1
    every = {each for each in folder.rglob("*") if each.is_file()}
    counts["left over"] += len({each for each in every - {*names} if each.suffix == ".json"})

for place in places:
    place.mkdir()
begin()
start = time.monotonic()
write()
slowest = time.monotonic() - start
if kills:
    for _ in range(kills):
        begin()
        killed(None, chance.random() * 1.5 * slowest)
        look()
else:
    step, going = 0, True
    while going:
        begin()
        going = killed(step, None)
        look()
        step += 1
print(json.dumps(counts))
"""

_ERASED = """
import collections, json, os, signal, sys
from pathlib import Path
from triage.cli.command import run

STEPS = {"open", "os.listdir", "os.rename", "os.link", "os.remove"}
folder = Path(sys.argv[1])
case, copy, left = folder / "a.yaml", folder / "a.yaml~", folder / (".triage-" + "0" * 32 + ".tmp")
TEXT = b"answers: {own_words: planted}"
counts = collections.Counter(dict.fromkeys(("whole", "gone", "torn", "readable", "not ended"), 0))

def kill_at(step):
    steps = iter(range(step))
    def hook(event, arguments):
        about = event != "open" or str(folder) in str(arguments[0]) or str(arguments[0])[0] in ".a"
        if event in STEPS and about and next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
    sync = os.fsync
    def counted(handle):
        hook("os.remove", ())
        sync(handle)
    os.fsync = counted
    sys.addaudithook(hook)

def erase(step=None):
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_RDWR), 1)
        os.dup2(1, 2)
        sys.stdout = open(1, "w", closefd=False)
        if step is not None:
            kill_at(step)
        os._exit(run(("erase", str(case), "--ground", "mistake", "--yes")))
    return os.waitpid(child, 0)[1]

case.write_bytes(TEXT)
sys.stdout, shown = open(os.devnull, "w"), sys.stdout
run(("erase", str(case), "--ground", "mistake", "--yes"))  # so that everything is imported once
sys.stdout = shown
step, going = 0, True
while going:
    for each in (case, copy, left):
        each.write_bytes(TEXT)
    going = os.WIFSIGNALED(erase(step))
    found = case.read_bytes() if case.exists() else None
    counts[{None: "gone", TEXT: "whole"}.get(found, "torn")] += 1
    for again in range(2):  # the second is told that there is nothing
        erase()
    rest = [each for each in folder.iterdir() if not each.name.endswith(".triage-lock")]
    counts["readable"] += any(b"planted" in each.read_bytes() for each in rest)
    counts["not ended"] += bool(rest)
    step += 1
print(json.dumps(counts))
"""


def erased_at_every_step(folder: Path) -> dict[str, int]:
    """Erase once for every step it takes, killed before that step, and then again."""
    return _counts(_ERASED, str(folder))


def together(folder: Path, kills: int = 0) -> dict[str, int]:
    """Rewrite four files of three folders, killed so many times, or else before every step.

    What is found half done is settled, and that is killed too. Count what stands then.
    """
    return _counts(_TOGETHER, str(folder), str(kills))


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
