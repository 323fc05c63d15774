"""The Django app of the shared screens."""

from __future__ import annotations

from django.apps import AppConfig


class ScreensConfig(AppConfig):
    """Templates, tags and static files; no models and no business."""

    name = "hoso.screens"
    label = "screens"
    verbose_name = "Screens"
