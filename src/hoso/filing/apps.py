from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "hoso.filing"
    label = "filing"

    def ready(self) -> None:
        """Let the outbox know who delivers notices."""
        from hoso.filing import notices  # noqa: F401 - registers a handler
