"""Addresses of the API: all that the parts declare, each guarded, and a 404 of our own for the rest."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver, include, path, re_path

from hoso.api.entrance.guarding import guarded, nothing_here
from hoso.api.root import api


def _guarded() -> tuple[list[Any], str]:
    patterns, app, _namespace = api.urls
    for pattern in patterns:
        assert pattern.callback is not None
        pattern.callback = guarded(pattern.callback)
    return patterns, app


urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include(_guarded(), namespace="api")),
    re_path(r"^.*$", nothing_here),
]
