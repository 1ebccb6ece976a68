"""Whoever tries to see more than they may, by whatever way, is shown nothing and learns nothing."""

import csv
import gc
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from amparo.actions import accounting, duties, figures, find, ledger, lists, show
from amparo.actions.asking import LookRefused, NotAccounted, Question
from amparo.actions.asking import look as leave
from amparo.actions.home import Home, close_home, open_home
from amparo.actions.own_work import Desk, OwnWork
from amparo.actions.people import who_asks
from amparo.cli import options
from amparo.disclosures import OVER_BUDGET
from amparo.purposes import DHS, ROLES, Action, DataClass, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.budgets import BUDGETS
from amparo.purposes.matrix import PURPOSES_OF
from amparo.purposes.roles import agency
from amparo.settings import Settings, read_settings
from amparo.store import children, disclosures, live_grants, models, people, records, sealing
from amparo.store.live_grants import GrantNotGood, LiveGrant
from amparo.words.agencies import Role
from tests.rooms.feeds.deliveries import ana, deliver, table

from .conftest import Cohort, Place

# Commands fill the home, by the real clock: its people have their roles from today.
NOW = datetime.now(UTC).replace(hour=15, minute=0, second=0, microsecond=0)
A_YEAR = timedelta(days=365)
NOBODY = "0" * 32
DHS_WITH_DUTIES = (Role.JUVENILE_COORDINATOR, Role.OPLA_ATTORNEY)


@pytest.fixture(scope="module")
def place(filled: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A home of one's own that holds the whole cohort."""
    home = tmp_path_factory.mktemp("attacked") / "home"
    shutil.copytree(filled.home, home)
    return Place(home)


def settings(place: Place) -> Settings:
    return read_settings(place.variables)


@pytest.fixture
def home(place: Place) -> Iterator[Home]:
    yield open_home(settings(place))
    close_home()


def asker(home: Home, role: Role, slug: str | None = None) -> Asker:
    return who_asks(home, NOW, slug, role)


def question(who: Asker, purpose: Purpose | None = None, **changes: Any) -> Question:
    given = {"command": "children show", "action": Action.READ, "purpose": purpose, **changes}
    return Question(asker=who, **given)


def newcomer(home: Home, role: Role, **given: Any) -> Asker:
    """A further person of a role, with ``work`` (nexus, child) and ``agreed`` (kind, purpose)."""
    slug = f"{role}-{models.Person.objects.count()}"
    with transaction.atomic():
        person = people.add_person(slug, None, None)
        span = {"begins": NOW.date() - A_YEAR, "ends": given.pop("ends", NOW.date() + A_YEAR)}
        span |= {"person": person, "made_by": person}
        says = {"role": role, "agency": agency(role), "office": "made-up"}
        people.add("appointment", **says, **span)
        people.add("training", **span)
        for nexus, child in given.pop("work", ()):
            people.add("assignment", nexus=nexus, child=child, budgeted=True, **span)
        for kind, purpose in given.pop("agreed", ()):
            words = {"kind": kind, "purpose": purpose, "authority": "made-up"}
            people.add("approval", child=None, **words, **span)
    return asker(home, role, slug)


def refused(home: Home, asked: Question, child: str) -> str:
    with pytest.raises(LookRefused) as said:
        show.show(home, asked, child, NOW)
    return str(said.value)


def of_others(home: Home) -> Iterator[str]:
    """The children who are no work of a juvenile coordinator's and of no case manager's."""
    coordinator = newcomer(home, Role.JUVENILE_COORDINATOR, work=[("duty", None)])
    manager = newcomer(home, Role.CASE_MANAGER, work=_IN_CARE)
    staff = [coordinator, manager]
    for child in children.everyone():
        desks = [Desk(who, lists.today(NOW), NOW.date(), child) for who in staff]
        if not any(_is_work(desk, child) for desk in desks):
            yield child


def _is_work(desk: Desk, child: str) -> bool:
    return any(OwnWork(desk, one).is_tied(child) for one in PURPOSES_OF[desk.asker.role])


@pytest.fixture(autouse=True)
def no_grant_of_another_test() -> None:
    live_grants._LIVE.clear()


def entries() -> int:
    return models.Entry.objects.count()


def disclosures_of(child: str) -> list[models.Disclosure]:
    mine = models.Account.objects.filter(child=child).values("entry")
    return list(models.Disclosure.objects.filter(entry__in=mine).order_by("entry"))


# --- grants made, altered, kept, used again ---------------------------------------------------


def _real(home: Home) -> LiveGrant:
    inspector = asker(home, Role.INSPECTOR)
    return leave(home, question(inspector), children.everyone()[0], NOW).grant


def _read(home: Home, grant: LiveGrant, now: datetime = NOW) -> Any:
    return records.read(grant, now, home.identity_key)


def test_a_record_is_read_under_a_grant_once(home):
    grant = _real(home)
    assert _read(home, grant).lines
    with pytest.raises(GrantNotGood):
        _read(home, grant)


@pytest.mark.parametrize("change", ["id", "children", "labels", "person", "purpose"])
def test_a_forged_or_altered_grant_reads_nothing(home, change):
    real = _real(home)
    says: dict[str, Any] = {
        "id": "f" * 32,
        "children": frozenset({children.everyone()[1]}),
        "labels": frozenset(),
        "person": NOBODY,
        "purpose": Purpose.CARE,
    }
    with pytest.raises(GrantNotGood):
        _read(home, msgspec.structs.replace(real, **{change: says[change]}))
    live_grants.withdraw(real.id)


def test_an_expired_grant_reads_nothing(home):
    with pytest.raises(GrantNotGood, match="expired"):
        _read(home, _real(home), NOW + live_grants.LASTS)


def test_no_grant_is_left_alive_by_any_command(place):
    for command in (
        ("children", "show", _some_child(place)),
        ("children", "find", "Ana"),
        ("gaps", "find"),
        ("duties", "list"),
        ("figures", "count", "nta-not-served", "--lineage", "2"),
        ("ledger", "accounting", _some_child(place)),
        ("children", "show", NOBODY),
    ):
        place.run(*command)
        assert not live_grants._LIVE, command


def _some_child(place: Place) -> str:
    return str(place.ask("gaps", "find")[0]["child"])


# --- roles, purposes, dates -------------------------------------------------------------------


def test_a_role_without_work_is_refused_by_every_purpose_there_is(home):
    officer, child = asker(home, Role.ERO_OFFICER), children.everyone()[0]
    assert all(
        "Nothing was shown" in refused(home, question(officer, one), child) for one in Purpose
    )


@pytest.mark.parametrize("role", [Role.COUNSEL, Role.INSPECTOR, Role.CASE_MANAGER])
def test_a_purpose_that_is_not_ones_own_opens_nothing(home, role):
    who, child = asker(home, role), children.everyone()[0]
    others = set(Purpose) - PURPOSES_OF[role]
    assert all("Nothing was shown" in refused(home, question(who, one), child) for one in others)


def test_a_role_that_has_run_out_opens_nothing_from_the_day_after(home):
    work = [("representation", None)]
    counsel = newcomer(home, Role.COUNSEL, work=work, ends=NOW.date())
    child = children.everyone()[0]
    assert show.show(home, question(counsel), child, NOW).lines
    tomorrow = NOW + timedelta(days=1)
    late = who_asks(home, tomorrow, counsel.slug, Role.COUNSEL)
    with pytest.raises(LookRefused):
        show.show(home, question(late), child, tomorrow)


# --- whether there is such a child ------------------------------------------------------------


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.INSPECTOR])
@pytest.mark.parametrize("purpose", ["usual", "own"])
def test_a_child_of_others_and_a_number_never_given_get_the_same_words(home, role, purpose):
    who = newcomer(home, role, work=_WORK_ELSEWHERE.get(role, ()))
    own = sorted(PURPOSES_OF[role])
    asked = question(who, own[0] if own and purpose == "own" else None)
    child = children.everyone()[7]
    assert refused(home, asked, child) == refused(home, asked, NOBODY)


_WORK_ELSEWHERE = {
    role: [("duty", NOBODY), ("own_case", NOBODY), ("placement", NOBODY), ("assigned", NOBODY)]
    for role in (Role.CBP_OFFICER, Role.JUVENILE_COORDINATOR, Role.CASE_MANAGER, Role.SPONSOR)
}


_IN_CARE = (("placement", None), ("duty", None))
with_work_elsewhere = pytest.mark.parametrize(
    ("role", "work"),
    [
        (Role.ERO_OFFICER, ()),
        (Role.HSI_INVESTIGATOR, ()),
        (Role.JUVENILE_COORDINATOR, [("duty", None)]),
        (Role.CASE_MANAGER, ()),
        (Role.CASE_MANAGER, _IN_CARE),
    ],
)


@with_work_elsewhere
def test_the_commands_answer_both_alike_and_the_ledger_grows_alike(place, role, work):
    with_home = open_home(settings(place))
    child, who = next(of_others(with_home)), newcomer(with_home, role, work=work)
    close_home()
    for command in (("children", "show"), ("ledger", "accounting")):
        results, grown = [], []
        for number in (child, NOBODY):
            before = _size(place)
            results.append(place.run(*command, number, "--as", who.slug))
            grown.append(_size(place) - before)
        assert [one.exit_code for one in results] == [2, 2]
        assert results[0].output == results[1].output
        assert grown[0] == grown[1], f"{command}: the ledger tells which of the two is there"


def _size(place: Place) -> int:
    """How long the ledger is, as anybody can read it."""
    return int(place.ask("ledger", "checkpoint")["checkpoint"].splitlines()[1])


@with_work_elsewhere
def test_events_of_others_and_events_never_sealed_get_the_same_words(home, role, work):
    who = newcomer(home, role, work=work)
    of = models.Membership.objects.filter(child__in=list(islice(of_others(home), 5)))
    told = models.Event.objects.filter(identity__in=of.values("identity"))
    events = list(told.order_by("id").values_list("id", flat=True)[:30])
    never = events[-1] + 10**9
    assert {_not_proved(home, who, one) for one in events} == {_not_proved(home, who, never)}


def _not_proved(home: Home, who: Asker, event: int) -> str:
    with pytest.raises((LookRefused, ledger.NotThere)) as wrong:
        ledger.proof(home, who, event, NOW)
    return str(wrong.value)


def test_as_much_is_looked_up_for_a_number_never_given_as_for_a_child_of_others(home):
    """Not held by the clock, which tells little in a test: by what the store is asked."""
    coordinator = asker(home, Role.JUVENILE_COORDINATOR)
    child, asked = next(of_others(home)), question(coordinator, Purpose.NTA_SERVICE)
    refused(home, asked, child)  # so that the account is begun
    asked_for = []
    for number in (child, NOBODY):
        with CaptureQueriesContext(connection) as queries:
            refused(home, asked, number)
        reads = [one["sql"].split("WHERE")[0] for one in queries if one["sql"].startswith("SELECT")]
        asked_for.append({one for one in reads if "finding" in one or "episode" in one})
    assert asked_for[0] == asked_for[1]


# --- searches ---------------------------------------------------------------------------------

HOSTILE = (
    "' OR 1=1 --",
    '" OR ""="',
    "'; DROP TABLE store_entry; --",
    "%",
    "*",
    "_",
    "\\",
    "\\%",
    "a\0b",
    "",
    " ",
    "x" * 10_000,
    "ñ́\u202e\U0001f9d2ﷺ",
    "\udcff",
    "ORR:%",
    "[a-z]*",
    "$(id)",
    "{0}",
    "%s%n",
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_a_hostile_search_finds_nobody_and_is_accounted_for(place, text):
    before = _disclosures(place)
    result = place.run("children", "find", text, "--json")
    assert result.exit_code in {0, 2}, result.output
    if result.exit_code == 0:
        assert '"found": []' in result.stdout
        assert _disclosures(place) == before + 1


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_no_hostile_text_anywhere_else_is_a_defect_or_shows_anything(place, text):
    for command in (
        ("children", "show", "--", text),
        ("ledger", "accounting", "--", text),
        ("children", "show", _SOMEBODY, "--as", text),
        ("children", "show", _SOMEBODY, "--purpose", text),
        ("ledger", "prove", "--", text),
    ):
        result = place.run(*command)
        assert result.exit_code == 2, (command, result.output)
        assert not result.stdout


_SOMEBODY = "1" * 32


@pytest.mark.parametrize(
    "token", [one for one in HOSTILE if one.strip() and "\0" not in one], ids=ascii
)
def test_no_hostile_token_is_a_defect_or_anybody(place, token):
    own = Place(place.home, {"AMPARO_TOKEN": token})
    result = own.run("children", "show", _SOMEBODY)
    assert result.exit_code == 2, result.output
    assert not result.stdout


def test_no_hostile_text_is_a_defect_on_the_other_database(postgres_database, tmp_path):
    urls = postgres_database
    variables = {
        "AMPARO_DATABASE_URL": urls.app_url,
        "AMPARO_DATABASE_OWNER_URL": urls.owner_url,
    }
    place = Place(tmp_path / "home", variables)
    sent = deliver(
        tmp_path, table("placements", ana("placements"), hidden=False), feed="placements"
    )
    assert place.run("ingest", sent).exit_code == 0
    assert place.ask("children", "find", "Ana")["found"]
    for text in HOSTILE:
        found = place.run("children", "find", text, "--json")
        assert found.exit_code in {0, 2}, (text[:20], found.output)
        assert '"child"' not in found.stdout, text[:20]
        for command in (
            ("children", "show", "--", text),
            ("children", "show", _SOMEBODY, "--as", text),
            ("ledger", "prove", "--", str(10**20)),
        ):
            assert place.run(*command).exit_code == 2, (command[:2], text[:20])


@pytest.mark.parametrize("number", ["-1", "0", str(2**63), str(10**40)])
def test_no_number_of_an_event_is_a_defect(place, number):
    result = place.run("ledger", "prove", "--", number)
    assert result.exit_code == 2, result.output
    assert not result.stdout


def _disclosures(place: Place) -> int:
    with closing(sqlite3.connect(place.home / "amparo.sqlite3")) as database:
        return int(database.execute("SELECT COUNT(*) FROM store_disclosure").fetchone()[0])


def _number_of(home: Home, child: str) -> str | None:
    """The A-number of a child, as an inspector reads it."""
    record = show.show(home, question(asker(home, Role.INSPECTOR)), child, NOW)
    told = (line.says.get("a_number") for line in record.lines)
    return next((str(one) for one in told if one), None)


def test_a_child_of_others_exists_for_a_case_manager_and_for_dhs_there_is_nothing(home):
    numbers = ((child, _number_of(home, child)) for child in of_others(home))
    child, number = next((child, number) for child, number in numbers if number)
    own = next(one for one in children.everyone() if one != child)
    manager = newcomer(home, Role.CASE_MANAGER, work=[("assigned", own)])
    found = find.find(home, manager, Purpose.CARE, number, NOW)
    assert (found.found, found.elsewhere) == ([], find.ELSEWHERE)
    for role in DHS_WITH_DUTIES:
        officer = newcomer(home, role, work=[("duty", own)])
        there = find.find(home, officer, Purpose.NTA_SERVICE, number, NOW)
        nowhere = find.find(home, officer, Purpose.NTA_SERVICE, "A990-999-999", NOW)
        assert (there.found, there.elsewhere) == ([], None)
        assert there == nowhere


@pytest.mark.parametrize("told", ["address_line", "city", "zip", "sponsor_ref", "phone"])
def test_nobody_is_found_by_what_is_of_the_sponsor_or_the_address(place, cohort: Cohort, told):
    folder = next(one for one in cohort.deliveries if "placements" in one.name)
    with (folder / "placements.csv").open(newline="", encoding="utf-8") as rows:
        text = next(row[told] for row in csv.DictReader(rows) if row[told])
    for who in (Role.INSPECTOR, Role.COUNSEL, Role.FIELD_SPECIALIST):
        assert place.ask("children", "find", text, "--as", who)["found"] == []


# --- lists ------------------------------------------------------------------------------------


def _listed(home: Home, who: Asker, purpose: Purpose = Purpose.NTA_SERVICE) -> Any:
    return lists.found(home, lists.Asked(asker=who, purpose=purpose), NOW).findings


def test_two_people_with_the_same_work_are_given_the_same_list(home):
    one = newcomer(home, Role.JUVENILE_COORDINATOR, work=[("duty", None)])
    other = newcomer(home, Role.JUVENILE_COORDINATOR, work=[("duty", None)])
    assert _listed(home, one)
    assert _listed(home, one) == _listed(home, other)


def test_a_list_for_dhs_does_not_change_when_hhs_tells_of_a_child_dhs_does_not_know(
    place: Place, tmp_path: Path
):
    own = Place(tmp_path / "home")
    shutil.copytree(place.home, own.home)
    before = _lists_for_dhs(own)
    row = ana("placements", uc_path_id="MU9999999", a_number="A990-999-998", given_names="Xilda")
    row |= {"surnames": "Nadiela", "birth_date": "2011-11-11"}
    latest = datetime(2025, 1, 28, 11, 45, tzinfo=UTC)
    text = table("placements", row, hidden=False)
    sent = deliver(tmp_path, text, feed="placements", sequence=999, received_at=latest)
    assert own.run("ingest", sent).exit_code == 0
    assert own.ask("children", "find", "Xilda Nadiela")["found"]
    assert _lists_for_dhs(own) == before


def _lists_for_dhs(place: Place) -> list[Any]:
    home = open_home(settings(place))
    found = [_listed(home, newcomer(home, role, work=[("duty", None)])) for role in DHS_WITH_DUTIES]
    found.append([])
    for role in DHS_WITH_DUTIES:
        asked = lists.Asked(asker=newcomer(home, role, work=[("duty", None)]))
        found.append(duties.duties(home, asked, NOW).duties)
    close_home()
    assert any(found)
    return found


# --- the rows behind a number -----------------------------------------------------------------


def test_the_rows_behind_a_number_are_given_to_an_inspector_and_to_nobody_of_dhs(home):
    """Of its own duties DHS may be listed some of them; as rows of a number they tell of others."""
    inspector = asker(home, Role.INSPECTOR)
    _, rows = figures.count_with_rows(home, "nta-not-served", NOW, 5, asker=inspector)
    assert len(rows) == 5
    for role in (one for one in Role if ROLES[one].family in DHS):
        officer = newcomer(home, role, work=[("duty", None)])
        with pytest.raises(LookRefused):
            figures.count_with_rows(home, "nta-not-served", NOW, 5, asker=officer)
        asked = models.Disclosure.objects.filter(person=officer.person)
        assert [(one.action, one.granted) for one in asked] == [(Action.COUNT, False)], role


# --- budgets ----------------------------------------------------------------------------------


def test_the_first_child_past_the_days_budget_is_refused_and_that_stands_in_its_account(home):
    counsel = newcomer(home, Role.COUNSEL, work=[("representation", None)])
    everyone, most = children.everyone(), BUDGETS[Action.READ]
    for child in everyone[:most]:
        show.show(home, question(counsel, Purpose.REPRESENTATION), child, NOW)
    asked = question(counsel, Purpose.REPRESENTATION)
    assert str(most) in refused(home, asked, everyone[most])
    last = disclosures_of(everyone[most])[-1]
    assert (last.person, last.granted) == (counsel.person, False)
    assert OVER_BUDGET.encode() in bytes(models.Entry.objects.get(pk=last.entry).body)
    assert show.show(home, asked, everyone[0], NOW).lines, "a child looked at again is free"
    assert accounting.accounting(home, asked, everyone[1], NOW)
    tomorrow = NOW + timedelta(days=1)
    assert show.show(home, asked, everyone[most], tomorrow).lines


def test_a_list_is_cut_at_the_days_budget_and_says_that_there_is_more(home):
    counsel = newcomer(home, Role.COUNSEL, work=[("representation", None)])
    asked = lists.Asked(asker=counsel, purpose=Purpose.REPRESENTATION)
    listed = lists.found(home, asked, NOW)
    assert listed.more
    assert len({one.child for one in listed.findings}) == BUDGETS[Action.LIST]
    again = lists.found(home, asked, NOW)
    assert again.findings == listed.findings, "asking again brings nobody new"


def test_an_audit_of_the_whole_home_is_not_bound(home):
    inspector, most = asker(home, Role.INSPECTOR), BUDGETS[Action.READ]
    for child in children.everyone()[: most + 5]:
        assert show.show(home, question(inspector), child, NOW).lines
    assert not lists.found(home, lists.Asked(asker=inspector), NOW).more


def test_a_copy_of_everybody_is_bound_by_the_budget_like_any_other_look(home, tmp_path):
    work, agreed = [("audit", None)], [("two_person", Purpose.OVERSIGHT)]
    agreed.append(("approved", Purpose.OVERSIGHT))
    bound = newcomer(home, Role.INSPECTOR, work=work, agreed=agreed)
    assert len(children.everyone()) > BUDGETS[Action.EXPORT]
    with pytest.raises(LookRefused):
        ledger.export(home, bound, tmp_path / "copy", NOW)
    assert not (tmp_path / "copy").exists()


# --- when the account cannot be written -------------------------------------------------------

Attempt = Callable[[Home], Any]


def _everything(home: Home) -> dict[str, Attempt]:
    inspector, child = asker(home, Role.INSPECTOR), children.everyone()[0]
    return {
        "show": lambda at: show.show(at, question(inspector), child, NOW),
        "accounting": lambda at: accounting.accounting(at, question(inspector), child, NOW),
        "gaps": lambda at: lists.found(at, lists.Asked(asker=inspector), NOW),
        "duties": lambda at: duties.duties(at, lists.Asked(asker=inspector), NOW),
        "find": lambda at: find.find(at, inspector, None, "Ana", NOW),
        "refused": lambda at: show.show(at, question(inspector), NOBODY, NOW),
    }


ATTEMPTS = ("show", "accounting", "gaps", "duties", "find", "refused")


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_where_the_disk_is_full_nothing_is_shown_and_no_grant_lives(home, attempt):
    trying = _everything(home)[attempt]
    full = OperationalError("database or disk is full")
    before = entries()
    with patch.object(sealing, "enter", side_effect=full), pytest.raises(NotAccounted):
        trying(home)
    assert entries() == before
    assert not live_grants._LIVE


@pytest.mark.parametrize("attempt", [one for one in ATTEMPTS if one != "refused"])
def test_where_the_disk_fills_up_in_the_middle_of_an_account_none_of_it_stands(home, attempt):
    trying = _everything(home)[attempt]
    full = OperationalError("database or disk is full")
    before = entries(), models.Disclosure.objects.count(), models.Account.objects.count()
    with patch.object(disclosures, "append", side_effect=full), pytest.raises(NotAccounted):
        trying(home)
    after = entries(), models.Disclosure.objects.count(), models.Account.objects.count()
    assert after == before
    assert not live_grants._LIVE


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_where_the_ledgers_folder_cannot_be_written_nothing_is_shown(home, attempt, tmp_path):
    trying = _everything(home)[attempt]
    shutil.move(home.ledger, tmp_path / "kept")
    home.ledger.write_text("no folder")
    try:
        with pytest.raises(NotAccounted):
            trying(home)
        assert not live_grants._LIVE
    finally:
        home.ledger.unlink()
        shutil.move(tmp_path / "kept", home.ledger)


@pytest.fixture
def locked(place: Place) -> Iterator[Home]:
    """An open home whose database somebody else is writing to for longer than it waits."""
    patient = settings(place)
    database: dict[str, Any] = {**patient.database}
    database["OPTIONS"] = {**database["OPTIONS"], "timeout": 0.05}
    home = open_home(msgspec.structs.replace(patient, database=database, owner=database))
    with closing(sqlite3.connect(place.home / "amparo.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        yield home
    close_home()


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_where_the_database_is_locked_nothing_is_shown_and_no_grant_lives(locked, attempt):
    before = entries()
    with pytest.raises(NotAccounted, match="locked"):
        _everything(locked)[attempt](locked)
    assert entries() == before
    assert not live_grants._LIVE


def test_a_disk_that_fills_up_while_people_look_shows_nothing_that_is_not_accounted_for(
    place: Place, tmp_path: Path
):
    own = Place(tmp_path / "home")
    close_home()
    gc.collect()  # a thread that looked leaves its connection open, to end in the midst of a copy
    shutil.copytree(place.home, own.home)
    home = open_home(settings(own))
    inspector = asker(home, Role.INSPECTOR)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 20}")
    before = models.Disclosure.objects.count()
    shown = _until_it_is_full(home, question(inspector))
    close_home()
    assert shown
    open_home(settings(own))
    # The last may stand there and not have been shown; never the other way round.
    assert models.Disclosure.objects.count() - before in {shown, shown + 1}
    assert not live_grants._LIVE
    close_home()
    assert own.ask("ledger", "verify")["ok"]


def _until_it_is_full(home: Home, asked: Question) -> int:
    """How many records are shown before one is not, for want of room to say so."""
    shown: list[show.Record] = []

    def look_on() -> None:
        everyone = cycle(children.everyone())
        shown.extend(show.show(home, asked, child, NOW) for child in everyone)

    with pytest.raises(NotAccounted, match="full"):
        look_on()
    return len(shown)


def test_a_command_whose_account_cannot_be_written_says_so_and_shows_nothing(place, monkeypatch):
    child = _some_child(place)
    full = OperationalError("database or disk is full")
    monkeypatch.setattr(sealing, "enter", _raising(full))
    monkeypatch.setattr(options, "clock", lambda: NOW)
    for command in (("children", "show", child), ("gaps", "find"), ("children", "find", "Ana")):
        result = place.run(*command)
        assert result.exit_code == 2, result.output
        assert not result.stdout
        assert "could not be written" in result.stderr


def _raising(error: Exception) -> Callable[..., Any]:
    def enter(*_: Any, **__: Any) -> int:
        raise error

    return enter


def test_the_classes_of_a_refused_look_are_none_in_the_account(home):
    officer, child = asker(home, Role.ERO_OFFICER), children.everyone()[3]
    refused(home, question(officer), child)
    counsel = newcomer(home, Role.COUNSEL, work=[("representation", child)])
    looks = accounting.accounting(home, question(counsel), child, NOW)
    mine = [one for one in looks if one.who == officer.slug]
    assert mine
    assert all(one.answer == "refusal" and not one.classes for one in mine)
    assert DataClass.ACCOUNTING in looks[-1].classes
