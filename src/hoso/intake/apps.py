from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "hoso.intake"
    label = "intake"
