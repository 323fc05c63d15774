"""Room 1: draft, prefill, attach, sign, submit, supplement, withdraw."""
