"""What came of a program, in groups: each figure with its tier of evidence, and what keeps people from applying it."""
