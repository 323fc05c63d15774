from django.apps import AppConfig


class ProcessingConfig(AppConfig):
    name = "hoso.processing"
    label = "processing"
