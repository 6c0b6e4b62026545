"""Counters of wrong tries lie in Valkey, which all test processes share: each test counts under a prefix of its own."""

import copy
import uuid

import pytest


@pytest.fixture(autouse=True)
def own_counters(settings):
    """A fresh prefix for every test."""
    caches = copy.deepcopy(settings.CACHES)
    caches["default"]["KEY_PREFIX"] = uuid.uuid4().hex
    settings.CACHES = caches
