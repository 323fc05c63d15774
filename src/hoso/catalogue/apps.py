from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "hoso.catalogue"
    label = "catalogue"
