"""The ground floor: time, identifiers, errors, outbox, append-only tables, the vault."""
