"""Every page, for everybody: accessible, of this host alone, never scrolling sideways."""

import pytest

from tests.browser.pages import PAGES
from tests.browser.visitor import CHINESE, ENGLISH, WIDTHS

# In every run each page is seen at each width, in both languages and both themes; in the long run in all twelve shapes.
SHORT = ((1440, CHINESE, False), (768, ENGLISH, True), (390, CHINESE, True))
SHAPES = [
    pytest.param(*shape, id="-".join((str(shape[0]), shape[1][:2], "dark" if shape[2] else "light")), marks=() if shape in SHORT else pytest.mark.full)
    for shape in ((width, language, dark) for width in WIDTHS for language in (CHINESE, ENGLISH) for dark in (False, True))
]


@pytest.mark.parametrize(("width", "language", "dark"), SHAPES)
@pytest.mark.parametrize("who", PAGES)
def test_no_page_violates_what_axe_checks_nor_scrolls_sideways(visit, who, width, language, dark):
    found = []
    visitor = visit(who, width=width, language=language, dark=dark)
    for path in visitor.addresses(PAGES[who]):
        visitor.open(path)
        if visitor.overflows():
            found.append(f"{path} scrolls sideways")
        found += [f"{path}: {one}" for one in visitor.violations()]
    assert not found, "\n".join(found)
