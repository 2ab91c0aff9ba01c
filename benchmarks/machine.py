"""A line or two on where something was measured."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def described() -> str:
    """Say when, on what, and with which versions."""
    packages = ", ".join(f"{name} {_version(name)}" for name in ("durable-rules", "zen-engine"))
    return (
        f"{datetime.now(UTC).date()}; {_processor()}, {os.cpu_count()} processors, "
        f"{platform.system()}; Python {platform.python_version()}, {packages}."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
