"""Django made ready for a command that needs the database."""

from __future__ import annotations

import os


def set_up() -> None:
    """Once a process; a running program has been set up already, its logging too."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoso.project.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
