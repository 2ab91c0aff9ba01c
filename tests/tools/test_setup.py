"""Setting up and installing, for real, in copies of the checkout.

Most of it takes a minute each and the network, and so is in the tier `more`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Exit

PARTS = ("CHANGELOG.md", "LICENSE", "README.md", "cases", "pyproject.toml", "rules", "src", "tools")
NO_COMPILER = {"CC": "/nonexistent"}
ALONE = "durable-rules cannot be used here, so no second engine has checked it."
BOTH = "Checked by durable-rules on what the known answers settle"
BROKEN = {"CPPFLAGS": "-DPyErr_NewException=no_such_function"}
"""Builds, and cannot be imported; as on Python 3.13 without its flag."""
LINES = re.findall(r"^\$ (pip install .*)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of the checkout, in which nothing has been set up."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, folder / part)
    return folder


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, away from where these tests run."""
    kept = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "CC"}}
    return subprocess.run(
        command,
        cwd=folder,
        env={**kept, "COLUMNS": "80", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def set_up(folder: Path, **environment: str) -> str:
    """Set up a checkout; give what it says aloud."""
    done = run(folder, "sh", "tools/setup", **{"PYTHON": sys.executable, **environment})
    assert done.returncode == 0, done.stderr
    return done.stderr


def assert_serves(folder: Path, engines: str, programs: Path | None = None) -> None:
    """It can be imported, says truly which engines it has, and every golden case comes out."""
    programs = programs or folder / ".venv" / "bin"
    triage = str(programs / "triage")
    assert run(folder, str(programs / "python"), "-c", "from triage import *").returncode == 0
    doctor = run(folder, triage, "doctor")
    assert doctor.returncode == (Exit.DONE if engines == BOTH else Exit.UNABLE), doctor.stderr
    case = "cases/projekt-500/demo-open.yaml"
    page = run(folder, triage, "assess", case, "--lang", "en", "--all").stdout
    assert engines in " ".join(page.split())
    for cases in sorted((folder / "cases").iterdir()):
        golden = run(folder, triage, "rules", "test", f"rules/{cases.name}")
        assert golden.returncode == Exit.DONE, golden.stdout + golden.stderr


def python(version: str) -> str:
    """Return a Python of that version that is on this machine."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    built = sorted(pyenv.glob(f"versions/{version}.*/bin/python{version}"))
    names = [*(str(each) for each in reversed(built)), f"python{version}"]
    for name in names:
        found = shutil.which(name)
        if found and run(Path.cwd(), found, "-c", "import ensurepip").returncode == 0:
            return found
    pytest.skip(f"Python {version} is not on this machine: nothing was tried on it")


@pytest.fixture
def read_only(checkout: Path) -> Iterator[Path]:
    """Yield a checkout nobody can write to, root neither."""
    if os.geteuid():
        checkout.chmod(0o555)
        yield checkout
        checkout.chmod(0o755)
        return
    mounted = run(checkout, "mount", "--bind", str(checkout), str(checkout))
    if mounted.returncode:
        pytest.skip("what root cannot write to takes the right to mount")
    run(checkout, "mount", "-o", "remount,ro,bind", str(checkout))
    yield checkout
    assert run(checkout.parent, "umount", str(checkout)).returncode == 0


def test_a_read_only_checkout_says_so(read_only: Path) -> None:
    """In plain words, with what to do."""
    done = run(read_only, "sh", "tools/setup", PYTHON=sys.executable)
    assert done.returncode == 1
    assert done.stderr.startswith("This folder is read-only")
    assert "Traceback" not in done.stderr
    assert "pip install" in done.stderr


@pytest.mark.more
def test_a_read_only_checkout_can_be_installed_from(read_only: Path, tmp_path: Path) -> None:
    """As it says."""
    said = run(read_only, "sh", "tools/setup", PYTHON=sys.executable).stderr.splitlines()[-1]
    command = said.strip().replace("python3 ", f"{sys.executable} ").replace("~", str(tmp_path))
    done = run(tmp_path, "sh", "-c", command, CPPFLAGS="-DPyEval_CallObject=PyObject_CallObject")
    assert done.returncode == 0, done.stderr
    assert_serves(read_only, BOTH, tmp_path / "triage" / "bin")


def test_without_a_compiler_two_lines_name_all_dependencies() -> None:
    """But durable-rules: within the bounds of pyproject.toml, in its order."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    first, second = LINES
    wanted = [one for one in project["dependencies"] if not one.startswith("durable-rules")]
    assert len(wanted) == len(project["dependencies"]) - 1
    assert shlex.split(first) == ["pip", "install", *wanted]
    assert shlex.split(second) == ["pip", "install", "--no-deps", "."]


@pytest.mark.more
def test_without_a_compiler_two_lines_install_it(checkout: Path) -> None:
    """Everything works on the other engine, and every outcome says so."""
    run(checkout, sys.executable, "-m", "venv", ".venv")
    for line in LINES:
        done = run(checkout, "sh", "-c", f".venv/bin/{line}", **NO_COMPILER)
        assert (done.returncode, "ERROR" in done.stderr) == (0, False), done.stderr
    assert_serves(checkout, ALONE)


@pytest.mark.more
def test_set_up_without_a_compiler(checkout: Path) -> None:
    """It is said, and what to install."""
    said = set_up(checkout, **NO_COMPILER)
    assert "durable-rules is left out: not found here: (a C compiler)" in said
    assert "apt-get install gcc" in said
    assert_serves(checkout, ALONE)


@pytest.mark.more
def test_a_broken_wheel_in_the_cache_is_built_again(checkout: Path, tmp_path: Path) -> None:
    """Aloud, and once."""
    cache = {"PIP_CACHE_DIR": str(tmp_path / "cache")}
    run(tmp_path, sys.executable, "-m", "venv", "other")
    run(tmp_path, "other/bin/pip", "install", "durable-rules>=2.0.28,<3", **BROKEN, **cache)
    assert list((tmp_path / "cache").rglob("durable_rules*.whl"))
    assert "building it again, without the cache" in set_up(checkout, **cache)
    assert_serves(checkout, BOTH)
    assert set_up(checkout, **cache) == ""


@pytest.mark.more
def test_a_build_that_never_works_is_left_out(checkout: Path, tmp_path: Path) -> None:
    """Aloud, and without a trace."""
    said = set_up(checkout, **BROKEN, PIP_CACHE_DIR=str(tmp_path / "cache"))
    assert "building it again, without the cache" in said
    assert "durable-rules is left out: it was built, and does not work" in said
    assert_serves(checkout, ALONE)


@pytest.mark.more
@pytest.mark.parametrize("version", ["3.12", "3.13"])
def test_on_other_pythons(checkout: Path, version: str) -> None:
    """It is imported, proves itself, and gives every golden case on each that is here."""
    said = set_up(checkout, PYTHON=python(version))
    assert "left out" not in said
    assert_serves(checkout, BOTH)
