"""The stored form of a version: composed from official records, read into records, judged for gaps."""
