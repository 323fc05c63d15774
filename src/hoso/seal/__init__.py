"""Signatures on documents: sign, verify, timestamp. Knows no framework and no other room."""
