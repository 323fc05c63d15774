"""Authorities: what they are asked about their certificates, and what their answers say of themselves."""
