"""Every test here counts tries of its own."""

from tests.counters import own_counters as own_counters
