"""The reference engine: what a rulebook means, written to be read in one sitting."""

from triage.engine.reference.walk import MOST_COMPLETIONS, possible

__all__ = ["MOST_COMPLETIONS", "possible"]
