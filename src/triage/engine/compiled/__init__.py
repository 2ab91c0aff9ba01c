"""The compiled engine: a program written out as Python."""
