"""`make shots`: pictures of the running site with the samples, for the README and for looking at every page as its user would.

    python -m tests.browser.shots                 the pictures of the README, into docs/shots/
    python -m tests.browser.shots --all FOLDER    every page at 1440, 768 and 390 px, both languages, light and dark
    python -m tests.browser.shots --all FOLDER --who sh-head    one person's pages only
"""

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tqdm import tqdm

from tests import early  # the servers, before Django reads its settings
from tests.browser import chromium, site
from tests.browser.pages import PAGES
from tests.browser.visitor import CHINESE, ENGLISH, WIDTHS, Visitor

README = (  # name, who, address, width, language
    ("worklist", "sh-handler", "/desk/", 1440, CHINESE), ("worklist-en", "sh-handler", "/desk/", 1440, ENGLISH),
    ("case", "sh-intake", "/cases/{received}/", 1440, CHINESE), ("case-en", "sh-intake", "/cases/{received}/", 1440, ENGLISH),
    ("oversight", "sh-supervisor", "/oversight/", 1440, CHINESE), ("operator", "hx-sh", "/cases/{forwarded}/", 1440, CHINESE),
    ("ask", "", "/ask/", 390, CHINESE), ("ask-en", "", "/ask/", 390, ENGLISH), ("track", "guest:forwarded", "/cases/{forwarded}/", 390, CHINESE),
)  # fmt: skip


def take(browser: Browser, running: site.Site, who: str, path: str, width: int, language: str, dark: bool, to: Path, *, whole: bool) -> None:
    """One picture."""
    visitor = Visitor.arrive(browser, running, who, width=width, language=language, dark=dark)
    visitor.open(visitor.addresses([path])[0])
    visitor.page.screenshot(path=to, full_page=whole)
    visitor.page.context.close()


def wanted(folder: Path, who: str) -> list[tuple[str, str, int, str, bool, Path]]:
    """Every page in every shape."""
    found = []
    for person in [who] if who else PAGES:
        for path in PAGES[person]:
            for width in WIDTHS:
                for language in (CHINESE, ENGLISH):
                    for dark in (False, True):
                        name = re.sub(r"\W+", "-", f"{person} {path}").strip("-") or "home"
                        shape = f"{width}-{language[:2]}-{'dark' if dark else 'light'}"
                        found.append((person, path, width, language, dark, folder / f"{name}-{shape}.png"))
    return found


def main(arguments: list[str]) -> int:
    """Take them. Returns 1 where the browser is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=Path, metavar="FOLDER")
    parser.add_argument("--who", default="")
    asked = parser.parse_args(arguments)
    if said := chromium.missing():
        print(said, file=sys.stderr)
        return 1
    folder = asked.all or early.BASE / "docs" / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    of_readme = [(who, path, width, tongue, False, folder / f"{name}.png") for name, who, path, width, tongue in README]
    list_of = wanted(folder, asked.who) if asked.all else of_readme
    with tempfile.TemporaryDirectory() as var, sync_playwright() as playwright, site.running(f"test_shots_{os.getpid()}", Path(var)) as running:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=["--no-sandbox"])
        for who, path, width, language, dark, to in tqdm(list_of, unit="张", desc="截图", disable=None):
            take(browser, running, who, path, width, language, dark, to, whole=bool(asked.all))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
