"""Working calendars as decisions publish them: by agency, by purpose, every version kept."""
