"""A sound rulebook with two cases, and what happens to it when one thing in it is broken.

`slips/*.txt` list what a method developer breaks, as a diff of the sound files, with the line that
must be told (`>`, or `at file: part of the line`) and words that must be in what is told (`says:`).
They were written before any of the messages was seen.
"""
