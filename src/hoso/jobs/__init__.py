"""The door of time: the worker that delivers the outbox and numbers the ledger."""
