"""Every page, for everybody: accessible, of this host alone, never scrolling sideways, never mixing languages, light enough."""

import pytest

from tests.browser.pages import PAGES
from tests.browser.visitor import WIDTHS


@pytest.mark.parametrize("who", PAGES)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_violates_what_axe_checks_nor_scrolls_sideways(visit, who, language, dark):
    found = []
    for width in WIDTHS:
        visitor = visit(who, width=width, language=language, dark=dark)
        for path in visitor.addresses(PAGES[who]):
            visitor.open(path)
            if visitor.overflows():
                found.append(f"{path} at {width} scrolls sideways")
            found += [f"{path} at {width}: {one}" for one in visitor.violations()]
    assert not found, "\n".join(found)
