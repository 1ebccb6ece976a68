"""Who is one child is ruled by people where anybody was told, and every ruling can be undone."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from amparo.actions import joining, match_review, match_run
from amparo.actions.asking import LookRefused, Question
from amparo.actions.changing import ChangeRefused
from amparo.actions.doing import Doing, do
from amparo.actions.duties import duties
from amparo.actions.expunge import expunge
from amparo.actions.ingest import ingest, settle
from amparo.actions.ledger import verify
from amparo.actions.lists import Asked, found
from amparo.actions.match_asking import move, propose
from amparo.actions.match_ruling import Acting, look_at_all_of, rule, unmerge
from amparo.actions.match_says import Says
from amparo.actions.people import who_asks
from amparo.actions.rebuild import rebuild
from amparo.actions.sending import send
from amparo.actions.show import show
from amparo.duties.act import Deed
from amparo.identity.clustering import Reason
from amparo.purposes import Action, Purpose
from amparo.store import children, identities, models, reviews
from amparo.words.agencies import Role
from tests.rooms.feeds.deliveries import ana, deliver, table

CLOCK = datetime(2026, 11, 20, 15, tzinfo=UTC)
FIRST, THEN = datetime(2024, 3, 5, 12, tzinfo=UTC), datetime(2024, 4, 5, 12, tzinfo=UTC)
WHY = "The birth certificate says so"
OTHER_NUMBER = {"a_number": "A990-000-007"}


on_one_database = pytest.mark.parametrize("home", ["sqlite"], indirect=True)
"""For what follows from the rules; where it is kept, the others ask of both databases."""


def told(home, folder, feed, at=FIRST, **cells):
    folder.mkdir(exist_ok=True)
    sequence = len(list(folder.iterdir())) + 1
    text = table(feed, ana(feed, **cells))
    made = deliver(folder, text, feed=feed, received_at=at, sequence=sequence)
    ingest(home, made, CLOCK)
    settle(home, CLOCK)


@pytest.fixture
def two(home, tmp_path):
    """Ana as CBP tells of her and as ORR does, under two numbers: nothing joins them yet."""
    told(home, tmp_path / "out", "referrals")
    told(home, tmp_path / "out", "placements", **OTHER_NUMBER)
    return home


@pytest.fixture
def join(two, tmp_path):
    """ORR puts its number right, and with that a rule joins the two."""
    return lambda: told(two, tmp_path / "out", "placements", THEN)


def as_(home, role=Role.FIELD_SPECIALIST):
    return Acting(home, who_asks(home, CLOCK, None, role), CLOCK)


def child(agency):
    identity = models.Identity.objects.get(name__startswith=f"{agency}:MU").pk
    return children.memberships([identity]).get(identity)


def both():
    return child("CBP"), child("ORR")


def look(home, number, role=Role.COUNSEL):
    acting = as_(home, role)
    question = Question(asker=acting.asker, command="children show", action=Action.READ)
    return show(home, question, number, CLOCK)


def look_at_both(home):
    cbp, orr = both()
    look(home, cbp)
    look(home, orr, Role.CHILD_ADVOCATE)
    return cbp, orr


def memberships():
    rows = models.Membership.objects.filter(known_to=None).order_by("identity")
    return list(rows.values_list("identity", "child"))


def entries(kind):
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM store_entry ORDER BY id")
        return [body for (body,) in cursor.fetchall() if kind in bytes(body)]


def the_review():
    [item] = reviews.waiting()
    return item.number


def ruled(home, says, role=Role.FIELD_SPECIALIST, number=None):
    number = number or the_review()
    match_review.beside(as_(home, role), number)
    return rule(as_(home, role), number, says, WHY)


def agreed(home, says):
    number = the_review()
    assert ruled(home, says, number=number).waits_for is not None
    return ruled(home, says, Role.CASE_MANAGER, number)


def asked_of_both():
    """A review of two children that nobody was shown."""
    cbp, orr = (
        models.Identity.objects.get(name__startswith=f"{one}:").pk for one in ("CBP", "ORR")
    )
    return reviews.open_review(((cbp,), (orr,)), Reason.GREY, date(2024, 3, 5))


# --- what no machine may do -------------------------------------------------------------------


@on_one_database
def test_a_rule_joins_two_children_that_nobody_was_shown(two, join):
    assert len(set(both())) == 2
    join()
    assert len(set(both())) == 1
    assert len(entries(b'"change":"merge"')) == 1
    assert verify(two).ok


@on_one_database
def test_a_rule_attaches_a_child_nobody_was_shown_to_one_that_was(two, join):
    _, orr = both()
    look(two, orr)
    join()
    assert both() == (orr, orr)
    assert reviews.waiting() == []


def test_two_children_that_were_shown_stay_two_and_a_person_is_asked(two, join):
    before = look_at_both(two)
    join()
    assert both() == before
    [item] = reviews.waiting()
    assert item.why == Reason.SHOWN_AS_TWO
    join()
    assert len(reviews.waiting()) == 1
    assert verify(two).ok


@on_one_database
def test_an_audit_or_a_list_shows_nobody_so_that_nothing_moves_any_more(two, join):
    cbp, orr = both()
    for one in (cbp, orr):
        look(two, one, Role.INSPECTOR)
    found(two, Asked(asker=as_(two, Role.COUNSEL).asker), CLOCK)
    join()
    assert len(set(both())) == 1


def test_children_shown_while_it_is_worked_out_that_they_are_one_stay_two(two, join, monkeypatch):
    before = both()
    looked: list[object] = []

    def worked_out(*given):
        found = joining.join(*given)
        if not looked:
            looked.append(look_at_both(two))
        return found

    monkeypatch.setattr("amparo.actions.derive.join", worked_out)
    join()
    assert looked == [before] == [both()]
    assert [one.why for one in reviews.waiting()] == [Reason.SHOWN_AS_TWO]


@on_one_database
def test_a_look_to_correct_something_else_shows_a_child_as_any_other_does(two, join):
    cbp, orr = before = both()
    asks = as_(two)
    for one in before:
        asked = Question(
            asker=asks.asker,
            command="children show",
            action=Action.READ,
            purpose=Purpose.CORRECTION,
        )
        show(two, asked, one, CLOCK)
    join()
    assert both() == (cbp, orr)


# --- a person rules ----------------------------------------------------------------------------


@on_one_database
def test_of_children_nobody_was_shown_one_person_rules(two):
    asked_of_both()
    cbp, orr = both()
    assert ruled(two, Says.SAME).waits_for is None
    assert len(set(both())) == 1
    assert {children.now(cbp), children.now(orr)} == set(both())
    assert reviews.waiting() == []
    assert verify(two).ok


@on_one_database
def test_of_children_that_were_shown_a_second_person_confirms(two, join):
    cbp, orr = look_at_both(two)
    join()
    number = the_review()
    first = ruled(two, Says.SAME)
    assert (first.waits_for is None, both()) == (False, (cbp, orr))
    with pytest.raises(ChangeRefused, match="second person"):
        ruled(two, Says.SAME)
    assert ruled(two, Says.SAME, Role.CASE_MANAGER, number).children == (child("CBP"),)
    assert len(set(both())) == 1


@on_one_database
def test_a_second_person_confirms_only_what_the_first_one_saw_too(two, join, tmp_path):
    look_at_both(two)
    join()
    number = the_review()
    assert ruled(two, Says.SAME).waits_for is not None
    told(two, tmp_path / "out", "notices", THEN)  # a record that only the second one looks at
    later = ruled(two, Says.SAME, Role.CASE_MANAGER, number)
    assert later.waits_for is not None
    assert len(set(both())) == 2
    assert ruled(two, Says.SAME, number=number).waits_for is None
    assert len(set(both())) == 1


@on_one_database
def test_a_person_who_says_not_the_same_is_not_asked_again(two, join):
    before = look_at_both(two)
    join()
    agreed(two, Says.NOT_SAME)
    join()
    assert both() == before
    assert reviews.waiting() == []


@on_one_database
def test_who_needs_a_document_leaves_the_review_open(two):
    number = asked_of_both()
    assert ruled(two, Says.NEED_DOCUMENT).waits_for == "a document"
    assert the_review() == number
    [said] = match_review.beside(as_(two), number).said
    assert (said.who, said.because) == ("field-specialist", WHY)


@on_one_database
@pytest.mark.parametrize("role", [Role.JUVENILE_COORDINATOR, Role.OPLA_ATTORNEY, Role.INSPECTOR])
def test_nobody_else_sees_or_rules(two, role):
    number = asked_of_both()
    for asks in (
        lambda: match_review.beside(as_(two, role), number),
        lambda: rule(as_(two, role), number, Says.SAME, WHY),
        lambda: unmerge(as_(two, role), child("CBP"), WHY),
    ):
        with pytest.raises(LookRefused):
            asks()
    assert len(set(both())) == 2


@on_one_database
def test_whoever_rules_has_looked_since_the_records_last_changed(two, tmp_path):
    number = asked_of_both()
    with pytest.raises(ChangeRefused, match="Look at it first"):
        rule(as_(two), number, Says.SAME, WHY)
    match_review.beside(as_(two), number)
    told(two, tmp_path / "out", "notices", THEN)
    with pytest.raises(ChangeRefused, match="changed meanwhile"):
        rule(as_(two), number, Says.SAME, WHY)
    ruled(two, Says.SAME)
    with pytest.raises(ChangeRefused, match="answered meanwhile"):
        rule(as_(two), number, Says.SAME, WHY)


@on_one_database
def test_a_ruling_changes_nothing_of_what_was_known_before_it(two, tmp_path):
    told(two, tmp_path / "out", "notices", THEN, **OTHER_NUMBER)
    before = _known(two, THEN.date() - timedelta(days=1))
    asked_of_both()
    ruled(two, Says.SAME)
    assert _known(two, THEN.date() - timedelta(days=1)) == before


def _known(home, day):
    asked = Asked(asker=as_(home, Role.INSPECTOR).asker, known_at=day, on=day)
    return {(one.finding, one.since, one.found_at) for one in found(home, asked, CLOCK).findings}


def test_findings_and_duties_outlive_a_merge_and_its_undoing_with_their_clocks(two):
    asked_of_both()
    days = FIRST.date(), CLOCK.date()
    before, told_before = [_known(two, day) for day in days], _told()
    ruled(two, Says.SAME)
    assert all(before)
    assert told_before
    once = Counter(finding for finding, _, _ in _known(two, CLOCK.date()))
    assert set(once.values()) == {1}
    for role in (Role.FIELD_SPECIALIST, Role.CASE_MANAGER):
        unmerge(as_(two, role), child("CBP"), WHY)
    assert [_known(two, day) for day in days] == before
    assert _told() == told_before


def test_what_was_done_to_a_duty_outlives_a_merge_and_its_undoing(two):
    """Whoever has it keeps it, it is there once, and its history has no more deeds than before."""
    asked_of_both()
    taker = who_asks(two, CLOCK, None, Role.JUVENILE_COORDINATOR)
    asked = Asked(asker=taker)
    (name,) = (one.duty.duty for one in duties(two, asked, CLOCK).duties)
    do(two, taker, Doing(deed=Deed.TAKE, duty=name), CLOCK)
    before = _stands(two, asked, name)
    assert before == [(str(Role.JUVENILE_COORDINATOR), 1)]
    ruled(two, Says.SAME)
    assert _stands(two, asked, name) == before
    for role in (Role.FIELD_SPECIALIST, Role.CASE_MANAGER):
        unmerge(as_(two, role), child("CBP"), WHY)
    assert _stands(two, asked, name) == before


def _stands(home, asked, name):
    """Who has the duty, and its version, as often as it is listed."""
    listed = duties(home, asked, CLOCK).duties
    return [(one.holder, one.standing.version) for one in listed if one.duty.duty == name]


def _told():
    """What each desk is told, or is to be told next, of each duty, and from which day."""
    columns = ("gap", "anchor", "role", "kind", "nth", "wakes_on", "state")
    return sorted(models.Message.objects.values_list(*columns))


# --- and it is undone --------------------------------------------------------------------------


def test_undoing_a_merge_gives_back_memberships_and_numbers(two):
    asked_of_both()
    before, numbers = memberships(), both()
    ruled(two, Says.SAME)
    merged = child("CBP")
    gone = next(one for one in numbers if one != merged)
    assert children.now(gone) == merged
    assert unmerge(as_(two), merged, WHY).waits_for is not None  # a person ruled: two part
    parted = unmerge(as_(two, Role.CASE_MANAGER), merged, WHY)
    assert memberships() == before
    assert set(parted.children) == set(numbers)
    assert children.now(gone) == gone
    assert verify(two).ok


@on_one_database
def test_a_number_leads_on_a_day_where_it_led_on_that_day(join):
    cbp, orr = both()
    join()
    merged = child("CBP")
    gone = cbp if merged == orr else orr
    assert children.at(gone, FIRST.date()) == gone
    assert children.at(gone, THEN.date()) == children.now(gone) == merged


@on_one_database
def test_who_was_shown_two_children_as_one_is_told_when_they_are_parted(two, join):
    join()
    look(two, child("CBP"))
    assert unmerge(as_(two), child("CBP"), WHY).waits_for is not None
    parted = unmerge(as_(two, Role.CASE_MANAGER), child("CBP"), WHY)
    assert [one.who for one in parted.to_tell] == ["counsel"]
    assert len(set(both())) == 2
    join()
    assert len(set(both())) == 2


def test_each_desk_that_was_shown_two_as_one_is_sent_a_message_and_dhs_none_of_hhs_s_record(
    two, join
):
    """Ids and kinds only; counsel sits at no agency's desk, and is named to whoever rules."""
    join()
    for role in (Role.COUNSEL, Role.JUVENILE_COORDINATOR, Role.CASE_MANAGER, Role.CASE_MANAGER):
        look(two, child("CBP"), role)
    unmerge(as_(two), child("CBP"), WHY)
    parted = unmerge(as_(two, Role.CASE_MANAGER), child("CBP"), WHY)
    told = {one.who: one.by_message for one in parted.to_tell}
    assert told == {"counsel": False, "juvenile-coordinator": False, "case-manager": True}
    (message,) = _recalled(two)
    (own,) = [one for one in parted.to_tell if one.who == "case-manager"]
    assert message["subject"] == str(own.look)
    assert message["data"] == {"entry": str(own.look), "purpose": own.purpose}
    assert verify(two).ok


@on_one_database
def test_dhs_is_told_once_for_each_purpose_where_what_it_was_shown_itself_was_two_children_s(
    two, tmp_path
):
    told(two, tmp_path / "out", "notices", THEN)
    name = models.Identity.objects.get(name__startswith="ICE:").name
    for _ in range(2):
        look(two, child("CBP"), Role.JUVENILE_COORDINATOR)
    unmerge(as_(two), child("CBP"), WHY, [name])
    parted = unmerge(as_(two, Role.CASE_MANAGER), child("CBP"), WHY, [name])
    assert [(one.who, one.by_message) for one in parted.to_tell] == [("juvenile-coordinator", True)]
    (message,) = _recalled(two)
    assert set(message["data"]) == {"entry", "purpose"}
    assert two.outbox.glob("ICE/juvenile-coordinator/*.json")


def _recalled(home):
    """The messages sent that a record shown was two children's."""
    send(home, CLOCK, THEN.date())
    sent = [json.loads(one.read_bytes()) for one in home.outbox.glob("*/*/*.json")]
    return [one for one in sent if one["type"] == "amparo.record.corrected.v1"]


@on_one_database
def test_both_accounts_keep_what_was_seen_of_the_two_as_one(two, join):
    join()
    look(two, child("CBP"))
    unmerge(as_(two), child("CBP"), WHY)
    unmerge(as_(two, Role.CASE_MANAGER), child("CBP"), WHY)
    for one in both():
        looked = look(two, one).accounting or []
        assert "children show" in [each.command for each in looked if each.entry < looked[-1].entry]


@on_one_database
def test_a_look_is_in_the_account_of_whosever_record_was_looked_at_and_of_nobody_else(two, moving):
    """The notice was CBP's child's while *both* was looked at, and ORR's after it was moved."""
    cbp, orr = both()
    looks = {"cbp, both": look(two, cbp), "orr, before": look(two, orr, Role.CHILD_ADVOCATE)}
    move(as_(two), moving, orr, WHY)
    agreed(two, Says.MOVE)
    looks |= {"cbp, after": look(two, cbp), "orr, after": look(two, orr, Role.CHILD_ADVOCATE)}
    entry = {name: one.leave.grant.entry for name, one in looks.items()}
    assert _accounted(two, cbp) & {*entry.values()} == {entry["cbp, both"], entry["cbp, after"]}
    assert _accounted(two, orr) & {*entry.values()} == {
        *(entry["orr, before"], entry["orr, after"], entry["cbp, both"])
    }


def _accounted(home, number):
    """The entries in a child's account, as its counsel reads it."""
    return {one.entry for one in look(home, number).accounting}


@on_one_database
def test_a_number_leads_where_its_record_is_and_its_looks_with_it(two, tmp_path):
    """The notice stood alone at first, was looked at, was joined to CBP's child and then moved."""
    told(two, tmp_path / "out", "notices", a_number="A990-000-008", given_names="Luz")
    (_, orr), alone = both(), child("ICE")
    entry = look(two, alone).leave.grant.entry
    told(two, tmp_path / "out", "notices", THEN)
    merged = child("CBP")
    assert merged == child("ICE") == children.now(alone)
    name = next(one for one in identities.names(dict(memberships())).values() if "ICE" in one)
    move(as_(two), name, orr, WHY)
    agreed(two, Says.MOVE)
    assert children.now(alone) == child("ICE")
    assert entry in _accounted(two, child("ORR"))
    assert entry not in _accounted(two, child("CBP"))
    assert verify(two).ok


@on_one_database
def test_a_single_record_is_taken_out(two, join, tmp_path):
    told(two, tmp_path / "out", "notices", THEN)
    join()
    whole = child("CBP")
    [out] = [one for one in identities.names(dict(memberships())).values() if "ICE" in one]
    unmerge(as_(two), whole, WHY, [out])
    assert (child("CBP"), child("ORR")) == (whole, whole)
    assert child("ICE") not in {whole, None}
    with pytest.raises(ChangeRefused, match="no record of this child"):
        unmerge(as_(two), whole, WHY, ["ICE:nobody"])


# --- a person asks -----------------------------------------------------------------------------


def test_two_children_whom_a_person_holds_for_one_are_joined_and_parted_again(two):
    before, (cbp, orr) = memberships(), both()
    opened = propose(as_(two), cbp, orr, WHY)
    assert memberships() == before
    assert propose(as_(two), cbp, orr, WHY).review == opened.review
    with pytest.raises(ChangeRefused, match="Look at it first"):
        rule(as_(two), opened.review, Says.SAME, WHY)
    sealed = len(entries(b'"decision":"same"'))
    ruled(two, Says.SAME)
    assert len(entries(b'"decision":"same"')) == sealed + 1
    assert len(set(both())) == 1
    with pytest.raises(ChangeRefused, match="one child already"):
        propose(as_(two), cbp, orr, WHY)
    for role in (Role.FIELD_SPECIALIST, Role.CASE_MANAGER):
        unmerge(as_(two, role), child("CBP"), WHY)
    assert memberships() == before
    assert verify(two).ok


@on_one_database
def test_whoever_asks_for_two_shown_children_to_be_one_does_not_join_them_alone(two):
    cbp, orr = before = look_at_both(two)
    propose(as_(two), cbp, orr, WHY)
    assert ruled(two, Says.SAME).waits_for is not None
    assert both() == before
    ruled(two, Says.SAME, Role.CASE_MANAGER)
    assert len(set(both())) == 1


@pytest.fixture
def moving(two, tmp_path):
    """The notices' record of Ana, joined to CBP's of her by number, said to be ORR's child's."""
    told(two, tmp_path / "out", "notices", THEN)
    return next(one for one in identities.names(dict(memberships())).values() if "ICE" in one)


def test_a_record_is_moved_to_another_child_and_back(two, moving):
    before, (cbp, orr) = memberships(), both()
    look(two, cbp)
    for there, of_the_first in ((orr, {"counsel"}), (cbp, set())):
        opened = move(as_(two), moving, there, WHY)
        assert opened.children == (child("ICE"), there)
        assert ruled(two, Says.MOVE).waits_for is not None
        told_of = ruled(two, Says.MOVE, Role.CASE_MANAGER).to_tell
        assert {one.who for one in told_of} == of_the_first
        assert (child("ICE"), *both()) == (there, cbp, orr)
    assert memberships() == before
    assert verify(two).ok


@on_one_database
def test_a_record_that_stays_is_not_drawn_over_by_what_is_told_later(two, moving, join):
    cbp, orr = look_at_both(two)
    move(as_(two), moving, orr, WHY)
    with pytest.raises(ChangeRefused, match="move, stay"):
        ruled(two, Says.SIBLINGS)
    agreed(two, Says.STAY)
    join()
    match_run.run(two, as_(two, Role.OPERATOR).asker, CLOCK)
    assert (child("ICE"), *both()) == (cbp, cbp, orr)


@on_one_database
def test_what_cannot_be_moved_is_told_why(two, moving):
    cbp, orr = both()
    for record, there, why in (
        (moving, cbp, "of that child already"),
        (identities.names([_identity("ORR")]).popitem()[1], cbp, "only record of its child"),
    ):
        with pytest.raises(ChangeRefused, match=why):
            move(as_(two), record, there, WHY)
    with pytest.raises(LookRefused):
        move(as_(two), "ICE:nobody", orr, WHY)
    with pytest.raises(LookRefused):
        move(as_(two, Role.JUVENILE_COORDINATOR), moving, orr, WHY)
    assert reviews.waiting() == []


@on_one_database
@pytest.mark.parametrize("what", ["children", "record"])
def test_whoever_asks_of_what_was_ruled_in_the_same_moment_is_told_so(
    two, moving, monkeypatch, what
):
    cbp, orr = both()

    def overtaken(*asked):
        found = look_at_all_of(*asked)
        monkeypatch.undo()
        asked_of_both()
        ruled(two, Says.SAME)
        return found

    monkeypatch.setattr("amparo.actions.match_asking.look_at_all_of", overtaken)
    asking = {"children": (propose, cbp), "record": (move, moving)}
    ask, first = asking[what]
    with pytest.raises(ChangeRefused, match="meanwhile"):
        ask(as_(two), first, orr, WHY)
    assert reviews.waiting() == []


def _identity(agency):
    return models.Identity.objects.get(name__startswith=f"{agency}:MU").pk


# --- the model ---------------------------------------------------------------------------------


@on_one_database
def test_the_model_joins_what_no_number_does_once_and_says_so(two):
    operator = as_(two, Role.OPERATOR).asker
    ran = match_run.run(two, operator, CLOCK)
    assert (ran.joined, len(set(both()))) == (1, 1)
    assert match_run.run(two, operator, CLOCK).joined == 0
    assert len(entries(b'"model_digest"')) == 1
    assert verify(two).ok


def test_the_model_moves_nobody_who_was_shown(two):
    before = look_at_both(two)
    ran = match_run.run(two, as_(two, Role.OPERATOR).asker, CLOCK)
    assert (ran.joined, ran.reviews_opened, both()) == (0, 1, before)
    assert match_run.run(two, as_(two, Role.OPERATOR).asker, CLOCK).reviews_opened == 0


@on_one_database
def test_what_a_person_parted_no_model_joins(two):
    asked_of_both()
    ruled(two, Says.SIBLINGS)
    ran = match_run.run(two, as_(two, Role.OPERATOR).asker, CLOCK)
    assert (ran.joined, ran.reviews_opened, len(set(both()))) == (0, 0, 2)


@on_one_database
def test_an_explanation_names_each_field_and_its_bits(two):
    cbp, orr = sorted(identities.names(dict(memberships())).values())
    told_of = match_review.explain(as_(two), cbp, orr)
    assert told_of.bits > 0
    of_fields = sum(one.bits for one in told_of.compared)
    assert told_of.bits == pytest.approx(told_of.prior + of_fields, abs=0.02)
    assert {"given", "surnames"} <= {one.field for one in told_of.compared}
    assert "two children" in told_of.stands


def test_what_a_small_delivery_tells_later_is_weighed_as_it_comes(home, tmp_path):
    told(home, tmp_path / "out", "referrals")
    operator = as_(home, Role.OPERATOR).asker
    match_run.run(home, operator, CLOCK)
    told(home, tmp_path / "out", "placements", **OTHER_NUMBER)
    assert len(set(both())) == 1
    assert match_run.run(home, operator, CLOCK, only_new=True).records == 0
    assert match_run.run(home, operator, CLOCK).joined == 0
    assert verify(home).ok


@pytest.mark.parametrize("again", [False, True], ids=["all", "only what is new"])
@on_one_database
def test_what_a_large_delivery_tells_waits_for_the_next_run(home, tmp_path, monkeypatch, again):
    monkeypatch.setattr("amparo.actions.ingest.WEIGHED_AS_IT_COMES", 0)
    told(home, tmp_path / "out", "referrals")
    operator = as_(home, Role.OPERATOR).asker
    match_run.run(home, operator, CLOCK)
    told(home, tmp_path / "out", "placements", **OTHER_NUMBER)
    assert len(set(both())) == 2
    assert match_run.run(home, operator, CLOCK, only_new=again).joined == 1
    assert len(set(both())) == 1
    assert match_run.run(home, operator, CLOCK, only_new=True).records == 0


@on_one_database
@pytest.mark.usefixtures("two")
def test_nothing_is_weighed_before_the_operator_had_all_weighed_once():
    assert len(set(both())) == 2
    assert not models.MatchKey.objects.exists()


@on_one_database
def test_what_comes_of_a_child_that_was_shown_opens_a_review_as_it_comes(home, tmp_path):
    told(home, tmp_path / "out", "referrals")
    match_run.run(home, as_(home, Role.OPERATOR).asker, CLOCK)
    with pytest.MonkeyPatch.context() as waiting:
        waiting.setattr("amparo.actions.ingest.WEIGHED_AS_IT_COMES", 0)
        told(home, tmp_path / "out", "placements", **OTHER_NUMBER)
        before = look_at_both(home)
    told(home, tmp_path / "out", "placements", THEN, **OTHER_NUMBER)
    assert both() == before
    assert [one.why for one in reviews.waiting()] == [Reason.SHOWN_AS_TWO]


@on_one_database
def test_three_rows_that_one_agency_gave_alike_are_joined_to_nobody_as_they_come(home, tmp_path):
    told(home, tmp_path / "out", "referrals")
    match_run.run(home, as_(home, Role.OPERATOR).asker, CLOCK)
    for number in range(3):
        key = {"uc_path_id": f"MU900{number}", "a_number": f"A990-000-00{number + 2}"}
        told(home, tmp_path / "out", "placements", **key)
    now = memberships()
    assert len({one for _, one in now}) == len(now) == 4


@on_one_database
def test_the_keys_of_a_record_go_with_its_key(two):
    match_run.run(two, as_(two, Role.OPERATOR).asker, CLOCK)
    cbp = models.Identity.objects.get(name__startswith="CBP:")
    assert models.MatchKey.objects.filter(identity=cbp.pk).exists()
    expunge(two, as_(two, Role.OPERATOR).asker, cbp.name, "made-up order 1", CLOCK)
    assert not models.MatchKey.objects.filter(identity=cbp.pk).exists()
    assert len(set(both())) == 1


# --- in another home ---------------------------------------------------------------------------


@on_one_database
def test_a_home_made_again_rules_as_the_old_one_did(two, tmp_path):
    asked_of_both()
    ruled(two, Says.SAME)
    again = rebuild(two, as_(two, Role.OPERATOR).asker, tmp_path / "again", CLOCK)
    assert again.same
    assert len(set(both())) == 1


@on_one_database
def test_what_waits_for_a_person_waits_in_a_home_made_again(two, join, tmp_path):
    look_at_both(two)
    join()
    assert rebuild(two, as_(two, Role.OPERATOR).asker, tmp_path / "again", CLOCK).same
    assert len(reviews.waiting()) == 1
    assert len(set(both())) == 2
