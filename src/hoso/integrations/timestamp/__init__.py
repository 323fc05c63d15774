"""The time-stamping authority."""
