from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "hoso.grants"
    label = "grants"
