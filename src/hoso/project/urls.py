"""Addresses, by who knocks."""

from __future__ import annotations

from django.urls import include, path

from hoso.project.health import alive

urlpatterns = [
    path("song", alive),
    path("", include("hoso.screens.urls")),
    path("", include("hoso.portal.urls")),
    path("quay/", include("hoso.desk.urls")),
    path("giam-sat/", include("hoso.board.urls")),
    path("api/", include("hoso.api.urls")),
]

handler400 = "hoso.screens.errors.handler400"
handler403 = "hoso.screens.errors.handler403"
handler404 = "hoso.screens.errors.handler404"
handler500 = "hoso.screens.errors.handler500"
