"""The five commonest tasks with the keyboard alone, and how many keys each takes (docs/web.md)."""

import re
import shutil
from pathlib import Path

import pytest

from tests.browser.conftest import served

WEB = Path(__file__).parents[2] / "docs" / "web.md"


@pytest.fixture(scope="module")
def site(filled_home, tmp_path_factory):
    """A home of our own: what others did in theirs would change how far it is to a line."""
    home = tmp_path_factory.mktemp("keyboard") / "home"
    shutil.copytree(filled_home, home)
    with served({"AMPARO_HOME": str(home)}) as address:
        yield address


class Keys:
    """A keyboard, which counts: each letter that is typed, and each Tab and Enter."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text):
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def tab_to(self, there, most=40):
        for _ in range(most):
            self.press("Tab")
            if there.evaluate("one => one === document.activeElement"):
                return
        pytest.fail(f"Nobody gets there by {most} tabs.")

    def follow(self, there):
        """Go to a link or a button, and press it."""
        self.tab_to(there)
        with self.page.expect_navigation():
            self.press("Enter")

    def skip(self, *to):
        """A Tab offers to skip what stands on every page, or what comes before the work."""
        for where in to:
            self.press("Tab")
            assert self.page.locator("a:focus").get_attribute("href") == where
            self.press("Enter")


def told(task):
    """How many keys docs/web.md says that a task takes."""
    row = re.search(rf"^\| {re.escape(task)} \|.*\| (\d+) \|$", WEB.read_text(), re.MULTILINE)
    assert row is not None, f"docs/web.md does not tell of the task: {task}"
    return int(row[1])


def test_a_child_is_found_by_a_number_from_any_page(visit, site):
    page = visit("case-manager")
    page.locator("a.what").first.click()
    number = page.locator(".pairs div", has_text="A-number").locator("dd").first.inner_text()
    page.goto(f"{site}/figures/")
    keys = Keys(page)
    keys.press("/")
    keys.type(number.split(" / ")[0])
    with page.expect_navigation():
        keys.press("Enter")
    assert page.locator(".purposes a").count() == 1
    assert keys.pressed == told("find a child by A-number, from any page")


def test_the_record_behind_the_first_duty_is_opened(visit):
    page = visit("case-manager")
    keys = Keys(page)
    keys.skip("#main", "#duties")
    keys.follow(page.locator("a.what").first)
    assert "This look is recorded" in page.locator(".for-purpose").inner_text()
    assert keys.pressed == told("open the record behind the first duty of my day")


def test_a_contact_is_recorded_for_the_first_duty(visit, site):
    page = visit("field-specialist")
    page.goto(f"{site}/?gap=failed-to-appear")
    keys = Keys(page)
    keys.skip("#main", "#duties")
    keys.follow(page.locator('a[href^="/duties/"]').first)
    keys.skip("#main")
    keys.tab_to(page.locator('select[name="outcome"]').first)
    keys.type("r")
    keys.follow(page.get_by_role("button", name="Record it").first)
    assert page.locator("h1").inner_text() == "Recorded"
    assert keys.pressed == told("record that a child was reached, for the first duty of a kind")


def test_a_duty_is_taken(visit):
    page = visit("field-specialist")
    keys = Keys(page)
    keys.skip("#main", "#duties")
    keys.follow(page.locator('a[href^="/duties/"]').first)
    keys.skip("#main")
    keys.follow(page.get_by_role("button", name="Take it"))
    assert "held by field-specialist" in page.locator("main").inner_text()
    assert keys.pressed == told("take the first duty of my day")


def test_counsel_sees_who_looked(visit):
    page = visit("counsel")
    with page.expect_navigation():
        page.locator("a.what").first.click()
    keys = Keys(page)
    keys.skip("#main")
    keys.follow(page.locator(".subnav a", has_text="Who has looked"))
    assert page.locator("h1").inner_text() == "Who has looked at this child’s record"
    assert keys.pressed == told("see who has looked at a record")
