"""Where a released child can best be written to, by what was told, proposed, said and delivered."""

from datetime import date
from typing import Any

from amparo.events import AddressProposed
from amparo.record import fold
from amparo.record.residence import evidence, residence
from tests.spec.timeline import child, records

TODAY = date(2026, 6, 1)
RELEASED = "2026-01-06  ORR  released to Rosa at 9 Alder St, TX 00123"
MOVED = "2026-02-10  ORR  told by the sponsor of 7 Elm St, TX 00456"


def best(*lines: str, today: date = TODAY) -> Any:
    return residence(fold(records(child("\n".join(lines)))), today)


def on(*lines: str, today: date = TODAY) -> str | None:
    found = best(*lines, today=today)
    return str(found.told.on) if found else None


def test_what_was_told_last_is_written_to_and_what_was_proposed_later_before_it():
    assert on(RELEASED) == "2026-01-06"
    assert on(RELEASED, MOVED) == "2026-02-10"
    proposed = "2026-03-01  ORR  at a desk: proposes 5 Ash St, TX 00789"
    found = best(RELEASED, MOVED, proposed)
    assert isinstance(found.told.event, AddressProposed)
    assert evidence(found)[0] == "proposed by ORR on 2026-03-01, by contact"
    # What the family tells after that is newer than what was compared for it.
    assert on(RELEASED, proposed, MOVED.replace("02-10", "03-02")) == "2026-03-02"
    # Of one day the proposal: whoever made it knew the other.
    same = best(RELEASED, MOVED, proposed.replace("03-01", "02-10"))
    assert isinstance(same.told.event, AddressProposed)
    assert on(RELEASED, proposed, today=date(2026, 2, 28)) == "2026-01-06"


def test_what_counsel_proposes_is_written_to_by_nobody_before_orr_proposes_it():
    assert on(RELEASED, "2026-03-01  COUNSEL  at a desk: proposes 5 Ash St, TX 00789") == (
        "2026-01-06"
    )


def test_a_proposal_of_before_the_release_is_of_another_home():
    assert on(RELEASED, "2026-01-05  ORR  at a desk: proposes 5 Ash St, TX 00789") == "2026-01-06"


def test_from_where_a_letter_came_back_no_other_is_sent_to_and_one_that_arrived_speaks_for_it():
    back = "2026-03-01  ORR  at a desk: letter returned from 9 Alder St, TX 00123"
    assert on(RELEASED, back) is None
    assert on(RELEASED, back, today=date(2026, 2, 28)) == "2026-01-06"
    there = back.replace("returned from", "delivered to")
    assert "a letter of ours arrived on 2026-03-01" in evidence(best(RELEASED, there))
    assert evidence(best(RELEASED, there, today=date(2026, 2, 28))) == ["told by ORR on 2026-01-06"]


def test_a_letter_that_came_back_bars_the_address_whoever_else_told_it():
    back = "2026-03-01  ORR  at a desk: letter returned from 9 Alder St, TX 00123"
    for told in ("EOIR  EOIR-33 filed for", "ORR  told on a call of", "USCIS  AR-11 filed for"):
        assert on(RELEASED, back, f"2026-02-10  {told} 9 Alder Street, TX 00123") == "2026-02-10"
        assert on(RELEASED, back, f"2026-02-10  {told} 9 ALDER ST, TX 00123") is None
    # It had not come back yet; and another unit of the building, or another building, is another.
    filed = "2026-02-10  EOIR  EOIR-33 filed for"
    before = date(2026, 2, 28)
    assert on(RELEASED, back, f"{filed} 9 Alder St, TX 00123", today=before) == "2026-02-10"
    assert on(RELEASED, back, f"{filed} 9 Alder St, unit 4, TX 00123") == "2026-02-10"
    assert on(RELEASED, back, f"{filed} 7 Alder St, TX 00123") == "2026-02-10"


def test_a_letter_that_arrived_speaks_for_the_address_whoever_else_told_it():
    there = "2026-03-01  ORR  at a desk: letter delivered to 9 Alder St, TX 00123"
    filed = "2026-02-10  EOIR  EOIR-33 filed for 9 ALDER ST, TX 00123"
    assert "a letter of ours arrived on 2026-03-01" in evidence(best(RELEASED, filed, there))


def test_a_call_that_denies_the_address_speaks_against_a_proposal_too():
    proposed = "2026-03-01  ORR  at a desk: proposes 5 Ash St, TX 00789"
    denied = "2026-03-02  ORR  call answered, the child does not live there"
    assert on(RELEASED, proposed, denied) is None
