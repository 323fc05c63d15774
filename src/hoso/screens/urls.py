"""Addresses of the shared screens: the language switch and the style guide."""

from __future__ import annotations

from django.urls import path

from hoso.screens import views
from hoso.screens.language import set_language

app_name = "screens"

urlpatterns = [
    path("screens/language", set_language, name="language"),
    path("screens/styleguide", views.styleguide, name="styleguide"),
]
