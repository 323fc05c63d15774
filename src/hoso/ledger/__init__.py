"""Append-only Merkle log: append, prove, verify offline. RFC 9162 §2.1 hashing; knows no framework."""
