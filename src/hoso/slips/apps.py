from django.apps import AppConfig


class SlipsConfig(AppConfig):
    name = "hoso.slips"
    label = "slips"

    def ready(self) -> None:
        """Let the outbox know who makes slips."""
        from hoso.base.outbox import delivered_by

        delivered_by("slips.make", "hoso.slips.making")
