"""Room 5: feedback and what comes after the result."""
