from typing import Any

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


class BaseConfig(AppConfig):
    name = "hoso.base"
    label = "base"

    def ready(self) -> None:
        """Let delete triggers fire for REPLACE too on SQLite: ``append_only`` relies on it."""
        connection_created.connect(_guard_replace)


def _guard_replace(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")
