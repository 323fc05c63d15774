"""The door of heads, inspectors and administrators: figures, the catalogue, accounts, operation."""
