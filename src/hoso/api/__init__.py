"""The door for machines: the verbs of the pages as JSON under ``/api/v1``."""
