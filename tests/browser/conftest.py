"""One site and one browser for all browser tests of a process."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium, site
from tests.browser.site import Site
from tests.browser.visitor import Visitor


@pytest.fixture(scope="session")
def site_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site."""
    with site.running(f"test_browser_{os.getpid()}", tmp_path_factory.mktemp("site")) as found:
        yield found


# Of this folder only: while Playwright runs, its event loop counts as running in this thread and Django then refuses every query.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Fails with the line to run where it or the Chinese fonts are missing."""
    if said := chromium.missing():
        pytest.fail(said)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium.path(), args=["--no-sandbox", "--lang=zh-CN"])
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, site_running: Site, tmp_path: Path) -> Iterator[Callable[..., Visitor]]:
    """`visit(username)` opens a window of somebody's own: signed in where a name is given."""
    opened: list[Page] = []

    def make(username: str = "", **options: object) -> Visitor:
        visitor = Visitor.arrive(browser, site_running, username, **options)  # type: ignore[arg-type]
        opened.append(visitor.page)
        return visitor

    yield make
    for page in opened:
        page.context.close()
