"""My day: what is mine, why it came up, and lists narrowed by the address."""

import re
from html import unescape

import pytest

from amparo.actions.duties import duties
from amparo.actions.lists import Asked, today
from amparo.actions.people import who_asks
from amparo.gaps import GAPS
from amparo.store.models import Account, Disclosure
from amparo.web.pages import my_day
from amparo.web.pages.my_day import VIEWS
from amparo.words.agencies import Role
from tests.rooms.web.conftest import NOW


def _rows(page):
    return page.count('<td class="due">')


def _count(page, view):
    return int(re.findall(rf'view={view}[^>]*>[^<]*<span class="count">(\d+)', page)[0])


def test_a_case_manager_sees_why_each_duty_came_up_with_its_dates(browse):
    page = browse("case-manager").text("/")
    assert GAPS["safety-call-overdue"].says in page
    assert re.search(r"Since \w{3}, \w{3} \d+, \d{4}: Released to a sponsor \w{3} \d+, \d{4}", page)
    assert _rows(page) > 0


def test_the_numbers_on_the_tabs_are_the_rows_behind_them(browse):
    somebody = browse("field-specialist")
    page = somebody.text("/")
    for view in VIEWS:
        shown, number = somebody.text(f"/?view={view}"), 2
        rows = _rows(shown)
        while f"page={number}" in shown:
            shown = somebody.text(f"/?view={view}&page={number}")
            rows, number = rows + _rows(shown), number + 1
        assert rows == _count(page, view), view


def test_a_list_is_narrowed_to_one_kind_of_gap(browse):
    page = browse("field-specialist").text("/?gap=failed-to-appear")
    links = re.findall(r'class="usa-link what"[^>]*>([^<]*)<', page)
    assert links
    assert set(map(unescape, links)) == {GAPS["failed-to-appear"].says}


def test_what_changed_since_yesterday_is_what_opened_then_or_later(browse, house, monkeypatch):
    asker = who_asks(house, NOW, "field-specialist", Role.FIELD_SPECIALIST)
    days = [one.duty.opened for one in duties(house, Asked(asker=asker), NOW).duties]
    assert _count(browse("field-specialist").text("/"), "changed") == 0  # a quiet day
    middle = sorted(days)[len(days) // 2]
    monkeypatch.setattr(my_day, "_A_DAY", today(NOW) - middle)  # as if it were the day after
    news = sum(one >= middle for one in days)
    assert 0 < news < len(days)
    page = browse("field-specialist").text("/?view=changed")
    assert _count(page, "changed") == news


def test_a_list_counts_nobody_whom_no_line_of_it_tells_of(browse):
    """Of the children with another's duties nothing is shown: they are written in no account."""
    somebody = browse("case-manager")
    somebody.text("/")
    told = Disclosure.objects.filter(action="list").latest("entry")
    listed = {
        child
        for number in range(1, 9)
        for child in re.findall(r"children/(\w{32})/", somebody.text(f"/?page={number}"))
    }
    written = Account.objects.filter(entry=told.entry).values_list("child", flat=True)
    assert set(written) == listed


def test_why_a_duty_came_up_is_told_in_the_reader_s_language(browse):
    somebody = browse("case-manager")
    somebody.post("/language", {"language": "es", "next": "/"})
    page = somebody.text("/")
    assert "(nadie contactado)" in page
    assert "reached" not in page
    assert re.search(r"Desde el \w{3} \d+ de [a-z]{3} de \d{4}", page)


def test_a_list_of_nothing_says_so_and_where_to_go(browse):
    page = browse("case-manager").text("/?view=today")
    assert "Nothing of this kind." in page
    assert "Show all open duties" in page


def test_nothing_in_an_address_breaks_the_page(browse):
    somebody = browse("case-manager")
    for strange in ("view=nowhere", "gap=none", "page=9999", "page=x", "view=<b>"):
        answer = somebody.get(f"/?{strange}")
        assert answer.status_code == 200, strange
        assert "<b>" not in answer.content.decode()


def test_an_officer_without_work_is_told_what_is_lacking_and_whom_to_ask(browse):
    page = browse("ero-officer").text("/")
    assert "There is nothing here that you may be listed." in page
    assert "Nothing was shown." in page


@pytest.mark.parametrize("role", ["juvenile-coordinator", "opla-attorney"])
def test_no_late_mark_stands_at_a_notice_not_issued_or_not_served(browse, role):
    page = browse(role).text("/?view=overdue")
    assert GAPS["nta-not-issued"].says not in page.partition("<tbody>")[2]
    assert GAPS["nta-not-served"].says not in page.partition("<tbody>")[2]


@pytest.mark.parametrize("role", ["counsel", "inspector", "field-specialist", "opla-attorney"])
def test_every_line_leads_to_the_record_for_a_purpose_of_ones_own(browse, role):
    somebody = browse(role)
    link = unescape(re.findall(r'class="usa-link what" href="([^"]*)"', somebody.text("/"))[0])
    assert somebody.get(link).status_code == 200, link
