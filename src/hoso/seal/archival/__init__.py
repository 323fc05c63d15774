"""Signed and still PDF/A-2b (ISO 19005-2): validators judge the file before its first signature, and refuse signed ones
for what they do not know; here each revision behind it is held against a short list of what a signature may bring.
"""
