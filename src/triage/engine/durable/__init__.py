"""The durable-rules engine: a program fired layer by layer, for what is known."""
