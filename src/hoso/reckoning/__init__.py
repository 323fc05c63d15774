"""Due dates in bulk: the clock of the law, millions at a time, with identical answers."""
