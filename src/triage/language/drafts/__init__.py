"""From nodes to one draft: files merged, and a rulebook laid over the one it extends."""
