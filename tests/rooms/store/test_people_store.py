"""Who may ask: every row has its ledger entry, holds from its day to its day, and ends for good."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from amparo.store import models, people

pytestmark = pytest.mark.usefixtures("unchanging_home")

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
BEFORE, AFTER = FIRST - timedelta(days=1), LAST + timedelta(days=1)
MIDDLE = date(2026, 3, 15)
CHILD, OTHER = "c" * 32, "d" * 32


def given(what: str, /, **says: Any) -> int:
    with transaction.atomic():
        return people.add(what, **says)


def person(slug: str = "marta", os_user: str | None = None) -> str:
    with transaction.atomic():
        return people.add_person(slug, os_user, None)


def span(of: str, **says: Any) -> dict[str, Any]:
    return {"person": of, "begins": FIRST, "ends": LAST, "made_by": of} | says


def appointed(of: str, role: str = "counsel", **says) -> int:
    return given("appointment", **span(of, role=role, agency="none", office="made-up", **says))


def assigned(of: str, nexus: str = "assigned", child: str | None = CHILD, **says) -> int:
    return given("assignment", **span(of, nexus=nexus, child=child, budgeted=True, **says))


def ended(entry: int) -> int:
    return given("ended", of=entry, on=MIDDLE, made_by="m" * 32)


def entered(entry: int) -> Any:
    return json.loads(bytes(models.Entry.objects.get(pk=entry).body))


# --- a row and its entry ----------------------------------------------------------------------


def test_the_ledger_says_the_same_as_the_row():
    marta = person(os_user="marta.q")
    of_person = entered(models.Person.objects.get(pk=marta).entry)
    assert of_person == {
        "entry": "person",
        "id": marta,
        "slug": "marta",
        "os_user": "marta.q",
        "made_by": marta,
    }
    work = entered(assigned(marta))
    assert (work["entry"], work["nexus"], work["child"]) == ("assignment", "assigned", CHILD)
    assert (work["begins"], work["ends"]) == ("2026-03-01", "2026-03-31")


def test_every_entry_waits_for_its_place_in_the_ledger():
    marta = person()
    entries = {models.Person.objects.get(pk=marta).entry, appointed(marta), assigned(marta)}
    assert entries <= set(models.Pending.objects.values_list("entry", flat=True))


def test_two_persons_have_two_numbers_that_tell_nothing():
    one, other = person("marta"), person("nestor")
    assert one != other
    assert {len(one), len(other)} == {32}
    assert people.slugs([one, other]) == {one: "marta", other: "nestor"}
    assert [each.slug for each in people.persons()] == ["marta", "nestor"]


def test_what_was_entered_is_as_it_stands():
    marta = person()
    token = {"digest": people.digest_of("x"), "begins": NOON, "ends": NOON + timedelta(hours=1)}
    given("token", person=marta, made_by=marta, **token)
    ended(appointed(marta))
    assigned(marta)
    assert _unlike() == []


def test_a_row_that_the_ledger_does_not_say_is_named():
    marta = person()
    row = span(marta, role="inspector", agency="HHS-OIG", office="made-up", entry=10_000)
    models.Appointment.objects.create(**row)
    assert _unlike() == [("appointment", 10_000)]


def test_a_row_that_says_more_than_the_ledger_is_named():
    marta = person()
    entry = assigned(marta)
    row = models.Assignment.objects.get(entry=entry)
    _unguarded("assignment", f"UPDATE store_assignment SET child = NULL WHERE id = {row.pk}")
    assert _unlike() == [("assignment", entry)]


def test_a_row_that_is_gone_is_named():
    marta = person()
    entry = ended(appointed(marta))
    assert _unlike() == []
    _unguarded("ended", f"DELETE FROM store_ended WHERE entry = {entry}")
    assert _unlike() == [("ended", entry)]


def _unlike() -> list[tuple[str, int]]:
    entered = {}
    for entry, body in models.Entry.objects.values_list("id", "body"):
        if json.loads(bytes(body))["entry"] in people.KINDS:
            entered[entry] = bytes(body)
    return people.unlike_their_entries(entered)


def _unguarded(table: str, statement: str) -> None:
    """What somebody can do who owns the database. On PostgreSQL the application cannot."""
    if connection.vendor == "postgresql":
        pytest.skip("the application may not drop a trigger here")
    with connection.cursor() as cursor:
        for verb in ("UPDATE", "DELETE"):
            cursor.execute(f"DROP TRIGGER store_{table}_no_{verb}")
        cursor.execute(statement)


# --- who they are -----------------------------------------------------------------------------

NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)


def number(found: models.Person | None) -> str | None:
    return found.pk if found is not None else None


def test_a_person_is_found_by_their_name_and_by_their_user_and_by_nothing_like_it():
    marta = person(os_user="mq")
    assert [number(people.by_slug("marta")), number(people.by_os_user("mq"))] == [marta, marta]
    for other in ("Marta", "mart", "marta ", "%", "_____", "' OR 1=1 --", ""):
        assert people.by_slug(other) is None
        assert people.by_os_user(other) is None


def test_a_token_is_good_from_its_first_instant_until_its_last_and_is_not_kept():
    marta = person()
    instants = {"begins": NOON, "ends": NOON + timedelta(hours=2)}
    made = given(
        "token", digest=people.digest_of("s3cret"), person=marta, made_by=marta, **instants
    )
    assert "s3cret" not in json.dumps(entered(made))
    assert number(people.by_token("s3cret", NOON)) == marta
    assert number(people.by_token("s3cret", NOON + timedelta(minutes=119))) == marta
    assert people.by_token("s3cret", NOON - timedelta(seconds=1)) is None
    assert people.by_token("s3cret", NOON + timedelta(hours=2)) is None
    assert people.by_token(people.digest_of("s3cret"), NOON) is None
    ended(made)
    assert people.by_token("s3cret", NOON) is None


# --- what they may do -------------------------------------------------------------------------


def test_somebody_without_an_appointment_holds_no_role():
    marta = person()
    appointed(person("nestor"))
    assert people.appointment(marta, MIDDLE) is None


def held(of: str, day: date = MIDDLE) -> tuple[str, bool]:
    """The role that a person was given last, and whether it holds."""
    given_last = people.appointment(of, day)
    assert given_last is not None
    row, holds = given_last
    return row.role, holds


def test_a_role_holds_until_its_last_day_and_is_remembered_after_it():
    marta = person()
    appointed(marta)
    assert people.appointment(marta, BEFORE) is None
    assert [held(marta, day) for day in (FIRST, LAST)] == [("counsel", True)] * 2
    assert held(marta, AFTER) == ("counsel", False)


def test_the_role_given_last_is_held_and_when_it_was_ended_no_earlier_one_comes_back():
    marta = person()
    appointed(marta, "operator")
    latest = appointed(marta, "researcher")
    assert held(marta) == ("researcher", True)
    ended(latest)
    assert held(marta) == ("researcher", False)


def test_a_role_that_is_still_to_begin_does_not_hide_the_one_in_force():
    marta = person()
    appointed(marta, "case-manager")
    appointed(marta, "inspector", begins=AFTER, ends=AFTER + timedelta(days=30))
    assert held(marta) == ("case-manager", True)
    assert held(marta, AFTER) == ("inspector", True)


@pytest.mark.parametrize(
    ("day", "holds"), [(BEFORE, False), (FIRST, True), (MIDDLE, True), (LAST, True), (AFTER, False)]
)
def test_training_work_and_approvals_hold_from_their_first_day_to_their_last(day, holds):
    marta = person()
    given("training", **span(marta))
    assigned(marta)
    given("approval", **span(marta, **AGREED))
    assert people.is_trained(marta, day) is holds
    assert people.assignments(marta, day) == [("assigned", CHILD, True)] * holds
    assert people.approvals(marta, day) == [("approved", CHILD, "nta-service")] * holds


def test_work_over_the_whole_home_and_without_a_budget_says_so():
    marta = person()
    given("assignment", **span(marta, nexus="audit", child=None, budgeted=False))
    assert people.assignments(marta, MIDDLE) == [("audit", None, False)]


AGREED = {
    "child": CHILD,
    "kind": "approved",
    "purpose": "nta-service",
    "authority": "Made-up order 7",
}


def test_what_was_ended_holds_no_more_and_what_others_have_still_does():
    marta, nestor = person("marta"), person("nestor")
    for one in (marta, nestor):
        given("training", **span(one))
        assigned(one)
        given("approval", **span(one, **AGREED))
    for row in (models.Training, models.Assignment, models.Approval):
        ended(row.objects.get(person=marta).entry)
    assert not people.is_trained(marta, MIDDLE)
    assert [*people.assignments(marta, MIDDLE), *people.approvals(marta, MIDDLE)] == []
    assert people.is_trained(nestor, MIDDLE)
    assert len(people.assignments(nestor, MIDDLE)) == len(people.approvals(nestor, MIDDLE)) == 1


def test_a_thing_ends_once():
    entry = assigned(person())
    ended(entry)
    with pytest.raises(Exception, match=r"(?i)unique"):
        ended(entry)


# --- who has counsel --------------------------------------------------------------------------


def test_whose_counsel_is_in_office_is_represented_and_nobody_else():
    marta = person()
    assert people.represented(MIDDLE, None) == set()
    entry = assigned(marta, "representation", CHILD)
    assigned(marta, "assigned", OTHER)
    for asked in (None, [CHILD]):
        assert people.represented(MIDDLE, asked) == {CHILD}
        assert people.represented(AFTER, asked) == set()
    assert people.represented(MIDDLE, [OTHER]) == set()
    ended(entry)
    assert people.represented(MIDDLE, None) == people.represented(MIDDLE, [CHILD]) == set()


def test_counsel_of_the_whole_home_represents_every_child_of_it():
    entry = assigned(person(), "representation", None)
    for asked in (None, [CHILD], [OTHER], [CHILD, OTHER]):
        assert people.represented(MIDDLE, asked) == {None}
    ended(entry)
    assert people.represented(MIDDLE, [CHILD]) == set()


def merged(old: str, new: str) -> None:
    models.Child.objects.create(id=old)
    models.Alias.objects.create(old=old, child=new, known_from=MIDDLE, entry=0)


def test_counsel_of_a_child_by_a_number_it_had_before_still_represents_it():
    models.Child.objects.create(id=OTHER)
    merged(CHILD, OTHER)
    assigned(person(), "representation", CHILD)
    assert people.represented(MIDDLE, [OTHER]) == {CHILD}
