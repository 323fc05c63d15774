from django.apps import AppConfig


class CertificationConfig(AppConfig):
    name = "hoso.certification"
    label = "certification"
