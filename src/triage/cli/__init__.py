"""The command `triage`."""

from triage.cli.command import main

__all__ = ["main"]
