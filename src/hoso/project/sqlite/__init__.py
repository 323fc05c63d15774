"""Django's SQLite, with writers of one process standing in a queue."""
