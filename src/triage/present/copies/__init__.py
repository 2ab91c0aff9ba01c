"""Texts to paste into other systems: the case note, the plan, a decision letter, a task."""
