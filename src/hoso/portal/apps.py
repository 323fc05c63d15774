from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "hoso.portal"
    label = "portal"
