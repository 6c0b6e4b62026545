from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "casework.petitions"
    label = "petitions"
    verbose_name = "信访"
