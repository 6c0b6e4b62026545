"""The State Council's notices for 2010 to 2026, festival by festival: an independent calendar to hold the built-in schedule against."""

from datetime import date, timedelta

# Year of the notice: days off | weekend days worked in lieu. MMDD or MMDD-MMDD; `<` stands before a day of the year before.
NOTICES = """
2010: 0101-0103 0213-0219 0403-0405 0501-0503 0614-0616 0922-0924 1001-1007 | 0220 0221 0612 0613 0919 0925 0926 1009
2011: 0101-0103 0202-0208 0403-0405 0430-0502 0604-0606 0910-0912 1001-1007 | 0130 0212 0402 1008 1009
2012: 0101-0103 0122-0128 0402-0404 0429-0501 0622-0624 0930-1007           | <1231 0121 0129 0331 0401 0428 0929
2013: 0101-0103 0209-0215 0404-0406 0429-0501 0610-0612 0919-0921 1001-1007 | 0105 0106 0216 0217 0407 0427 0428 0608 0609 0922 0929 1012
2014: 0101 0131-0206 0405-0407 0501-0503 0531-0602 0906-0908 1001-1007      | 0126 0208 0504 0928 1011
2015: 0101-0103 0218-0224 0404-0406 0501-0503 0620-0622 0903-0905 0926-0927 1001-1007 | 0104 0215 0228 0906 1010
2016: 0101-0103 0207-0213 0402-0404 0430-0502 0609-0611 0915-0917 1001-1007 | 0206 0214 0612 0918 1008 1009
2017: <1231-0102 0127-0202 0402-0404 0429-0501 0528-0530 1001-1008          | 0122 0204 0401 0527 0930
2018: <1230-0101 0215-0221 0405-0407 0429-0501 0616-0618 0922-0924 1001-1007 | 0211 0224 0408 0428 0929 0930
2019: <1230-0101 0204-0210 0405-0407 0501-0504 0607-0609 0913-0915 1001-1007 | <1229 0202 0203 0428 0505 0929 1012
2020: 0101 0124-0202 0404-0406 0501-0505 0625-0627 1001-1008                | 0119 0426 0509 0628 0927 1010
2021: 0101-0103 0211-0217 0403-0405 0501-0505 0612-0614 0919-0921 1001-1007 | 0207 0220 0425 0508 0918 0926 1009
2022: 0101-0103 0131-0206 0403-0405 0430-0504 0603-0605 0910-0912 1001-1007 | 0129 0130 0402 0424 0507 1008 1009
2023: <1231-0102 0121-0127 0405 0429-0503 0622-0624 0929-1006               | 0128 0129 0423 0506 0625 1007 1008
2024: 0101 0210-0217 0404-0406 0501-0505 0608-0610 0915-0917 1001-1007      | 0204 0218 0407 0428 0511 0914 0929 1012
2025: 0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008                | 0126 0208 0427 0928 1011
2026: 0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007 | 0104 0214 0228 0509 0920 1010
"""  # 2020: the Spring Festival was lengthened to 2 February by the notice of 26 January 2020, which took back 1 February worked in lieu
FIRST, LAST = date(2010, 1, 1), date(2026, 12, 31)


def _days(year, text):
    first, _, last = text.partition("-")
    start, end = _day(year, first), _day(year, last or first)
    return [start + timedelta(n) for n in range((end - start).days + 1)]


def _day(year, text):
    return date(year - text.startswith("<"), int(text[-4:-2]), int(text[-2:]))


def read(lines):
    """The days off and the days worked in lieu of lines in the form above."""
    off, lieu = set(), set()
    for line in lines:
        year, _, rest = line.partition(": ")
        for days, texts in zip((off, lieu), rest.split("|"), strict=True):
            days.update(day for text in texts.split() for day in _days(int(year), text))
    return off, lieu


OFF, WORKED_IN_LIEU = read(NOTICES.strip().splitlines())


def worked(day):
    """Whether the notices make this day of 2010-2026 a working day."""
    return day in WORKED_IN_LIEU or (day.weekday() < 5 and day not in OFF)
