"""Verdicts and their time, ours beside those of stock pyHanko and pdfsig."""


def measure() -> None:
    """Tell what was found (see ``comparing``)."""
    from .comparing import measure as compare  # not before: the stock process imports nothing of ours

    compare()
