"""The law as pure functions: facts in, verdict out. Standard library only."""
