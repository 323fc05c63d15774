"""What is this file, and may it be opened? Checks that run inside the worker process."""
