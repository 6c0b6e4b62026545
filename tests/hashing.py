"""Passwords in tests: the product's hash at the least cost, because a test run signs in some hundred times. Other processes read it as their own."""

from django.contrib.auth.hashers import ScryptPasswordHasher


class QuickScrypt(ScryptPasswordHasher):
    """A hash says with what cost it was made."""

    work_factor = 2
