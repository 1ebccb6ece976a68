"""What leaves: signed, with ids and kinds only, whole or not at all; and what comes back."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amparo.duties.desks import Desk
from amparo.duties.telling import Kind, Message
from amparo.ledger import SigningKey
from amparo.outbox import (
    MOST_ATTEMPTS,
    Folder,
    NotGenuine,
    holds,
    open_envelope,
    seal_envelope,
    signed_receipt,
    wait_after,
)
from amparo.purposes import Purpose
from amparo.words.agencies import Agency, Role

KEY = SigningKey("made-up.example/1", b"7" * 32)
DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
MESSAGE = Message(
    id="0" * 32,
    kind=Kind.OPENED,
    role=Role.OPLA_ATTORNEY,
    agency=Agency.ICE,
    purpose=Purpose.NTA_SERVICE,
    subject="25b30bae96165894",
    gap="nta-not-filed",
)
DESK = Desk(Agency.ICE, Role.OPLA_ATTORNEY)


def test_the_library_of_cloudevents_reads_a_message_as_one():
    text = seal_envelope(MESSAGE, DAY, KEY)
    event = JSONFormat().read(CloudEvent, text)
    assert event.get_id() == MESSAGE.id
    assert event.get_type() == "amparo.duty.opened.v1"
    assert event.get_subject() == MESSAGE.subject
    assert event.get_specversion() == "1.0"
    data = event.get_data()
    assert isinstance(data, dict)
    assert set(data) == {"duty", "gap", "purpose"}
    assert set(event.get_attributes()) >= {"keyid", "signature"}


def test_a_message_tells_the_day_and_no_hour():
    assert json.loads(seal_envelope(MESSAGE, DAY, KEY))["time"] == "2026-11-22T05:00:00Z"


def test_a_message_sent_again_is_the_same_to_the_last_byte():
    assert seal_envelope(MESSAGE, DAY, KEY) == seal_envelope(MESSAGE, DAY, KEY)


def test_whoever_gets_a_message_can_check_who_sent_it():
    read = open_envelope(seal_envelope(MESSAGE, DAY, KEY), KEY.public)
    assert (read.id, read.subject) == (MESSAGE.id, MESSAGE.subject)


@pytest.mark.parametrize("word", ["opened", "nta-not-filed", "25b30bae96165894", "1.0", "2026"])
def test_an_altered_message_is_not_genuine(word):
    text = seal_envelope(MESSAGE, DAY, KEY)
    altered = text.replace(word.encode(), word[::-1].encode(), 1)
    assert altered != text
    with pytest.raises(NotGenuine):
        open_envelope(altered, KEY.public)


def test_another_homes_message_is_not_genuine():
    other = SigningKey(KEY.name, b"8" * 32)
    with pytest.raises(NotGenuine):
        open_envelope(seal_envelope(MESSAGE, DAY, other), KEY.public)


def test_a_field_slipped_in_makes_a_message_not_genuine():
    says = json.loads(seal_envelope(MESSAGE, DAY, KEY)) | {"address": "12 Invented St"}
    with pytest.raises(NotGenuine):
        open_envelope(json.dumps(says, separators=(",", ":")).encode() + b"\n", KEY.public)


def test_the_file_sender_leaves_each_message_once_at_its_own_desk(tmp_path):
    folder = Folder(tmp_path)
    folder.send(DESK, MESSAGE.id, b"one")
    folder.send(DESK, MESSAGE.id, b"one")
    (found,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert found == tmp_path / "ICE" / "opla-attorney" / f"{MESSAGE.id}.json"
    assert found.read_bytes() == b"one"


def test_what_cannot_be_sent_waits_longer_each_time_and_then_a_person_sees_to_it():
    waits = [wait_after(attempt) for attempt in range(1, MOST_ATTEMPTS + 1)]
    assert waits[0] == timedelta(minutes=1)
    assert waits[-1] is None
    some = [one for one in waits if one is not None]
    assert some == sorted(some)
    assert max(some) <= timedelta(hours=6)


def test_a_receipt_holds_for_its_own_message_and_its_own_agency_only():
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    receipt = signed_receipt(b"one", MESSAGE.id, "ICE", NOW, key)
    public = key.public_key().public_bytes_raw()
    assert holds(receipt, b"one", public)
    assert not holds(receipt, b"another", public)
    assert not holds(receipt, b"one", other.public_key().public_bytes_raw())
