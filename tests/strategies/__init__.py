"""Random rulebooks of the whole language and random assessments for them.

One body of generator code draws from either of two sources (`drawing`): hypothesis, which shrinks
what fails, or a seed, which is fast enough for runs of hundreds of thousands of pairs.
"""
