"""Counters lie in Valkey, which all test processes share: each test counts under a prefix of its own, and metrics are read anew."""

import copy
import uuid

import pytest

from casework.config import metrics


@pytest.fixture(autouse=True)
def own_counters(settings):
    """A fresh prefix for every test."""
    caches = copy.deepcopy(settings.CACHES)
    caches["default"]["KEY_PREFIX"] = uuid.uuid4().hex
    settings.CACHES = caches
    metrics.from_database.forget()
