"""The bar of steps over every page of filing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from hoso.law.text import Text

STEPS = (
    ("form", Text("Khai thông tin", "Fill in")),
    ("slots", Text("Giấy tờ", "Papers")),
    ("check", Text("Kiểm tra và nộp", "Check and file")),
    ("receipt", Text("Biên nhận", "Receipt")),
)


def step_bar(here: str, draft_id: UUID | None) -> list[dict[str, Any]]:
    """The steps with the present one marked; those one may go to are links while the draft is open."""
    place = [name for name, _ in STEPS].index(here)
    bar = []
    for position, (name, label) in enumerate(STEPS):
        state = "now" if position == place else "done" if position < place else "next"
        linked = draft_id is not None and name != "receipt" and position != place
        url = reverse(f"portal:{name}", args=[draft_id]) if linked else ""
        bar.append({"label": label, "state": state, "url": url})
    return bar
