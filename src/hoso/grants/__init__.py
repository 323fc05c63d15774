"""Free digital signatures for people and firms."""
