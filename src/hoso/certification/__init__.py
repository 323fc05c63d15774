"""Certified electronic copies: the register, its numbers, what was certified."""
