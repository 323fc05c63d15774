"""What the archive needs from outside: a time-stamping authority (RFC 3161)."""

from __future__ import annotations

from collections.abc import Callable

from hoso.seal.timestamp import Timestamper


class _Holder:
    """Holds what ``project/wiring.py`` chose; the adapter is made when it is first needed."""

    make: Callable[[], Timestamper] | None = None


def connect_stamping(make: Callable[[], Timestamper]) -> None:
    """Choose who stamps. Called by the wiring, and by tests that bring their own."""
    _Holder.make = make


def stamping() -> Timestamper:
    """The time-stamping authority of this installation."""
    if _Holder.make is None:
        raise RuntimeError("no time-stamping authority is connected; see project/wiring.py")
    return _Holder.make()
