"""Adapters to partners, one folder each. Only project/wiring.py joins them to ports."""
