"""Files made on the spot, always the same: hostile ones, and paper-like ones, for tests and measurements."""
