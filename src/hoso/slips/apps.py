from django.apps import AppConfig


class SlipsConfig(AppConfig):
    name = "hoso.slips"
    label = "slips"
