"""The reference engine: what a rulebook means, written to be read in one sitting."""

from triage.engine.reference.choices import MOST_COMPLETIONS
from triage.engine.reference.walk import possible

__all__ = ["MOST_COMPLETIONS", "possible"]
