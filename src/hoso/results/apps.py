from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "hoso.results"
    label = "results"

    def ready(self) -> None:
        from hoso.base.outbox import delivered_by

        delivered_by("results.order_item", "hoso.results.actions.ordering")
