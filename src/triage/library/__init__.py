"""The package as a library: load a rulebook, assess answers with it.

Nothing here reads a clock or prints; what is wrong is raised, with diagnostics. A rulebook that was
kept is read from a folder made for it, which goes with the call; nothing else writes a file.
"""

import logging
from importlib.metadata import PackageNotFoundError, version

from triage.library.arguments import Answers
from triage.library.loading import check_rulebook, load_rulebook
from triage.library.rulebook import Rulebook
from triage.library.time_limit import time_limit

__all__ = [
    "LANGUAGE_VERSION",
    "Answers",
    "Rulebook",
    "__version__",
    "check_rulebook",
    "load_rulebook",
    "time_limit",
]

logging.getLogger("triage").addHandler(logging.NullHandler())

LANGUAGE_VERSION = "1"
"""The version of the rulebook language that is read."""

try:
    __version__ = version("triage-rules")
except PackageNotFoundError:  # read from a source tree that was never installed
    __version__ = "0.0.0"
