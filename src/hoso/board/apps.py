from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "hoso.board"
    label = "board"
