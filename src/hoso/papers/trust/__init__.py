"""Whom this installation believes: the store with its versions, and authorities asked about revocation."""
