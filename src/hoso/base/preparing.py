"""Steps that make an installation ready. Rooms and adapters offer them; ``hoso prepare`` runs them in order."""

from __future__ import annotations

from collections.abc import Callable

Step = Callable[[], None]
_steps: dict[str, Step] = {}


def offers(name: str, step: Step) -> None:
    """Offer a step under a name; the same name again replaces it. Every step is repeatable."""
    _steps[name] = step


def run_all() -> tuple[str, ...]:
    """Run the steps in the order in which they were offered; their names."""
    for step in _steps.values():
        step()
    return tuple(_steps)
