"""Case files: what was answered, what was said, and what a golden case expects."""
