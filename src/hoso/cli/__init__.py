"""The door for operators: the ``hoso`` command line."""
