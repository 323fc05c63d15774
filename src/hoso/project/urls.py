"""Addresses, by who knocks."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("hoso.screens.urls")),
]
