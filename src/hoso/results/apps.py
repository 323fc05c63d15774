from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "hoso.results"
    label = "results"
