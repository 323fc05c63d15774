"""Measuring on this machine: ratios against a floor measured in the same run. Nothing is asserted."""
