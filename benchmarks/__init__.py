"""How fast it is, beside what else would do the same: see results.md."""
