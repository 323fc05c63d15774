from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "hoso.project"
    label = "project"

    def ready(self) -> None:
        """Join ports to adapters once all rooms are loaded."""
        from hoso.project import wiring

        wiring.join()
