"""What is taken as a notice, what a letter says, and what a certificate tells and when."""

import re
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.ledger import SigningKey
from amparo.letters import (
    MOST_BYTES,
    TOLD_EVERY,
    Asked,
    Letter,
    NoticeRefused,
    Outcome,
    Step,
    certificate,
    cover,
    envelope,
    is_genuine,
    next_told_on,
    read_notice,
)

KEY = SigningKey("made-up.example/1", b"7" * 32)
ASKED = Asked(service="0" * 32, purpose="nta-service", notice="ab" * 32, on=date(2026, 1, 5))
TOLD = ASKED.on + TOLD_EVERY
POSTED = Step(outcome=Outcome.IN_HAND, recorded_on=date(2026, 1, 6), commitment="cd" * 32)
ARRIVED = Step(outcome=Outcome.DELIVERED, recorded_on=date(2026, 1, 9))
BACK = Step(outcome=Outcome.RETURNED, recorded_on=date(2026, 1, 15))
NOT_SENT = Step(outcome=Outcome.RETURNED, recorded_on=date(2026, 1, 6), commitment="ef" * 32)


def test_a_notice_is_a_pdf_or_text_and_is_known_by_its_hash():
    assert read_notice(b"%PDF-1.7 made up").kind == "pdf"
    text = read_notice(b"Aviso: comparecencia\n")
    assert (text.kind, len(text.digest)) == ("txt", 64)


@pytest.mark.parametrize(
    "text",
    [b"", b"  \n", b"\x00\x01binary", b"\xff\xfe", b"x" * (MOST_BYTES + 1), b"a\x1b[2Jb"],
    ids=["empty", "blank", "binary", "not text", "too long", "a terminal's commands"],
)
def test_what_is_no_notice_is_refused_without_a_word_of_it(text):
    with pytest.raises(NoticeRefused) as refused:
        read_notice(text)
    assert "Nothing was asked" in str(refused.value)


def given_on(steps: list[Step], day: date):
    return certificate(ASKED, steps, day, KEY)


@pytest.mark.parametrize("steps", [[], [POSTED], [POSTED, ARRIVED], [POSTED, BACK], [NOT_SENT]])
def test_before_the_day_of_telling_every_letter_looks_the_same(steps):
    before = TOLD - timedelta(days=1)
    assert given_on(steps, before) == given_on([], before)


def test_on_the_day_of_telling_it_is_told_whether_it_arrived_and_not_when():
    told = given_on([POSTED, ARRIVED], TOLD)
    later = Step(outcome=Outcome.DELIVERED, recorded_on=date(2026, 1, 20))
    assert told.outcome is Outcome.DELIVERED
    assert told == given_on([POSTED, later], TOLD)


def test_that_no_address_was_held_reads_like_a_letter_that_came_back():
    back, not_sent = given_on([POSTED, BACK], TOLD), given_on([NOT_SENT], TOLD)
    alike = {"commitment": "", "signature": ""}
    assert msgspec.structs.replace(back, **alike) == msgspec.structs.replace(not_sent, **alike)
    assert back.commitment is not None
    assert not_sent.commitment is not None
    assert len(back.commitment) == len(not_sent.commitment)


def test_what_is_recorded_after_a_day_of_telling_waits_for_the_next():
    late = Step(outcome=Outcome.RETURNED, recorded_on=TOLD)
    assert given_on([POSTED, late], TOLD + timedelta(days=20)).outcome is Outcome.IN_HAND
    assert given_on([POSTED, late], TOLD + TOLD_EVERY).outcome is Outcome.RETURNED


def test_a_certificate_has_no_word_of_a_place():
    told = given_on([POSTED, ARRIVED], TOLD)
    fields = set(told.__struct_fields__)
    assert fields == {
        *("service", "purpose", "notice", "asked_on", "sent_on", "outcome", "told_on"),
        *("commitment", "keyid", "signature"),
    }
    assert told.sent_on == told.asked_on


@given(st.integers(0, 200))
def test_the_next_day_of_telling_is_always_to_come_and_at_most_a_period_away(days):
    today = ASKED.on + timedelta(days=days)
    coming = next_told_on(ASKED.on, today)
    assert today < coming <= today + TOLD_EVERY
    assert (coming - ASKED.on) % TOLD_EVERY == timedelta()


def test_a_certificate_is_genuine_only_as_it_was_given():
    told = given_on([POSTED, BACK], TOLD)
    assert is_genuine(told, KEY.public)
    forged = msgspec.structs.replace(told, outcome=Outcome.DELIVERED)
    assert not is_genuine(forged, KEY.public)
    assert not is_genuine(told, SigningKey(KEY.name, b"8" * 32).public)


LETTER = Letter(
    service="0" * 32,
    to="Ana Lucía Q'anil",
    address=("12 Invented St", "Apt 4", "Madeupton", "TX", "00123"),
    agency="ICE",
    made_on=date(2026, 1, 6),
)


def test_a_cover_fits_a_page_says_who_asked_and_that_they_do_not_know_where():
    text = cover(LETTER)
    assert max(map(len, text.splitlines())) <= 72
    assert len(text.splitlines()) <= 60
    assert "ICE gave it to us to send" in " ".join(text.split())
    assert "no conoce esta dirección" in " ".join(text.split())
    assert "Invented" not in text


def test_an_envelope_says_where_to_and_nothing_of_why():
    text = envelope(LETTER)
    assert text.splitlines()[:2] == ["Ana Lucía Q'anil", "12 Invented St"]
    words = set(re.findall(r"\w+", text.lower()))
    assert not words & {"ice", "immigration", "court", "nta", "notice", "hearing", "dhs", "hhs"}
