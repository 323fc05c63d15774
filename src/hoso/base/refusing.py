"""The crafts and the law have errors of their own; here they become the refusals that doors know how to show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hoso.base.errors import HosoError, Invalid, Unavailable
from hoso.law.text import Text

_NOT_THE_PERSONS_FAULT = ("hoso.seal", "hoso.vault")


def as_refusal(failure: Exception) -> HosoError | None:
    """The refusal that says what ``failure`` says; None for a failure that speaks to nobody (a fault of ours).

    A token or a store that does not answer is ``Unavailable``; everything else that a craft refuses (a letter
    that cannot be printed, a day outside the calendar) is ``Invalid``.
    """
    if isinstance(failure, HosoError):
        return failure
    text = getattr(failure, "text", None)
    if not isinstance(text, Text):
        return None
    away = type(failure).__module__.startswith(_NOT_THE_PERSONS_FAULT)
    return Unavailable(text) if away else Invalid(text)


@contextmanager
def refusals() -> Iterator[None]:
    """In this block what a craft or the law refuses is raised as a refusal, so a form can show it in place."""
    try:
        yield
    except HosoError:
        raise
    except Exception as failure:
        refusal = as_refusal(failure)
        if refusal is None:
            raise
        raise refusal from failure
