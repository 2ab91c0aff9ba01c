"""Answers on their way in: read, checked, filled from tables, numbered for the program."""
