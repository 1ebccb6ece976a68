"""What a change of address tells: where to, since when, by which channel, and who had it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from amparo.events import AddressChanged
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Row, Telling
from amparo.feeds.receive import receive
from amparo.feeds.refusals import DeliveryRefused
from amparo.feeds.signatures import made_up_key
from amparo.words.address_codes import AddressCode
from amparo.words.addresses import AddressStatus
from amparo.words.agencies import Agency
from amparo.words.untold import Untold
from amparo.words.vocabularies import CHANNELS
from tests.rooms.feeds.deliveries import ana, deliver, read_all, table
from tests.rooms.feeds.test_tellings import Key, telling, told_to

SENDERS = (Agency.EOIR, Agency.ORR, Agency.USCIS)
COURT, SHELTERS = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (4, 5))


def change(**cells: str) -> AddressChanged:
    _, found = telling("addresses", **cells).events
    assert isinstance(found, AddressChanged)
    return found


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


# --- since when -------------------------------------------------------------------------------


def test_a_change_holds_from_its_day_though_it_was_filed_and_received_later():
    moved = change()
    assert moved.happened_on == date(2024, 5, 1)
    assert (moved.filed_on, moved.received_on) == (date(2024, 5, 6), date(2024, 5, 9))


def test_a_change_that_holds_from_before_it_was_known_is_told_so():
    assert change(effective_from="2023-11-01").happened_on == date(2023, 11, 1)


@pytest.mark.parametrize("blank", ["", "UNKNOWN", "b(6), b(7)c"])
def test_where_the_day_is_not_told_it_holds_from_its_filing_or_else_from_its_receipt(blank):
    assert change(effective_from=blank).happened_on == date(2024, 5, 6)
    assert change(effective_from=blank, filed_on=blank).happened_on == date(2024, 5, 9)


@pytest.mark.parametrize(("blank", "why"), [("", None), ("UNKNOWN", Untold.UNKNOWN)])
def test_a_change_without_any_day_is_told_without_one(blank, why):
    moved = change(effective_from=blank, filed_on="", received_on="")
    assert (moved.happened_on, moved.undated) == (None, why)


# --- by which channel -------------------------------------------------------------------------


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("written", [str, str.upper, str.lower])
def test_a_channel_is_known_in_any_case(channel, written):
    assert change(channel=written(channel)).channel == channel


def test_a_channel_nobody_knows_is_kept_as_sent_and_none_is_not_guessed():
    assert change(channel="Pigeon").channel == "Pigeon"
    assert change(channel="").channel == "not told"
    assert change(channel="UNKNOWN").channel == "not told"


# --- where to ---------------------------------------------------------------------------------


def test_the_new_address_lies_in_the_vault_and_its_place_in_the_index():
    key = Key()
    found = told_to(key, "addresses")
    moved: Any = found.events[1]
    assert set(key.sealed[moved.vault]) == {"address_line", "unit", "city", "state", "zip"}
    assert (moved.status, moved.state) == (AddressStatus.WITH_UNIT, "TX")
    assert found.place is not None
    assert (found.place.unit, found.place.postal_code) == ("2", "00456")


def test_a_bad_new_address_is_told_as_the_bad_address_it_is():
    moved = change(address_line="UNKNOWN")
    assert (moved.status, moved.why) == (AddressStatus.UNDELIVERABLE, "placeholder")


def test_what_is_wrong_with_an_address_and_what_the_post_says_of_it_is_told_in_codes():
    assert (change().codes, change().dpv) == ((), ())
    assert change(address_line="34 Fabled Ave Apt", unit="").codes == (AddressCode.UNIT_DANGLING,)
    moved = change(dpv="D, N1")
    assert (moved.codes, moved.dpv) == ((AddressCode.UNIT_MISSING,), ("D", "N1"))


def test_what_the_post_says_later_of_one_address_is_told_anew():
    assert change().address != change(dpv="D").address
    assert change(dpv="").address == change(dpv="b(6)").address


@pytest.mark.parametrize("cell", ["address_line", "zip"])
def test_a_withheld_address_has_no_codes(cell):
    assert change(**{cell: "b(6), b(7)c"}).codes == ()


@pytest.mark.parametrize("cell", ["address_line", "zip"])
def test_of_a_withheld_address_the_filing_is_told_and_no_place(cell):
    moved = change(**{cell: "b(6), b(7)c"})
    assert (moved.channel, moved.filed_on) == ("EOIR-33", date(2024, 5, 6))
    assert moved.why == "withheld"
    place = telling("addresses", **{cell: "b(6), b(7)c"}).place
    assert place is None or not (place.building or place.unit or place.postal_code)


def test_three_versions_of_one_address_are_three_tellings_of_one_building():
    versions = [
        telling("addresses", address_line=line, unit=unit)
        for line, unit in (
            ("34 Fabled Ave", "Unit 2"),
            ("34 Fabled Ave Apt 2", ""),
            ("34 FABLED AVE", "#2"),
        )
    ]
    places = {one.place for one in versions}
    assert len(places) == 1
    assert len({_address(one) for one in versions}) == 3


def _address(found: Telling) -> bytes:
    moved = found.events[1]
    assert isinstance(moved, AddressChanged)
    return moved.address


# --- who sent it ------------------------------------------------------------------------------


@pytest.mark.parametrize("sender", SENDERS)
def test_a_change_is_known_by_the_key_of_the_agency_that_sent_it(sender):
    [row] = read_all(table("addresses", ana("addresses")), "addresses", sender=sender)[1]
    assert isinstance(row, Row)
    assert row.of == f"{sender}:change/MU0001-A"


@pytest.mark.parametrize("sender", SENDERS)
def test_each_of_the_senders_is_taken_with_its_own_signature(sender, tmp_path):
    folder = deliver(
        tmp_path, table("addresses", ana("addresses")), feed="addresses", sender=str(sender)
    )
    assert receive(folder, CONTRACTS, {}).signed_by == {sender}


def refused(folder: Path, known: dict[str, bytes] | None = None) -> str:
    with pytest.raises(DeliveryRefused) as refusal:
        receive(folder, CONTRACTS, known or {})
    return refusal.value.what


def test_nobody_else_sends_changes_of_address(tmp_path):
    text = table("addresses", ana("addresses"))
    assert refused(deliver(tmp_path, text, feed="addresses", sender="ICE")) == (
        "addresses is sent by EOIR or ORR or USCIS, not 'ICE'"
    )


def test_one_sender_cannot_sign_for_another(tmp_path):
    text = table("addresses", ana("addresses"))
    eoir = {"EOIR": made_up_key("EOIR")}
    said = refused(deliver(tmp_path, text, feed="addresses", sender="USCIS", keys=eoir))
    assert "no made-up key signed it" in said


def test_whoever_cannot_sign_for_one_sender_cannot_send_in_the_name_of_the_next(tmp_path):
    known = {"EOIR": public(COURT)}
    assert receive(sent_by(tmp_path, "EOIR", {"EOIR": COURT}), CONTRACTS, known).signed_by
    assert "EOIR signs its deliveries" in refused(sent_by(tmp_path, "EOIR", {}), known)
    shelters = sent_by(tmp_path, "ORR", {"ORR": SHELTERS})
    assert "no key of ORR is known" in refused(shelters, known)
    both = known | {"ORR": public(SHELTERS)}
    assert receive(shelters, CONTRACTS, both).signed_by == {"ORR"}


def sent_by(inside: Path, sender: str, keys: dict[str, Ed25519PrivateKey]) -> Path:
    """A delivery of a real agency's, with the given signatures."""
    text = table("addresses", ana("addresses"))
    return deliver(inside, text, feed="addresses", sender=sender, made_up=False, keys=keys)
