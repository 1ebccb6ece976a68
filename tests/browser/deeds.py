"""The pages that stand behind a deed, each reached as a person would; the home is another after."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pyotp
from playwright.sync_api import Page

Deed = Callable[[Page, str], None]
"""Leads a page to where somebody comes by doing something, on a site."""

MADE_UP = "Nobody Nowhere"
NO_DELIVERY = b"a_number,name\n"
PASSWORD = "seven made-up horses"  # noqa: S105  # of nobody


def _submits(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator(button).first.click()


def _opens(page: Page, site: str, link: str, at: str = "/") -> None:
    page.goto(site + at)
    _submits(page, link)


# --- a child ------------------------------------------------------------------------------------


def finds(page: Page, site: str) -> None:
    """A child of one's own work, by the A-number that stands in the record."""
    _opens(page, site, "a.what")
    _asks_for(page, site, page.locator(".identity dd").nth(1).inner_text().split(" / ")[0])


def finds_nobody(page: Page, site: str) -> None:
    _asks_for(page, site, MADE_UP)


def _asks_for(page: Page, site: str, text: str) -> None:
    page.goto(f"{site}/children/")
    page.locator("#text").fill(text)
    _submits(page, "main form button")


def doubts(page: Page, site: str) -> None:
    """The form that asks for the correction of a fact."""
    _opens(page, site, "a.what")
    page.goto(page.url.partition("?")[0] + "?purpose=correction")
    _submits(page, "a.ask")


def has_doubted(page: Page, site: str) -> None:
    doubts(page, site)
    page.locator("#wrong").select_option(index=1)
    page.locator("#right").fill("as the birth certificate says")
    _submits(page, "main form.decide button")


def is_asked_to_correct(page: Page, site: str) -> None:
    """What the desk is asked that takes corrections up."""
    page.goto(f"{site}/corrections")
    page.locator("select[name=answer]").first.wait_for()


# --- duties -------------------------------------------------------------------------------------


def ticks_nothing(page: Page, site: str) -> None:
    _opens(page, site, "button[value=assign]")


def ticks_two(page: Page, site: str) -> None:
    page.goto(f"{site}/")
    for place in (0, 1):
        page.locator("input[name=duty]").nth(place).check()
    _submits(page, "button[value=assign]")


def sees_what_would_happen(page: Page, site: str) -> None:
    ticks_two(page, site)
    page.locator("#whom").select_option("person:field-specialist")
    _submits(page, "main form.decide button")


def assigns(page: Page, site: str) -> None:
    sees_what_would_happen(page, site)
    _submits(page, "main form.outlook button")


def has_in_hand(page: Page, site: str) -> None:
    """A duty that was given before."""
    _opens(page, site, 'a[href^="/duties/"]', "/?view=mine")


def comes_second(page: Page, site: str) -> None:
    """What one would take back was taken back in another tab meanwhile."""
    has_in_hand(page, site)
    other = page.context.new_page()
    other.goto(page.url)
    _submits(other, "#undo button")
    other.close()
    _submits(page, "#undo button")


def _tries_to_record(page: Page, site: str, on: str = "") -> None:
    _opens(page, site, 'a[href^="/duties/"]', "/?gap=failed-to-appear")
    page.locator("#tell-contact-attempted [name=outcome]").select_option("no answer")
    page.locator("#tell-contact-attempted [name=on]").fill(on)


def names_no_day(page: Page, site: str) -> None:
    """What was typed stands on the page, with what is wrong."""
    _tries_to_record(page, site, "31 February")
    _submits(page, "#tell-contact-attempted button")


def records(page: Page, site: str) -> None:
    _tries_to_record(page, site)
    _submits(page, "#tell-contact-attempted button")


def corrects(page: Page, site: str) -> None:
    """The form that corrects what one recorded oneself."""
    records(page, site)
    _submits(page, "main a[href*='correct=']")


def comes_too_late(page: Page, site: str) -> None:
    """A form that is sent when the sign-in is over."""
    _tries_to_record(page, site)
    page.context.clear_cookies()
    _submits(page, "#tell-contact-attempted button")


# --- who is one child ---------------------------------------------------------------------------


def rules(page: Page, site: str) -> None:
    _opens(page, site, ".purposes a", "/same/")
    page.locator("label[for=says-not-same]").click()
    page.locator("#because").fill("the birth certificates differ")
    _submits(page, "main form.decide button")


def parts(page: Page, site: str) -> None:
    _opens(page, site, "a.what")
    page.goto(page.url.partition("?")[0] + "part")
    page.locator("label[for=record-2]").click()
    page.locator("#because").fill("two birth certificates")
    _submits(page, "main form.decide button")


# --- feeds --------------------------------------------------------------------------------------


def tries(page: Page, site: str) -> None:
    """What would become of a file that is no delivery yet."""
    page.goto(f"{site}/feeds/try")
    page.locator("#delivery").set_input_files(
        {"name": "placements.csv", "mimeType": "text/csv", "buffer": NO_DELIVERY}
    )
    page.locator("#feed").select_option("placements")
    _submits(page, "main form button")


def reads_again(page: Page, site: str) -> None:
    page.goto(f"{site}/feeds/replay")
    page.locator("#reason").select_option(index=1)
    _submits(page, "main form button")


def chooses_nothing(page: Page, site: str) -> None:
    _opens(page, site, "main form button", "/feeds/replay")


# --- paper --------------------------------------------------------------------------------------


def prints(page: Page, site: str) -> None:
    """A timeline as it comes out of a printer."""
    _opens(page, site, "a.what")
    page.goto(page.url.replace("/?", "/timeline?"))
    page.emulate_media(media="print")


DEEDS: dict[str, dict[str, Deed]] = {
    "case-manager": {
        "found": finds,
        "found nobody": finds_nobody,
        "asking for a correction": doubts,
        "a correction that waits": has_doubted,
    },
    "field-specialist": {
        "a correction to take up": is_asked_to_correct,
        "nothing ticked": ticks_nothing,
        "two duties to assign": ticks_two,
        "what would happen": sees_what_would_happen,
        "what came of it": assigns,
        "a duty in hand": has_in_hand,
        "no such day": names_no_day,
        "recorded": records,
        "correcting what was recorded": corrects,
        "changed meanwhile": comes_second,
        "ruled": rules,
        "parted": parts,
        "too late": comes_too_late,
    },
    "counsel": {"a timeline on paper": prints},
    "operator": {
        "a delivery tried": tries,
        "read again": reads_again,
        "no reason chosen": chooses_nothing,
    },
}
"""Who does what, in this order: later ones stand on what earlier ones did."""


# --- what breaks --------------------------------------------------------------------------------


BROKEN = {
    "case-manager": {
        "something broke": ("store_doubt", "/corrections"),
        "no account could be written": ("store_disclosure", "/"),
    },
}
"""Whose page breaks where the home's database loses which table, and where it is."""


@contextmanager
def without(home: Path, table: str) -> Iterator[None]:
    """A home whose database lost a table, for a while."""
    with closing(sqlite3.connect(home / "amparo.sqlite3")) as database:
        database.execute(f"ALTER TABLE {table} RENAME TO lost")
        try:
            yield
        finally:
            database.execute(f"ALTER TABLE lost RENAME TO {table}")


# --- an account ---------------------------------------------------------------------------------


def opens_an_account(page: Page, site: str, code: str) -> Iterator[str]:
    """What somebody who was invited sees until they are in, once with a code of their phone's."""
    page.goto(f"{site}/sign-in")
    yield "sign in"
    page.goto(f"{site}/account")
    yield "an invitation"
    fields = {"name": "olga", "code": code, "password": PASSWORD, "repeated": PASSWORD}
    for name, text in fields.items():
        page.locator(f'main [name="{name}"]').fill(text)
    _submits(page, "main form button")
    yield "a second factor"
    phone = pyotp.TOTP(page.locator("strong.key").text_content() or "")
    page.locator("#code").fill(phone.now())
    _submits(page, "main form button")
    yield "an account that is open"
    page.goto(f"{site}/")
    yield "nothing to list"
    _submits(page, ".who form button")
    yield "signed out"
    page.goto(f"{site}/sign-in")
    page.locator('[name="name"]').fill("olga")
    page.locator('[name="password"]').fill(PASSWORD)
    _submits(page, "main form.usa-form button")
    yield "the second factor asked"
    page.locator("#code").fill("000000")
    _submits(page, "main form.usa-form button")
    yield "a code that is wrong"


ACCOUNT = (
    *("sign in", "an invitation", "a second factor", "an account that is open"),
    *("nothing to list", "signed out", "the second factor asked", "a code that is wrong"),
)
