"""Addresses of the board."""

from __future__ import annotations

from django.urls import path

from hoso.board import behind, dashboard, doorway

app_name = "board"
urlpatterns = [
    path("", doorway.front, name="front"),
    path("so-lieu", dashboard.dashboard, name="dashboard"),
    path("canh-bao", dashboard.flags, name="flags"),
    path("ho-so", behind.behind, name="behind"),
    path("ho-so.csv", behind.export, name="export"),
    path("ho-so/<uuid:dossier_id>", behind.dossier, name="dossier"),
]
