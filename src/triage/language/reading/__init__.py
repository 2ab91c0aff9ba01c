"""From bytes to nodes with places, and the notes kept of everything found wrong on the way."""
