"""What a figure is counted from, and the rows behind it: for whom, why, and written down."""

import re
from datetime import timedelta

import pytest

from amparo.actions.figures import NO_CHILD_OF_OURS, NOT_COUNTED, NOT_TO_DHS, NUMBERS_ONLY
from amparo.actions.lineage import HELD, SENT_IN
from amparo.actions.own_work import OwnWork
from amparo.actions.people import made_up_people
from amparo.events import Event, TotalTold, read_event
from amparo.feeds import CONTRACTS
from amparo.figures import FIGURES
from amparo.purposes import DHS, ROLES, Action
from amparo.purposes.budgets import BUDGETS
from amparo.purposes.matrix import is_told_numbers_only
from amparo.snapshots import SCHEMAS
from amparo.store import models
from tests.rooms.web.conftest import NOW

FIGURE = "/figures/nta-not-issued"
ROWS = f"{FIGURE}/rows"
CHILD = re.compile(r'href="/children/([0-9a-f]{32})/')


# --- where it comes from ----------------------------------------------------------------------


def test_a_figure_names_the_tables_columns_facts_and_feeds_it_is_counted_from(browse):
    page = browse("inspector").text(FIGURE)
    _, _, told = page.partition("The tables it is counted from</h3>")
    assert 'translate="no">episodes</span>' in told
    assert ">findings</span>" not in told
    assert 'translate="no">transferred_on</code>' in told
    assert 'translate="no">discharged_on</code>' not in told
    assert re.findall(r'href="/feeds/(\w+)"', told) == ["notices", "referrals"]


def test_a_figure_of_findings_says_that_a_rule_finds_them(browse):
    page = browse("inspector").text("/figures/failed-to-appear")
    assert "the rule of the gap, from all that was told of a child" in page


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_every_figure_has_its_lineage(browse, name):
    answer = browse("inspector").get(f"/figures/{name}")
    if answer.status_code == 200:
        _, _, told = answer.content.decode().partition("The tables it is counted from</h3>")
        tables = re.findall(r'<th scope="row"><span translate="no">(\w+)</span>', told)
        assert tables
        assert set(tables) <= set(SCHEMAS)
    else:
        assert "holds no public tables" in answer.content.decode()


def test_every_fact_comes_in_the_feeds_that_are_named(house):
    assert house
    feeds = dict(models.Content.objects.values_list("id", "feed"))
    came: dict[type[Event], set[str]] = {kind: set() for kind in SENT_IN}
    for one in models.Event.objects.all():
        kind = type(read_event(bytes(one.body)))
        if kind in came and feeds[one.content] in CONTRACTS:
            came[kind].add(feeds[one.content])
    public = {name for name, one in CONTRACTS.items() if not one.about_children}
    for kind, found in came.items():
        assert found == set(SENT_IN[kind]) - public, kind


def test_totals_come_in_the_public_tables_and_in_nothing_else():
    public = {name for name, one in CONTRACTS.items() if not one.about_children}
    assert set(SENT_IN[TotalTold]) == public


def test_what_holds_facts_is_a_column_of_a_table():
    for table, columns in HELD.items():
        assert set(columns) <= set(SCHEMAS[table].names)
        assert {kind for kinds in columns.values() for kind in kinds} <= set(SENT_IN)
    assert set(HELD) == set(SCHEMAS)


# --- the rows ---------------------------------------------------------------------------------


def test_the_list_is_an_entry_with_the_purpose_and_exactly_the_children_shown(browse):
    page = browse("inspector").text(f"{ROWS}?purpose=oversight")
    shown = set(CHILD.findall(page))
    assert shown
    entry = int(re.findall(r"recorded, as entry (\d+)", page)[0])
    written = models.Disclosure.objects.get(entry=entry)
    assert (written.action, written.purpose) == ("list", "oversight")
    accounts = models.Account.objects.filter(entry=entry)
    assert {one.child for one in accounts} == shown


def test_no_key_of_an_agency_and_no_name_stands_in_the_rows(browse):
    page = browse("inspector").text(f"{ROWS}?purpose=oversight")
    assert re.search(r"\bORR/|\bA\d{8,9}\b", page) is None
    assert "anchor" not in page


@pytest.mark.parametrize("role", ["case-manager", "counsel", "ombuds", "operator"])
def test_whoever_may_not_see_the_number_is_not_shown_its_rows(browse, role):
    answer = browse(role).get(f"{ROWS}?purpose=care")
    assert answer.status_code == 403
    assert NOT_COUNTED in answer.content.decode()
    assert CHILD.search(answer.content.decode()) is None


def test_to_roles_that_are_told_numbers_only_the_page_says_why(browse):
    page = browse("researcher").get(ROWS)
    assert page.status_code == 403
    assert NUMBERS_ONLY in page.content.decode()
    assert NUMBERS_ONLY in browse("researcher").text(FIGURE)


def test_no_role_that_may_not_is_ever_listed_a_row(browse, house):
    for somebody in made_up_people(house, NOW):
        page = browse(somebody.slug).get(f"{ROWS}?purpose=oversight").content.decode()
        if ROLES[somebody.role].family in DHS:
            assert NOT_TO_DHS in page, somebody.slug
        if ROLES[somebody.role].family in DHS or is_told_numbers_only(somebody.role):
            assert CHILD.search(page) is None, somebody.slug


def test_cases_of_all_respondents_have_no_rows_of_ours(browse):
    page = browse("inspector").get("/figures/dismissed-not-filed/rows?purpose=oversight")
    assert page.status_code == 403
    assert NO_CHILD_OF_OURS in page.content.decode()


def test_a_budget_that_is_used_up_cuts_the_rows_and_says_so(browse, monkeypatch):
    monkeypatch.setattr(OwnWork, "is_budgeted", True)
    monkeypatch.setitem(BUDGETS, Action.LIST, 1)
    tomorrow = NOW + timedelta(days=1)  # what was listed today costs nothing today
    page = browse("inspector", tomorrow).text(f"{ROWS}?purpose=oversight")
    assert len(set(CHILD.findall(page))) == 1
    assert "There are more. One person may be listed" in page


def test_no_such_figure_has_no_rows(browse):
    assert browse("inspector").get("/figures/nothing/rows").status_code == 404
