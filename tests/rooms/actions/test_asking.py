"""Every question is answered by the rules, written down as answered, and can be asked again."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from django.db import transaction

from amparo.actions.accounting import accounting
from amparo.actions.asking import LookRefused, Question, look, look_at_all, look_at_numbers
from amparo.actions.find import find
from amparo.actions.ingest import ingest, settle
from amparo.actions.ledger import verify
from amparo.actions.lists import Asked, found
from amparo.actions.people import who_asks
from amparo.actions.show import show
from amparo.disclosures import Disclosed, follows, read_entry
from amparo.purposes import Action, DataClass, Grant, Origin, Policies, Purpose, decide
from amparo.purposes.labels import Label
from amparo.purposes.opening import opened
from amparo.purposes.rules import restored
from amparo.store import models, people
from amparo.store.live_grants import GrantNotGood, spend
from amparo.store.records import OF_AMPARO
from amparo.words.agencies import Role
from tests.rooms.feeds.deliveries import ana, deliver, table

CLOCK = datetime(2026, 11, 20, 15, tzinfo=UTC)
BETO = {
    "event_number": "MU0002",
    "a_number": "A990-000-002",
    "given_names": "Beto",
    "surnames": "Xol",
    "birth_date": "2011-07-09",
    "transfer_at": "2024-02-10",
}
NOBODY = "0" * 32


on_one_database = pytest.mark.parametrize("home", ["sqlite"], indirect=True)
"""For what depends on the rules and not on where it is kept."""


@pytest.fixture
def filled(home, tmp_path):
    """Ana, of whom every agency wrote, and Beto, of whom only one did; both are made up."""
    (tmp_path / "out").mkdir()
    for feed in ("referrals", "notices", "placements"):
        rows = [ana(feed), ana(feed, **BETO)] if feed == "referrals" else [ana(feed)]
        ingest(home, deliver(tmp_path / "out", table(feed, *rows), feed=feed), CLOCK)
    settle(home, CLOCK)
    return home


def child(name: str) -> str:
    """The number of a made-up child, by a record key of hers or his."""
    identity = models.Identity.objects.get(name=name).pk
    return models.Membership.objects.get(identity=identity).child


def the_two() -> tuple[str, str]:
    records = models.Identity.objects.order_by("name").values_list("name", flat=True)
    beto = next(one for one in records if "MU0002" in one)
    herself = next(one for one in records if one.startswith("ORR"))
    return child(herself), child(beto)


def asker(home, role: Role):
    return who_asks(home, CLOCK, None, role)


def question(home, role: Role, **says) -> Question:
    usual = {"command": "children show", "action": Action.READ, "asker": asker(home, role)}
    return Question(**usual | says)


def length(of: str) -> int:
    return models.Account.objects.filter(child=of).count()


def disclosed(place: int = -1):
    """What the ledger says of the latest answer, or of another."""
    entries = models.Disclosure.objects.order_by("entry").values_list("entry", flat=True)
    return read_entry(bytes(models.Entry.objects.get(pk=list(entries)[place]).body))


# --- each is written down, once, in the accounts of exactly its children ----------------------


def test_a_look_is_in_the_account_of_its_child_once_and_in_nobody_elses(filled):
    ana_, beto = the_two()
    show(filled, question(filled, Role.INSPECTOR), ana_, CLOCK)
    assert (length(ana_), length(beto)) == (1, 0)
    show(filled, question(filled, Role.COUNSEL), ana_, CLOCK)
    assert (length(ana_), length(beto)) == (2, 0)


def test_a_refused_look_is_in_the_account_of_the_child_too(filled):
    ana_, beto = the_two()
    with pytest.raises(LookRefused):
        look(filled, question(filled, Role.ERO_OFFICER), ana_, CLOCK)
    assert (length(ana_), length(beto)) == (1, 0)
    assert (disclosed().answer, disclosed().classes) == ("refusal", ())
    assert disclosed().role is Role.ERO_OFFICER


def test_asking_for_the_account_is_itself_in_the_account(filled):
    ana_, _ = the_two()
    first = accounting(filled, question(filled, Role.COUNSEL, command="a"), ana_, CLOCK)
    second = accounting(filled, question(filled, Role.COUNSEL, command="b"), ana_, CLOCK)
    assert [one.command for one in first] == ["a"]
    assert [one.command for one in second] == ["a", "b"]


def test_a_list_is_one_entry_in_the_account_of_each_child_in_it(filled):
    ana_, beto = the_two()
    listed = found(filled, Asked(asker=asker(filled, Role.JUVENILE_COORDINATOR)), CLOCK)
    assert {one.child for one in listed.findings} == {ana_, beto}
    assert (length(ana_), length(beto)) == (1, 1)
    assert models.Disclosure.objects.count() == 1
    assert disclosed().hits == len(listed.findings)


def test_whoever_is_not_in_a_list_is_not_in_its_account(filled):
    ana_, beto = the_two()
    asked = Asked(asker=asker(filled, Role.JUVENILE_COORDINATOR), gap="nta-not-issued")
    assert {one.child for one in found(filled, asked, CLOCK).findings} == {beto}
    assert (length(ana_), length(beto)) == (0, 1)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Beto 2011-07-09", True),
        ("7/9/2011 beto", True),
        ("Beto 2011-07-08", False),
        ("2011-07-09", False),
        ("Beto 2011-13-09", False),
    ],
)
def test_a_birth_date_narrows_a_name_and_finds_nobody_alone(filled, text, is_found):
    _, beto = the_two()
    hits = find(filled, asker(filled, Role.COUNSEL), None, text, CLOCK).found
    assert [one.child for one in hits] == ([beto] if is_found else [])


def test_a_search_is_in_the_account_of_those_it_found_and_zero_hits_are_an_entry_too(filled):
    ana_, beto = the_two()
    assert [
        one.child for one in find(filled, asker(filled, Role.COUNSEL), None, "Beto", CLOCK).found
    ] == [beto]
    assert (length(ana_), length(beto)) == (0, 1)
    assert find(filled, asker(filled, Role.COUNSEL), None, "Nobody", CLOCK).found == []
    assert (length(ana_), length(beto)) == (0, 1)
    assert models.Disclosure.objects.count() == 2
    assert (disclosed().hits, disclosed().answer) == (0, "grant")


@on_one_database
def test_the_words_of_a_search_are_nowhere_in_its_entry(filled):
    for text in ("Ana Lucía", "A990-000-001", "Q'anil"):
        find(filled, asker(filled, Role.COUNSEL), None, text, CLOCK)
        body = bytes(models.Entry.objects.get(pk=models.Disclosure.objects.latest("entry").pk).body)
        assert text not in body.decode()
        assert sha256(text.encode()).hexdigest() not in body.decode()
        assert len(disclosed().asked) == 64


@on_one_database
def test_the_same_words_are_one_commitment_within_a_month_and_another_in_the_next(filled):
    next_month = CLOCK + timedelta(days=20)
    for text, when in (("Beto", CLOCK), (" beto ", CLOCK), ("Beto", next_month)):
        find(filled, asker(filled, Role.COUNSEL), None, text, when)
    one, same, later = (disclosed(place).asked for place in (-3, -2, -1))
    assert one == same != later


def test_a_copy_of_the_home_is_in_the_account_of_every_child(filled):
    say = question(filled, Role.INSPECTOR, action=Action.EXPORT, whole=frozenset({OF_AMPARO}))
    look_at_all(filled, say, CLOCK)
    assert [length(one) for one in the_two()] == [1, 1]
    assert models.Disclosure.objects.count() == 1


def test_a_number_is_an_entry_in_nobodys_account(filled):
    say = question(filled, Role.RESEARCHER, action=Action.COUNT, purpose=Purpose.STATISTICS)
    look_at_numbers(filled, say, CLOCK)
    assert disclosed().answer == "grant"
    assert [length(one) for one in the_two()] == [0, 0]


def merged(old: str, new: str) -> None:
    models.Child.objects.create(id=old)
    models.Alias.objects.create(old=old, child=new, known_from=CLOCK.date(), entry=0)


def test_a_look_by_a_number_the_child_had_before_is_in_the_account_of_the_child(filled):
    ana_, _ = the_two()
    merged("f" * 32, ana_)
    assert show(filled, question(filled, Role.COUNSEL), "f" * 32, CLOCK).child == ana_
    assert (length(ana_), length("f" * 32)) == (1, 0)


def test_after_all_of_it_the_ledger_verifies(filled):
    ana_, _ = the_two()
    show(filled, question(filled, Role.INSPECTOR), ana_, CLOCK)
    found(filled, Asked(asker=asker(filled, Role.INSPECTOR)), CLOCK)
    find(filled, asker(filled, Role.CASE_MANAGER), None, "Beto", CLOCK)
    with pytest.raises(LookRefused):
        look(filled, question(filled, Role.ERO_OFFICER), NOBODY, CLOCK)
    assert verify(filled).problems == ()


# --- what an entry says -----------------------------------------------------------------------


@on_one_database
def test_an_entry_says_who_as_whom_where_why_when_and_by_which_rules(filled):
    ana_, _ = the_two()
    record = show(filled, question(filled, Role.COUNSEL), ana_, CLOCK)
    one = disclosed()
    assert one.person == asker(filled, Role.COUNSEL).person
    assert (one.role, one.office) == (Role.COUNSEL, asker(filled, Role.COUNSEL).office)
    assert (one.command, one.action, one.purpose) == (
        "children show",
        Action.READ,
        Purpose.REPRESENTATION,
    )
    assert one.at == CLOCK
    assert one.classes == record.leave.classes
    assert one.rules == record.leave.rules != ()
    today = record.leave.grant.true_on
    assert (one.true_on, one.known_at) == (today, today)


@on_one_database
def test_an_entry_names_the_days_that_were_asked_for(filled):
    ana_, _ = the_two()
    days = {"on": CLOCK.date(), "known_at": CLOCK.date() - timedelta(days=1)}
    show(filled, question(filled, Role.COUNSEL, **days), ana_, CLOCK)
    assert (disclosed().true_on, disclosed().known_at) == tuple(days.values())


def test_the_rules_stand_in_the_ledger_once_for_each_digest(filled):
    ana_, _ = the_two()
    for role in (Role.COUNSEL, Role.INSPECTOR, Role.COUNSEL):
        show(filled, question(filled, role), ana_, CLOCK)
    [kept] = models.PolicySet.objects.all()
    assert disclosed().digest == kept.digest
    assert rules_of(disclosed()).digest == kept.digest
    bodies = models.Entry.objects.values_list("body", flat=True)
    assert sum(b'"entry":"policies"' in bytes(body) for body in bodies) == 1


@on_one_database
def test_other_rules_are_entered_beside_the_ones_before(filled):
    """Those of a day on which other rows were in force."""
    ana_, _ = the_two()
    show(filled, question(filled, Role.COUNSEL), ana_, CLOCK)
    before = disclosed().digest
    earlier = datetime(2018, 1, 2, 15, tzinfo=UTC)
    with pytest.raises(LookRefused):  # nobody's role had begun then
        look(filled, question(filled, Role.COUNSEL, asker=_out_of_date(filled)), ana_, earlier)
    assert disclosed().digest != before
    assert models.PolicySet.objects.count() == 2


def _out_of_date(home):
    return msgspec.structs.replace(asker(home, Role.COUNSEL), credentials_in_date=False)


# --- a past decision is asked again -----------------------------------------------------------


def rules_of(one: Disclosed) -> Policies:
    """The rules of an answer, as the ledger keeps them."""
    kept = models.PolicySet.objects.get(pk=one.digest)
    says = json.loads(bytes(models.Entry.objects.get(pk=kept.entry).body))
    return restored(says["text"].encode())


def asked_again(one: Disclosed) -> tuple[set[str], set[DataClass]]:
    """The rules that open something of an entry's requests, and the classes they open."""
    policies = rules_of(one)
    assert policies.digest == one.digest
    assert follows(one, policies)
    again = [opened(request, policies) for request in one.facts]
    for request, found_again in zip(one.facts, again, strict=True):
        label = Label(data_class=request.data_class, origin=request.origin, protected=True)
        granted = isinstance(decide(request, policies), Grant)
        assert granted == (label in found_again.labels)
    rules = {name for found_again in again for name in found_again.rules}
    return rules, {data_class for found_again in again for data_class in found_again.classes}


@on_one_database
@pytest.mark.parametrize(
    "role", [Role.COUNSEL, Role.INSPECTOR, Role.JUVENILE_COORDINATOR, Role.CASE_MANAGER]
)
def test_a_look_that_was_granted_is_granted_again_from_its_entry_alone(filled, role):
    ana_, beto = the_two()
    of = beto if role is Role.JUVENILE_COORDINATOR else ana_
    if role is Role.CASE_MANAGER:
        _hand(filled, role, "assigned", of)
    show(filled, question(filled, role), of, CLOCK)
    one = disclosed()
    rules, classes = asked_again(one)
    assert rules == set(one.rules) != set()
    assert classes == set(one.classes)


def _hand(home, role: Role, nexus: str, of: str) -> None:
    privacy = asker(home, Role.PRIVACY_OFFICER).person
    days = {"begins": CLOCK.date(), "ends": CLOCK.date()}
    with transaction.atomic():
        people.add(
            "assignment",
            person=asker(home, role).person,
            nexus=nexus,
            child=of,
            budgeted=True,
            made_by=privacy,
            **days,
        )


@on_one_database
def test_a_list_that_was_granted_is_granted_again_for_each_of_its_requests(filled):
    for role in (Role.INSPECTOR, Role.JUVENILE_COORDINATOR):
        found(filled, Asked(asker=asker(filled, role)), CLOCK)
        one = disclosed()
        rules, classes = asked_again(one)
        assert one.facts
        assert rules == set(one.rules) != set(), role
        assert set(one.classes) <= classes


@on_one_database
@pytest.mark.parametrize("approved", ["Ana", "Beto"])
def test_a_list_opens_no_more_than_its_own_children_are_open_by(filled, approved):
    """An approval for Ana alone, who is not in the list, opens nothing of Beto, who is."""
    ana_, beto = the_two()
    provider, purpose = Role.POST_RELEASE_PROVIDER, Purpose.POST_RELEASE
    for one in (ana_, beto):
        _hand(filled, provider, "assigned", one)
    _approve(filled, provider, purpose, ana_ if approved == "Ana" else beto)
    asked = Asked(asker=asker(filled, provider), purpose=purpose, gap="nta-not-issued")
    assert {one.child for one in found(filled, asked, CLOCK).findings} == {beto}
    asked_again(disclosed())
    assert (DataClass.PLACEMENT in disclosed().classes) is (approved == "Beto")


def _approve(home, role: Role, purpose: Purpose, of: str) -> None:
    words = {"kind": "approved", "purpose": purpose, "authority": "made-up", "child": of}
    days = {"begins": CLOCK.date(), "ends": CLOCK.date()}
    person = asker(home, role).person
    with transaction.atomic():
        people.add("approval", person=person, made_by=person, **words, **days)


@on_one_database
def test_a_search_without_a_hit_is_granted_again_from_its_entry(filled):
    find(filled, asker(filled, Role.COUNSEL), None, "Nobody", CLOCK)
    one = disclosed()
    rules, _ = asked_again(one)
    assert rules == set(one.rules) != set()


@on_one_database
@pytest.mark.parametrize("of", ["a child", "nobody"])
def test_a_look_that_was_refused_is_refused_again_for_the_same_reason(filled, of):
    ana_, _ = the_two()
    with pytest.raises(LookRefused):
        look(filled, question(filled, Role.ERO_OFFICER), ana_ if of == "a child" else NOBODY, CLOCK)
    one = disclosed()
    assert asked_again(one) == (set(), set())
    [request] = one.facts
    again = opened(request, rules_of(one))
    assert again.why_not(None) == (one.rules, one.because)


# --- what is withheld, and what is refused ----------------------------------------------------

LOOKING = [Role.JUVENILE_COORDINATOR, Role.COUNSEL, Role.INSPECTOR, Role.FIELD_SPECIALIST]


@on_one_database
@pytest.mark.parametrize("role", LOOKING)
def test_what_is_withheld_is_the_same_whatever_the_childs_record_holds(filled, role):
    """Of Ana there is a release, an address and a sponsor; of Beto nothing but the way to HHS."""
    purpose = next(iter(_tied(filled, role)))
    both = [show(filled, question(filled, role, purpose=purpose), one, CLOCK) for one in the_two()]
    ana_, beto = both
    assert ana_.leave.withheld == beto.leave.withheld != ()
    assert ana_.leave.classes == beto.leave.classes
    assert list(ana_.shown) == list(beto.shown)
    assert (ana_.accounting is None) == (beto.accounting is None)


def _tied(home, role: Role) -> list[Purpose]:
    """A purpose for which both children are the role's work."""
    if role is Role.FIELD_SPECIALIST:
        for one in the_two():
            _hand(home, role, "assigned", one)
        return [Purpose.PLACEMENT]
    if role is Role.JUVENILE_COORDINATOR:
        return [Purpose.NTA_SERVICE]
    return [Purpose.REPRESENTATION if role is Role.COUNSEL else Purpose.OVERSIGHT]


@on_one_database
def test_a_child_of_others_and_a_number_never_given_are_refused_in_the_same_words(filled):
    """To every role, once all that it was given at its desk was ended."""
    ana_, _ = the_two()
    for role in Role:
        _end_all_work(filled, role)
    for place, role in enumerate(Role, start=1):
        of_others, of_nobody = (_words(filled, role, of) for of in (ana_, NOBODY))
        assert of_others == of_nobody, role
        assert (length(ana_), length(NOBODY)) == (place, 0)


def _words(home, role: Role, of: str) -> tuple[Any, ...]:
    """All that is told of a refusal: to the asker, and in the account."""
    with pytest.raises(LookRefused) as refused:
        look(home, question(home, role), of, CLOCK)
    one = disclosed()
    return str(refused.value), one.rules, one.because, one.purpose


def _end_all_work(home, role: Role) -> None:
    person, ends = asker(home, role).person, CLOCK.date()
    for row in models.Assignment.objects.filter(person=person):
        with transaction.atomic():
            people.add("ended", of=row.entry, on=ends, made_by=person)


@on_one_database
@pytest.mark.parametrize("role", [Role.JUVENILE_COORDINATOR, Role.OPLA_ATTORNEY])
def test_dhs_is_shown_what_is_so_now_and_of_no_other_day(filled, role):
    _, beto = the_two()
    for days in ({"on": CLOCK.date()}, {"known_at": CLOCK.date()}, {"past": True}):
        with pytest.raises(LookRefused, match="what is so now"):
            look(filled, question(filled, role, **days), beto, CLOCK)
    assert length(beto) == 3


@on_one_database
def test_what_is_shown_whole_or_not_at_all_is_refused_for_what_is_missing(filled):
    ana_, _ = the_two()
    sponsor = Label(data_class=DataClass.SPONSOR, origin=Origin.HHS, protected=False)
    say = question(filled, Role.JUVENILE_COORDINATOR, whole=frozenset({sponsor}))
    with pytest.raises(LookRefused):
        look(filled, say, ana_, CLOCK)
    leave = look(filled, question(filled, Role.COUNSEL, whole=frozenset({sponsor})), ana_, CLOCK)
    assert sponsor in leave.grant.labels


@on_one_database
def test_a_leave_is_for_one_look_at_this_child_by_this_person(filled):
    ana_, _ = the_two()
    leave = look(filled, question(filled, Role.COUNSEL), ana_, CLOCK)
    assert leave.grant.children == {ana_}
    assert leave.grant.person == asker(filled, Role.COUNSEL).person
    assert (
        json.loads(bytes(models.Entry.objects.get(pk=leave.grant.entry).body))["id"]
        == leave.grant.id
    )
    spend(leave.grant, CLOCK)
    with pytest.raises(GrantNotGood):
        spend(leave.grant, CLOCK)
