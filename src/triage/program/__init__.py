"""The flat program, and lowering a rulebook into it."""
