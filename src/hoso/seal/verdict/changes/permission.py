"""What a signature allows to happen later: certification levels and locked fields (ISO 32000-2, 12.8.2).

A certification speaks for the whole document, so it also binds, and frees, what comes after later signatures.
Where several permissions apply the strictest counts.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .found import Change, Kind
from .views import View, text_of

_ALWAYS: frozenset[Kind] = frozenset({"evidence", "timestamp"})
_BY_LEVEL: dict[int | None, frozenset[Kind]] = {
    1: _ALWAYS,
    2: _ALWAYS | {"signature", "fill"},
    3: _ALWAYS | {"signature", "fill", "note"},
    None: _ALWAYS | {"signature", "new_block"},
}


@dataclass(frozen=True)
class Lock:
    """Fields that stay as they are: all of them, those named, or all but those named."""

    action: str
    names: tuple[str, ...]

    def holds(self, field: str) -> bool:
        """Whether this field is locked; naming a group locks its members."""
        named = any(field == name or field.startswith(name + ".") for name in self.names)
        return self.action == "/All" or (named if self.action == "/Include" else not named)


@dataclass(frozen=True)
class Permission:
    """``level`` is the certification level 1–3, None without a certification; 1 when it cannot be read."""

    level: int | None
    locks: tuple[Lock, ...]

    def allows(self, change: Change) -> bool:
        """Whether the change may follow. Filled fields need a certification, or a lock that leaves them free."""
        if change.kind == "fill" and self.level is None:
            return bool(self.locks) and not self._is_locked(change)
        return change.kind in _BY_LEVEL[self.level] and not (
            change.kind in ("fill", "signature", "new_block") and self._is_locked(change)
        )

    def _is_locked(self, change: Change) -> bool:
        return any(lock.holds(change.field or "") for lock in self.locks)


def permission_of(view: View, field: object, signature: object) -> Permission:
    """What the signature in ``field`` allows, in the state it signed."""
    lock = view.entry(field, "/Lock")
    references = (
        [view.at(raw) for raw in view.items(dict.get(signature, "/Reference"))]
        if isinstance(signature, dict)
        else []
    )
    certification = view.entry(view.entry(view.root, "/Perms"), "/DocMDP")
    levels = [
        *(_level(view, held) for held in references),
        *(_level(view, view.at(raw)) for raw in _references(view, certification)),
        _number(view.entry(lock, "/P")) if isinstance(lock, dict) and "/P" in lock else None,
    ]
    known = [level for level in levels if level is not None]
    return Permission(min(known, default=None), tuple(_locks(view, lock, references)))


def _references(view: View, signature: object) -> list[object]:
    held = dict.get(signature, "/Reference") if isinstance(signature, dict) else None
    return [view.at(raw) for raw in view.items(held)]


def _level(view: View, reference: object) -> int | None:
    if view.entry(reference, "/TransformMethod") != "/DocMDP":
        return None
    parameters = view.entry(reference, "/TransformParams")
    return _number(view.entry(parameters, "/P")) if isinstance(parameters, dict) and "/P" in parameters else 2


def _number(held: object) -> int:
    return int(held) if isinstance(held, int) and held in (1, 2, 3) else 1


def _locks(view: View, lock: object, references: list[object]) -> Iterator[Lock]:
    parameters = [
        view.entry(held, "/TransformParams")
        for held in references
        if view.entry(held, "/TransformMethod") == "/FieldMDP"
    ]
    for held in [lock, *parameters]:
        if isinstance(held, dict):
            names = tuple(text_of(view.at(raw)) for raw in view.items(dict.get(held, "/Fields")))
            yield Lock(str(view.entry(held, "/Action") or "/All"), names)
