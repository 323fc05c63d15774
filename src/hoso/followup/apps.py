from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "hoso.followup"
    label = "followup"
