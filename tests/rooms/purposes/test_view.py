"""A view shows the granted values of a record and, of all others, not even that they are there."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.events import (
    AddressTold,
    Admitted,
    AnyEvent,
    Described,
    Discharged,
    Encountered,
    NoticeIssued,
    NoticeServed,
    Released,
    TotalTold,
)
from amparo.purposes import DataClass, Origin
from amparo.purposes.labels import Label
from amparo.purposes.view import lines
from amparo.record import Assertion, source_records
from amparo.words.addresses import AddressStatus
from amparo.words.untold import Untold
from tests.properties.told import LAST_DAY, told

LEARNED = date(2026, 1, 20)
EVERYTHING = frozenset(
    Label(data_class=data_class, origin=origin, protected=protected)
    for data_class in DataClass
    for origin in Origin
    for protected in (False, True)
)


def only(*classes: DataClass, **of: Any) -> frozenset[Label]:
    """The labels of some classes, of every origin or of ``origin``."""
    return frozenset(
        label
        for label in EVERYTHING
        if label.data_class in classes
        and label.origin is of.get("origin", label.origin)
        and not label.protected
    )


def told_by(agency: str, *events: AnyEvent, learned: date = LEARNED, sequence: int = 1):
    """One row of an agency about Ana, who is made up."""
    return Assertion(
        identity=f"{agency}:MU0001",
        learned_at=datetime.combine(learned, time(17), UTC),
        learned_on=learned,
        sequence=sequence,
        line=7,
        delivery="d" * 64,
        events=(Described(of=f"{agency}:MU0001", line=7, row=b"r", vault=b"who"), *events),
    )


def shown(*rows: Assertion, labels: frozenset[Label], vault: Any = None, on: date = LAST_DAY):
    return lines(source_records(rows), vault or {}, labels, on)


def says(found) -> dict[str, Any]:
    return {name: value for line in found for name, value in line.says.items()}


def event(kind: type, agency: str, day: date | None = date(2026, 1, 5), **fields: Any):
    return kind(of=f"{agency}:MU0001", line=7, happened_on=day, **fields)


FOUND = told_by("CBP", event(Encountered, "CBP", sector="Made-up Sector", demographic="FMUA"))
SERVED = told_by(
    "ICE",
    event(NoticeIssued, "ICE", component="ICE"),
    event(NoticeServed, "ICE", how="mail", address_status=AddressStatus.WITH_UNIT, vault=b"where"),
)
RELEASED = told_by(
    "ORR",
    event(Admitted, "ORR", program="Made-up Shelter 7"),
    event(Discharged, "ORR", how="Reunified (Individual Sponsor)"),
    event(Released, "ORR", relationship="Aunt", category="2", sponsor=b"token"),
    event(
        AddressTold, "ORR", status=AddressStatus.WITH_UNIT, state="TX", address=b"t", vault=b"home"
    ),
)
VAULT = {
    b"who": {"given_names": "Ana Lucía", "birth_date": "2010-02-03", "phone": "000-555-0100"},
    b"where": {"served_address": "1 Pretend Plaza"},
    b"home": {"address_line": "12 Invented St", "unit": "Apt 4", "zip": "00123"},
}
OF_SERVICE = {b"where": VAULT[b"where"]}
ROWS = (FOUND, SERVED, RELEASED)


# --- what is shown ----------------------------------------------------------------------------


def test_a_value_is_shown_with_its_class_its_day_and_who_told_it_when():
    [line] = shown(SERVED, labels=only(DataClass.LOCATION), vault=OF_SERVICE)
    assert line.data_class is DataClass.LOCATION
    assert line.says["served_address"] == "1 Pretend Plaza"
    assert (line.told_by, line.learned_on, line.line) == ("ICE:MU0001", LEARNED, 7)
    assert line.file == "d" * 12


def test_one_event_tells_of_several_classes_each_on_a_line_of_its_own():
    found = [line for line in shown(FOUND, labels=EVERYTHING) if line.event == "encountered"]
    assert {line.data_class: line.says for line in found} == {
        DataClass.COURT: {"sector": "Made-up Sector"},
        DataClass.HOUSEHOLD: {"demographic": "FMUA"},
    }


def test_that_something_happened_is_shown_though_nothing_more_is_said_of_it():
    bare = told_by("ICE", event(NoticeIssued, "ICE"))
    [line] = shown(bare, labels=only(DataClass.COURT))
    assert (line.event, line.on, line.says) == ("notice issued", date(2026, 1, 5), {})


def test_what_was_told_twice_stands_once_as_first_told():
    again = told_by("ICE", *SERVED.events[1:], learned=date(2026, 1, 25), sequence=2)
    once = shown(SERVED, labels=EVERYTHING, vault=VAULT)
    assert shown(again, SERVED, labels=EVERYTHING, vault=VAULT) == once
    assert {line.learned_on for line in once} == {LEARNED}


def test_what_was_told_otherwise_later_stands_beside_what_was_told_before():
    moved = told_by(
        "ICE",
        event(NoticeIssued, "ICE", date(2026, 1, 6), component="ICE"),
        learned=date(2026, 1, 25),
        sequence=2,
    )
    found = shown(SERVED, moved, labels=only(DataClass.COURT))
    issued = [line.on for line in found if line.event == "notice issued"]
    assert issued == [date(2026, 1, 5), date(2026, 1, 6)]


def test_what_is_true_only_later_is_not_shown_yet():
    assert shown(SERVED, labels=EVERYTHING, on=date(2026, 1, 4)) == []
    assert shown(SERVED, labels=only(DataClass.COURT), on=date(2026, 1, 5))


def test_what_has_no_day_is_true_from_the_day_it_was_learned():
    undated = told_by(
        "ICE", event(NoticeIssued, "ICE", None, undated=Untold.WITHHELD, component="ICE")
    )
    before = date.fromordinal(LEARNED.toordinal() - 1)
    assert shown(undated, labels=only(DataClass.COURT), on=before) == []
    [line] = shown(undated, labels=only(DataClass.COURT), on=LEARNED)
    assert (line.on, line.says) == (None, {"component": "ICE"})


def test_lines_stand_by_the_day_they_were_true():
    days = [line.on or line.learned_on for line in shown(*ROWS, labels=EVERYTHING, vault=VAULT)]
    assert days == sorted(days)


# --- what is not ------------------------------------------------------------------------------


def test_no_keyed_token_commitment_or_row_number_is_ever_shown():
    found = shown(*ROWS, labels=EVERYTHING, vault=VAULT)
    assert not says(found).keys() & {
        "sponsor",
        "address",
        "row",
        "vault",
        "untold",
        "repairs",
        "of",
    }
    assert not [value for value in says(found).values() if isinstance(value, bytes)]


def test_to_whom_nothing_is_opened_there_is_nothing():
    assert shown(*ROWS, labels=frozenset(), vault=VAULT) == []


@pytest.mark.parametrize("data_class", DataClass)
def test_one_opened_class_brings_no_other(data_class):
    found = shown(*ROWS, labels=only(data_class), vault=VAULT)
    assert {line.data_class for line in found} <= {data_class}


def test_a_value_withheld_leaves_no_trace():
    """The same view as if it had never been told."""
    spoken = told_by("CBP", event(Encountered, "CBP", sector="Made-up Sector"))
    for labels in (only(DataClass.COURT), only(DataClass.IDENTITY), only(DataClass.LOCATION)):
        assert shown(FOUND, labels=labels) == shown(spoken, labels=labels)


def test_another_agencys_values_leave_no_trace():
    of_dhs = only(*DataClass, origin=Origin.DHS_SUPPLIED)
    assert shown(*ROWS, labels=of_dhs, vault=VAULT) == shown(
        FOUND, SERVED, labels=of_dhs, vault=VAULT
    )
    words = str(shown(*ROWS, labels=of_dhs, vault=VAULT))
    assert not [word for word in ("12 Invented", "Apt 4", "Aunt", "Shelter", "TX") if word in words]


def test_the_day_of_an_event_is_shown_only_with_its_own_class():
    """The day of service is a court fact; the address served at is not."""
    [line] = shown(SERVED, labels=only(DataClass.LOCATION), vault=OF_SERVICE)
    assert (line.event, line.on) == ("notice served", None)
    both = shown(SERVED, labels=only(DataClass.LOCATION, DataClass.COURT), vault=VAULT)
    assert {line.on for line in both if line.event == "notice served"} == {date(2026, 1, 5)}


def test_what_the_vault_did_not_open_is_not_shown():
    assert "given_names" not in says(shown(FOUND, labels=EVERYTHING))
    assert says(shown(FOUND, labels=EVERYTHING, vault=VAULT))["given_names"] == "Ana Lucía"


def test_relief_is_shown_only_where_the_protected_is_opened():
    relief = told_by("ORR", event(Discharged, "ORR", how="Immigration Relief Granted"))
    assert shown(relief, labels=only(DataClass.PLACEMENT)) == []
    assert "Immigration Relief Granted" in str(shown(relief, labels=EVERYTHING))


def test_a_published_count_is_in_no_childs_record():
    year = {"period_from": date(2025, 1, 1), "period_to": date(2025, 12, 31)}
    total = event(TotalTold, "ORR", measure="discharged", value=12, **year)
    assert shown(told_by("ORR", total), labels=EVERYTHING) == shown(
        told_by("ORR"), labels=EVERYTHING
    )


@given(told(), st.frozensets(st.sampled_from(sorted(EVERYTHING, key=str))))
def test_fewer_labels_never_show_more(rows, labels):
    everything = lines(source_records(rows.assertions), {}, EVERYTHING, LAST_DAY)
    found = lines(source_records(rows.assertions), {}, labels, LAST_DAY)
    assert {(line.data_class, line.event, line.told_by) for line in found} <= {
        (line.data_class, line.event, line.told_by) for line in everything
    }
    classes = {label.data_class for label in labels}
    assert {line.data_class for line in found} <= classes
