"""A real browser against a live server: Debian's Chromium, driven by Playwright, checked by axe."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from plumbline.portal.cli import machine

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every story needs the browser."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all stories."""
    program = machine.chromium()
    if program is None:
        if os.environ.get("PLUMBLINE_REQUIRE_ALL") == "1":
            pytest.fail("Chromium is missing, and PLUMBLINE_REQUIRE_ALL=1 is set.")
        pytest.skip("Chromium is missing.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(program), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def busy_server(transactional_db: None, tmp_path: Path) -> Iterator[LiveServer]:
    """A server for several browsers that do things at the same moment. The tests' database in memory has one connection
    for everybody, whose transactions would run into each other: this one is a copy of it in a file, with a connection
    for each request, as a site has it. PostgreSQL needs none of that."""
    if connection.vendor != "sqlite":
        yield (server := LiveServer("localhost"))
        server.stop()
        return
    memory = connection.settings_dict["NAME"]
    alive = sqlite3.connect(memory, uri=True)  # a database in memory lives as long as somebody is connected to it
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(tmp_path / "busy.sqlite3")])
    connection.settings_dict["NAME"] = str(tmp_path / "busy.sqlite3")
    connection.close()
    yield (server := LiveServer("localhost"))
    server.stop()
    connection.close()
    connection.settings_dict["NAME"] = memory
    connection.ensure_connection()
    alive.close()


@pytest.fixture
def new_context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a visitor of one's own: `new_context(java_script_enabled=False, viewport=…)`. Closed after the test."""
    made: list[BrowserContext] = []
    live_server = request.getfixturevalue("busy_server" if "busy_server" in request.fixturenames else "live_server")

    def make(**options: object) -> BrowserContext:
        chosen = {"base_url": live_server.url, "viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **options}
        made.append(browser.new_context(**chosen))
        made[-1].set_default_timeout(10_000)
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A visitor with a wide window, whose errors fail the test."""
    opened = new_context().new_page()
    opened.on("pageerror", lambda error: pytest.fail(f"A script failed: {error}"))
    return opened


def check(page: Page) -> None:
    """What must hold on every page: axe finds nothing, nothing sticks out at 320 pixels, targets are big enough."""
    found = violations(page)
    assert found == [], f"{page.url}: {json.dumps(found, indent=1)}"
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, f"{page.url} does not fit 320 pixels"
    if before:
        page.set_viewport_size(before)


def violations(page: Page) -> list[dict[str, object]]:
    """What axe finds on the page as it stands: rule, how bad, where."""
    page.evaluate(AXE.read_text())  # evaluated by the browser's debugger, so the page's policy stays as strict as it is
    result = page.evaluate("(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES)
    return [
        {"rule": one["id"], "impact": one["impact"], "where": [node["html"][:120] for node in one["nodes"][:3]]}
        for one in result["violations"]
    ]
