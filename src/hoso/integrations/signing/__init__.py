"""Signing with keys this installation holds: the demonstration hierarchy or PKCS#12 files."""
