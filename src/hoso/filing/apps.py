from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "hoso.filing"
    label = "filing"
