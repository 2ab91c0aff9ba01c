"""What is noted of a rulebook that loads: left out, asked for nothing, not translated."""
