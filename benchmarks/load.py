"""Load on a loopback address, open loop: requests begin when they are due, answered or not.

    python -m benchmarks.load --rate 300 --seconds 60
    python -m benchmarks.load --rate 100 --seconds 60 --journal
    python -m benchmarks.load --rate 300 --requests 100000

It starts `triage serve` over a journal in a folder of its own, and says how long answers took from
when their request was due, so that a slow server makes no requests rarer. What is sent are complete
assessments, or golden cases, in which much is open. Server and client share the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Any

from benchmarks.material import AS_OF, PROJEKT_500, material, told

HOST, RULEBOOK = "127.0.0.1", "projekt-500"
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Measured:
    """What came of one run: seconds by answer, and how many there were of each status."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def note(self, seconds: float) -> None:
        """Count one answer, by how long it took."""
        self.seconds.append(seconds)

    def percentile(self, share: float) -> float:
        """Return the milliseconds within which that share of requests was answered."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


_LOST = 0
"""Stands for a status where a connection was lost, or refused."""
_IDLE = 3.0
"""After how many seconds a connection is not used again: the server closes it after five."""


class Connections:
    """Kept-alive connections; as many as there are requests at once."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[tuple[float, asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def send(self, path: str, body: bytes | None) -> tuple[int, bytes]:
        """Send a request; return its status and what was answered."""
        oldest = time.perf_counter() - _IDLE
        while self._idle and self._idle[0][0] < oldest:
            self._idle.pop(0)[2].close()
        if self._idle:
            _, reader, writer = self._idle.pop()
        else:
            reader, writer = await asyncio.open_connection(HOST, self._port)
        method = "GET" if body is None else "POST"
        length = 0 if body is None else len(body)
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {HOST}:{self._port}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        )
        writer.write(head.encode() + (body or b""))
        answered = await reader.readuntil(b"\r\n\r\n")
        lines = answered.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        content = await reader.readexactly(int(headers.get("content-length", "0")))
        self._idle.append((time.perf_counter(), reader, writer))
        return int(lines[0].split()[1]), content


def assessments(golden: bool) -> list[dict[str, Any]]:
    """Return what is assessed: 500 complete assessments, or the golden cases that people tell."""
    if golden:
        return [
            {"as_of": str(case.as_of), "answers": case.answers}
            for _, case in told()
            if case.as_of is not None
        ]
    drawn = material(PROJEKT_500, cases=500).answers
    return [{"as_of": str(AS_OF), "answers": each} for each in drawn]


async def offered(
    connections: Connections, work: Sequence[tuple[str, bytes]], rate: float
) -> Measured:
    """Send each request when it is due: so many a second on average, at random."""
    measured, chance = Measured(), random.Random(4)
    due, pending = time.perf_counter() + 0.1, set[asyncio.Task[None]]()

    async def one(path: str, body: bytes, begun: float) -> None:
        try:
            status, _ = await connections.send(path, body)
        except (OSError, EOFError):
            status = _LOST
        measured.note(time.perf_counter() - begun)
        measured.statuses[status] += 1

    for path, body in work:
        due += chance.expovariate(rate)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        task = asyncio.create_task(one(path, body, due))
        pending.add(task)
        task.add_done_callback(pending.discard)
    await asyncio.gather(*pending)
    return measured


Work = list[tuple[str, bytes]]
"""Requests: where each is sent, and what."""


def stateless(options: argparse.Namespace, number: int) -> Work:
    """Return assessments that leave nothing behind."""
    known = [_as_body(each) for each in assessments(options.golden)]
    path, chance = f"/v1/rulebooks/{RULEBOOK}/assess?engine={options.engine}", random.Random(3)
    return [(path, chance.choice(known)) for _ in range(number)]


async def noted(connections: Connections, options: argparse.Namespace, number: int) -> Work:
    """Return assessments that are noted in the journal, some ten for each case."""
    chance, refs = random.Random(3), list[str]()
    for case in range(max(1, number // 10)):
        _, answered = await connections.send("/v1/cases", _as_body({"case": f"load-{case}"}))
        refs.append(json.loads(answered)["ref"])
    known = [_as_body({"rulebook": RULEBOOK, **each}) for each in assessments(options.golden)]
    return [
        (f"/v1/cases/{refs[at % len(refs)]}/assess", chance.choice(known)) for at in range(number)
    ]


def _as_body(document: Any) -> bytes:
    return json.dumps(document, default=str).encode()


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process holds and has spent."""

    megabytes: float
    seconds: float


def spent(process: int) -> Spent:
    """Return what the process with that id holds and has spent."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    told = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return Spent(pages * _PAGE / 1e6, (int(told[11]) + int(told[12])) / _TICKS)


async def ready(connections: Connections) -> None:
    """Wait until the server answers."""
    for _ in range(600):
        try:
            status, _ = await connections.send("/ready", None)
        except OSError:
            status = 0
        if status == 200:
            return
        await asyncio.sleep(0.1)
    raise SystemExit("the server does not answer")


async def measure(options: argparse.Namespace, process: int) -> list[str]:
    """Run what was asked for, and return the lines that tell of it."""
    connections = Connections(options.port)
    await ready(connections)
    number = options.requests or int(options.rate * options.seconds)
    work = stateless(options, number)
    await offered(connections, work[:300], options.rate)  # warm
    if options.journal:
        work = await noted(connections, options, number)
    before, begun = spent(process), time.perf_counter()
    measured = await offered(connections, work, options.rate)
    took, after = time.perf_counter() - begun, spent(process)
    return [
        f"{number} requests, {options.rate:g} a second offered, {number / took:.0f} answered",
        *(f"{status}: {count}" for status, count in sorted(measured.statuses.items())),
        *(
            f"{name}: {measured.percentile(share):.1f} ms"
            for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("most", 1.0))
        ),
        f"server: {after.seconds - before.seconds:.1f} s of processor time in {took:.1f} s",
        f"memory: {before.megabytes:.0f} MB before, {after.megabytes:.0f} MB after",
    ]


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server((HOST, 0)) as server:
        return int(server.getsockname()[1])


def main() -> None:
    """Start a server, measure, and stop it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rate", type=float, default=300)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--requests", type=int, help="so many instead")
    parser.add_argument("--golden", action="store_true", help="send golden cases")
    parser.add_argument("--engine", default="checked")
    parser.add_argument("--journal", action="store_true", help="note each in a journal")
    options = parser.parse_args(namespace=argparse.Namespace(port=free_port()))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "triage", "serve", "--port", str(options.port)]
        place = ["--journal", f"{folder}/journal.db", "--key-file", f"{folder}/key"]
        server = Popen([*command, *place], stdout=DEVNULL, stderr=DEVNULL)
        try:
            for line in asyncio.run(measure(options, server.pid)):
                print(line)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


if __name__ == "__main__":
    main()
