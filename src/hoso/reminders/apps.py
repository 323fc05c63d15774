from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "hoso.reminders"
    label = "reminders"
