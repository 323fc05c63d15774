"""Authorities that issue free signatures to citizens and firms."""
