"""Rule-based decision support: typologies, suggested interventions, and the reasons for both."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("triage-rules")
except PackageNotFoundError:  # read from a source tree that was never installed
    __version__ = "0.0.0"
