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

handler400 = "hoso.screens.errors.handler400"
handler403 = "hoso.screens.errors.handler403"
handler404 = "hoso.screens.errors.handler404"
handler500 = "hoso.screens.errors.handler500"
