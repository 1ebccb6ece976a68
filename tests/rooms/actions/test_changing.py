"""Every change stands in the ledger as it was made, and what is refused does too."""

from contextlib import contextmanager

import pytest
from django.db import OperationalError

from amparo.actions import appointing, assigning, roster, signing_in
from amparo.actions.changing import ChangeRefused, NotRecorded
from amparo.actions.ledger import verify
from amparo.purposes import Nexus
from amparo.store import people, sealing
from amparo.words.agencies import Role
from tests.rooms.actions.changes import (
    NEXT_YEAR,
    SOME_CHILD,
    TODAY,
    appoint,
    approve,
    assign,
    entries,
    person,
    told_since,
)


def test_every_change_stands_in_the_ledger_as_it_was_made(as_):
    before = len(entries())
    appointing.add(as_(), "ana", "ana-os")
    appoint(as_(), "ana")
    appointing.train(as_(), "ana", NEXT_YEAR)
    assign(as_(), "ana", Nexus.REPRESENTATION)
    agreed = approve(as_())
    signing_in.give_token(as_("counsel"), 3)
    assigning.end(as_(), agreed.entry)
    told = told_since(before)
    kinds = ["person", "appointment", "training", "assignment", "approval", "token", "ended"]
    assert [one["entry"] for one in told] == kinds
    by = [Role.OPERATOR] * 3 + [Role.PRIVACY_OFFICER] * 2 + [Role.COUNSEL, Role.PRIVACY_OFFICER]
    assert [one["made_by"] for one in told] == [person(role) for role in by]
    assert told[0]["os_user"] == "ana-os"
    assert told[3]["child"] == told[4]["child"] == SOME_CHILD
    assert told[6]["of"] == agreed.entry
    assert verify(as_().home).ok


def test_what_was_typed_is_in_no_refusal_of_the_ledger(as_):
    for slug in ("Rosa Inventada", "rosa-inventada"):
        with pytest.raises(ChangeRefused):
            appointing.add(as_("inspector"), slug, "rosa-inventada")
        with pytest.raises(ChangeRefused):
            assign(as_(), slug, child="rosa-inventada")
    assert "osa" not in str([one for one in entries() if one["entry"] == "refused"])


@pytest.mark.parametrize("fails", ["enter", "sequence"])
def test_where_the_ledger_cannot_be_written_it_is_not_said_that_anything_was_done(
    as_, monkeypatch, fails
):
    roster.everybody(as_())

    def full(*_arguments: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(sealing, fails, full)
    with pytest.raises(NotRecorded, match=r"could not be written \(OperationalError\)"):
        appointing.add(as_(), "ana", None)
    with pytest.raises(NotRecorded, match=r"could not be written \(OperationalError\)"):
        appoint(as_("inspector"))
    if fails == "enter":
        assert people.by_slug("ana") is None


def test_a_role_that_is_ended_while_a_change_waits_for_its_turn_changes_nothing(as_, monkeypatch):
    others, taken = people.changing, iter([True])

    @contextmanager
    def after_another():
        if next(taken, False):  # first comes whoever ends the operator's role
            with others():
                [role] = people.standing("appointment", person("operator"))
                people.add("ended", of=role.entry, on=TODAY, made_by=person("operator"))
        with others():
            yield

    monkeypatch.setattr(people, "changing", after_another)
    with pytest.raises(ChangeRefused, match="out of date"):
        appointing.add(as_(), "ana", None)
    assert people.by_slug("ana") is None
