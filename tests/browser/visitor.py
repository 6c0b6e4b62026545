"""Somebody at the site, with a window of their own. Whatever goes wrong in it is kept and asserted: requests to other hosts, errors, 500s."""

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from casework.config.samples import PASSWORD
from tests.browser.site import Site

CHINESE, ENGLISH = "zh-CN", "en"
WIDTHS = (1440, 768, 390)


@dataclass
class Visitor:
    """A window. `troubles` are what no page may do."""

    page: Page
    site: Site
    troubles: list[str] = field(default_factory=list)
    who: str = ""

    @classmethod
    def arrive(
        cls, browser: Browser, site: Site, username: str = "", *, width: int = 1440, language: str = CHINESE, dark: bool = False, script: bool = True
    ) -> "Visitor":
        """Open a window, and sign in where a user name is given."""
        context = browser.new_context(
            viewport={"width": width, "height": 1000}, locale=language, color_scheme="dark" if dark else "light", java_script_enabled=script,
            base_url=site.url, has_touch=width < 500, bypass_csp=False,
        )  # fmt: skip
        context.set_default_timeout(10_000)
        visitor = cls(context.new_page(), site)
        visitor._watch()
        if username.startswith("guest:"):
            number = site.case(username.removeprefix("guest:"), username)
            visitor.enter(number, site.codes[number])
        elif username:
            visitor.sign_in(username)
        visitor.who = username
        return visitor

    def addresses(self, patterns: Iterable[str]) -> list[str]:
        """The addresses with the numbers of sample cases that this person may open in place of their states."""
        return [re.sub(r"\{(\w+)\}", lambda found: self.site.case(found[1], self.who), one) for one in patterns]

    def _watch(self) -> None:
        host = urlsplit(self.site.url).netloc
        self.page.on("request", lambda one: urlsplit(one.url).netloc in (host, "") or self.troubles.append(f"another host: {one.url}"))
        self.page.on("pageerror", lambda one: self.troubles.append(f"script: {one}"))
        self.page.on("console", lambda one: one.type == "error" and "status of 4" not in one.text and self.troubles.append(f"console: {one.text}"))
        self.page.on("response", lambda one: one.status >= 500 and self.troubles.append(f"{one.status}: {one.url}"))

    def sign_in(self, username: str) -> None:
        """Through the page, as anybody."""
        self.open("/sign-in/")
        self.page.fill("#username", username)
        self.page.fill("#password", PASSWORD)
        self.page.click("main form button.btn-main")
        assert "/sign-in/" not in self.page.url, self.page.inner_text("main")

    def enter(self, number: str, code: str) -> None:
        """A citizen comes back with number and query code."""
        self.open("/track/")
        self.page.fill("#number", number)
        self.page.fill("#code", code)
        self.page.click("main form button.btn-main")

    def open(self, path: str) -> None:
        """Open an address of the site."""
        with contextlib.suppress(KeyError):
            self.page.goto(path)
        self.well()

    def well(self) -> None:
        """Nothing that no page may do has happened."""
        assert not self.troubles, self.troubles

    def text(self) -> str:
        """What the page says."""
        return self.page.inner_text("body")

    def violations(self) -> list[str]:
        """What axe-core finds on this page with every fold open."""
        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found: dict[str, Any] = Axe().run(self.page, options={"resultTypes": ["violations"]}).response
        return [f"{one['id']}: {node['target']} {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]

    def overflows(self) -> bool:
        """True where the page scrolls sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))
