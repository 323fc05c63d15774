"""Gate (c): the signed state and the last one are drawn by another engine, and looked at."""
