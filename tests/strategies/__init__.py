"""Random rulebooks of the whole language and random assessments for them.

One body of generator code draws from either of two sources (`drawing`): hypothesis, which shrinks
what fails, or a seed, which is fast enough for runs of hundreds of thousands of pairs.

`rulebooks` has `rulebooks()` and `seeded(seed)`; `answers` has `answers(book, how_open)`,
`pairs()`, and by seed `pair(seed)` and `series(seed, count)`; `mistakes` has wrong answers,
`reorder` other orders of the same, and `census` says which constructs all of them contain.
"""
