from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "hoso.desk"
    label = "desk"
