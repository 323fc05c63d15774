"""The printed forms that a verb owes: composed, read back, signed, kept."""
