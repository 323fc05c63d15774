"""Who: persons, organisations, agencies, officers, their roles."""
