from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "hoso.papers"
    label = "papers"
