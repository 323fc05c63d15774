"""Addresses, by who knocks."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from hoso.project.health import alive

urlpatterns: list[URLPattern | URLResolver] = [
    path("song", alive),
    path("", include("hoso.screens.urls")),
]
for door, prefix in (("portal", ""), ("desk", "quay/"), ("board", "giam-sat/"), ("api", "api/")):
    if find_spec(f"hoso.{door}") and find_spec(f"hoso.{door}.urls"):
        urlpatterns.append(path(prefix, include(f"hoso.{door}.urls")))

handler400 = "hoso.screens.errors.bad_request"
handler403 = "hoso.screens.errors.forbidden"
handler404 = "hoso.screens.errors.not_found"
handler500 = "hoso.screens.errors.server_error"
