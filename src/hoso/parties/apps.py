from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "hoso.parties"
    label = "parties"
