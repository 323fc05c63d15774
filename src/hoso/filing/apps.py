from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "hoso.filing"
    label = "filing"

    def ready(self) -> None:
        """Let the outbox know who delivers notices."""
        from hoso.base.outbox import delivered_by

        delivered_by("notices.tell", "hoso.filing.notices")
