"""The works of the clock behind ``calendar`` and ``deadline``: terms, counting, hours, words, days off."""
