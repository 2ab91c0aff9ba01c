"""From a draft to a rulebook, section by section: every name looked up, every rule read."""
