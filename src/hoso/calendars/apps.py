from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "hoso.calendars"
    label = "calendars"
