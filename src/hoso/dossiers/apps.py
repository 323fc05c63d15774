from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "hoso.dossiers"
    label = "dossiers"
