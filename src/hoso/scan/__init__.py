"""The scanning craft: safe opening of untrusted files, and paper or photos into one archival PDF/A.

Framework-free. Every parser of untrusted bytes runs in a limited worker process (``sandbox``); the calling
process only ever sees typed verdicts, our own JPEG pictures and plain text.
"""
