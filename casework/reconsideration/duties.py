"""Duties of reconsideration that no single step performs, each with the reason. Every other AD duty stands in a `fulfils`."""

NOT_BY_A_STEP: dict[str, str] = {}
