"""What all tests share: how property tests run, and golden files."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that accepts what is produced now as right."""
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite golden files; read the diff after"
    )
    parser.addoption(
        "--pairs", type=int, default=2_000, help="random assessments on which engines must agree"
    )
    parser.addoption(
        "--per-thread", type=int, default=50, help="assessments of each of eight threads"
    )
    parser.addoption(
        "--mutations", type=int, default=400, help="damaged rulebooks and cases to read"
    )
    parser.addoption("--tables", type=int, default=100, help="tables written anyhow, or damaged")
    parser.addoption(
        "--plants",
        type=int,
        default=100,
        help="names and numbers to plant in files",
    )
    parser.addoption(
        "--slips", type=int, default=40, help="every so many slips the cases must notice; 1: all"
    )
    parser.addoption(
        "--kills", type=int, default=40, help="how often to kill a process while it writes"
    )
    parser.addoption(
        "--installations", action="store_true", help="install for real: minutes, and the network"
    )
    parser.addoption(
        "--defects", type=int, default=60, help="defects to put into the shipped rulebook"
    )
    parser.addoption(
        "--faults", type=int, default=29, help="every so many cases and faults in engines; 1: all"
    )


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Callable[[str, int, int], None]:
    """Note how many of how many, under a label; what tests noted is added up at the end."""
    return lambda label, part, whole: record_property("counted", [label, part, whole])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted."""
    totals: dict[str, list[int]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                if name == "counted":
                    label, part, whole = value
                    total = totals.setdefault(label, [0, 0])
                    totals[label] = [total[0] + part, total[1] + whole]
    for label, (part, whole) in sorted(totals.items()):
        terminalreporter.write_line(f"{label}: {part} of {whole}, {100 * part / whole:.1f} %")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the file of that name in the folder `golden` beside the test."""
    folder = Path(request.path).parent / "golden"

    def compare(name: str, text: str) -> None:
        file = folder / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare
