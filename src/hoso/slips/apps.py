from django.apps import AppConfig


class SlipsConfig(AppConfig):
    name = "hoso.slips"
    label = "slips"

    def ready(self) -> None:
        """Let the outbox know who makes slips."""
        from hoso.slips import making  # noqa: F401 - registers a handler
