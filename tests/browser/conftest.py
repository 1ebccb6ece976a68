"""A real browser and a real server: made-up homes served on this machine, visited by Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parent / "axe-core-4.14.1.min.js"
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
"""Chromium as root, on a machine without a screen, asking nobody anything."""

CHILDREN, SEED = 60, 3
PATIENCE = 120_000
"""Milliseconds that a page may take on a machine that does other things as well."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's browser.

    While Playwright is there an event loop runs in this thread, in which Django speaks to no
    database: homes are filled and served by other processes, and it is gone after each file.
    """
    found = shutil.which("chromium")
    if found is None:
        missing = "Chromium is not installed here: ./run test installs it, or says how."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory) -> Path:
    """A small demo home on the embedded database."""
    home: Path = tmp_path_factory.mktemp("browsed") / "home"
    fill({"AMPARO_HOME": str(home)})
    return home


def fill(variables: dict[str, str]) -> None:
    """The demo's children, in the home and database that some variables name."""
    demo = ["demo", "--children", str(CHILDREN), "--seed", str(SEED), "--no-serve"]
    command = [sys.executable, "-m", "amparo", *demo]
    done = subprocess.run(
        command, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def served(variables: dict[str, str], *script: str, may_break: bool = False) -> Iterator[str]:
    """A server of a home, or what a script serves of it; the address of its first page.

    ``may_break``: something of ours is broken on purpose while pages are asked for.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serves = script or ("-m", "amparo", "serve", "--port")
    command = [sys.executable, *serves, str(port)]
    # Into a file: nobody reads while pages are asked for, and a pipe that is full would stop them.
    with TemporaryFile() as said:
        one = subprocess.Popen(command, env={**os.environ, **variables}, stderr=said)
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", one)
            yield f"http://localhost:{port}"
        finally:
            one.terminate()
            one.wait(timeout=30)
        said.seek(0)
        broken = [line.decode() for line in said if b'"level": "error"' in line]
        assert may_break or broken == [], "something of ours broke while pages were asked for"


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10):  # noqa: S310  # our own server
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("The server did not begin.")


@pytest.fixture(scope="session")
def site(filled_home) -> Iterator[str]:
    """The pages of the small demo home."""
    with served({"AMPARO_HOME": str(filled_home)}) as address:
        yield address


@pytest.fixture
def visit(chromium, site) -> Iterator[object]:
    """A page in a browser window of its own, signed in as somebody."""
    contexts = []

    def as_(person, *, width=1280, language="en-US", script=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale=language,
            java_script_enabled=script,
            bypass_csp=script,  # only so that axe can be put into the page
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        sign_in(page, site, person)
        return page

    yield as_
    for context in contexts:
        context.close()


def sign_in(page: Page, site: str, person: str) -> None:
    """Pick a made-up person."""
    page.goto(f"{site}/sign-in")
    button = page.locator(f'button[value="{person}"]')
    if not button.is_visible():
        page.locator("summary").click()
    button.click()
    page.wait_for_url(f"{site}/")


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA."""
    page.add_script_tag(path=str(AXE))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", tags)
    return [
        f"{one['id']}: {node['target']} {node['html'][:120]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
