"""The door of counter officers, case officers, leaders who sign and records officers."""
