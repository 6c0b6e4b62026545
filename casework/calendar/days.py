"""A civil day as people write it."""

from datetime import date

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def in_words(day: date) -> tuple[str, str]:
    """(zh, en) of a day: ("2026年3月1日", "1 March 2026")."""
    return f"{day.year}年{day.month}月{day.day}日", f"{day.day} {MONTHS[day.month - 1]} {day.year}"
