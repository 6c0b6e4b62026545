from django.apps import AppConfig


class ReconsiderationConfig(AppConfig):
    name = "casework.reconsideration"
    label = "reconsideration"
    verbose_name = "行政复议"
