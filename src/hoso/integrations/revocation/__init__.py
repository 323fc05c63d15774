"""Authorities asked whether a certificate was revoked."""
