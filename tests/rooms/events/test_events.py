"""An event is a fact that does not change, and its text is what the ledger seals."""

from datetime import date
from enum import EnumType
from typing import get_args

import msgspec
import pytest

from amparo.events import (
    AnyEvent,
    Event,
    NoticeFiled,
    NoticeIssued,
    NoticeServed,
    Sealed,
    Transferred,
    read_event,
    write_event,
)
from amparo.words.untold import Untold

KINDS: tuple[type[Event], ...] = get_args(AnyEvent)

_REQUIRED = {
    "of": "ICE:MU1",
    "line": 2,
    "row": b"row",
    "rows": b"row by row",
    "key": "hearing/990000001",
    "channel": "EOIR-33",
    "slot_on": date(2026, 3, 2),
    "status": "blank",
    "measure": "in HHS care",
    "period_from": date(2026, 1, 1),
    "period_to": date(2026, 1, 1),
    "by": "ORR",
    "role": "field-specialist",
    "duty": "0123456789abcdef",
    "will_ask": True,
    "about": "report-unanswered",
    "address": b"a token",
    "posted_on": date(2026, 3, 2),
}


def _event(kind: type[Event]) -> Event:
    required = [field for field in msgspec.structs.fields(kind) if field.required]
    given = {field.name: _value(field.name, field.type) for field in required}
    return msgspec.convert(msgspec.to_builtins(given) | {"event": _tag(kind)}, kind)


def _value(name: str, kind: object) -> object:
    """Of a word from a list any will do."""
    return (
        next(iter(kind))
        if name not in _REQUIRED and isinstance(kind, EnumType)
        else _REQUIRED[name]
    )


def _tag(kind: type[Event]) -> str:
    return str(kind.__struct_config__.tag)


@pytest.mark.parametrize("kind", KINDS, ids=_tag)
def test_an_event_reads_back_from_its_text_as_it_was_written(kind):
    event = _event(kind)
    assert read_event(write_event(event)) == event
    assert type(read_event(write_event(event))) is kind


def test_every_kind_of_event_has_a_name_of_its_own_in_plain_words():
    tags = [_tag(kind) for kind in KINDS]
    assert len(set(tags)) == len(tags)
    assert all(tag == tag.lower() and "_" not in tag for tag in tags)


@pytest.mark.parametrize("kind", KINDS, ids=_tag)
def test_an_event_cannot_be_changed(kind):
    with pytest.raises(AttributeError, match="immutable"):
        _event(kind).line = 3  # type: ignore[misc]


def test_what_was_not_told_is_left_out_of_the_text_and_is_not_a_blank():
    issued = NoticeIssued(of="ICE:MU1", line=2)
    assert b"happened_on" not in write_event(issued)
    assert read_event(write_event(issued)).happened_on is None


def test_why_a_day_was_not_told_is_kept():
    for why in Untold:
        served = NoticeServed(of="ICE:MU1", line=2, undated=why)
        assert read_event(write_event(served)).undated is why


def test_the_same_event_always_has_the_same_text():
    filed = NoticeFiled(of="ICE:MU1", line=2, happened_on=date(2026, 2, 2), status="accepted")
    again = NoticeFiled(status="accepted", happened_on=date(2026, 2, 2), line=2, of="ICE:MU1")
    assert write_event(filed) == write_event(again)


@pytest.mark.parametrize(
    "text",
    [
        b'{"event":"found missing","of":"ICE:MU1","line":2}',
        b'{"event":"notice issued","line":2}',
        b'{"event":"notice issued","of":"ICE:MU1","line":2,"happened_on":"2026-02-30"}',
        b"{}",
    ],
)
def test_a_text_that_is_no_event_is_refused(text):
    with pytest.raises(msgspec.ValidationError):
        read_event(text)


def test_identifying_fields_stand_in_no_event():
    """Names, numbers, addresses and phones lie in the vault; an event carries a commitment."""
    identifying = {"name", "given_names", "surnames", "birth_date", "a_number", "phone", "unit"}
    for kind in KINDS:
        assert not identifying & {field.name for field in msgspec.structs.fields(kind)}
    assert issubclass(NoticeServed, Sealed)
    assert not issubclass(Transferred, Sealed)
