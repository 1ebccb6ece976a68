"""What ICE's rows of custody tell: the stay, and the address it holds of the child."""

import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.events import AddressOfRecord, BookedIn
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Likeness, Row, SetAside, Telling
from amparo.feeds.read import HeaderWrong, Tally, read
from amparo.words.addresses import AddressStatus
from amparo.words.untold import Untold
from tests.rooms.feeds.deliveries import ana, columns, lines, read_all, read_one, table
from tests.rooms.feeds.test_tellings import Key, told, told_to

BANNER = (
    "ICE Enforcement and Removal Operations\n"
    'Individual stays, "as of" 03/05/2024\n'
    "\n"
    "For official use, made up\n"
    "Sheet 1 of 1,,,\n"
    '"Withheld under b(6), b(7)c,\nsee the letter"\n'
)
NO_ADDRESS = dict.fromkeys(("address_line", "unit", "city", "state", "zip", "address_on"), "")


def telling(**cells: str) -> Telling:
    return told_to(Key(), "custody", **cells)


def address(**cells: str) -> AddressOfRecord | None:
    found = [one for one in telling(**cells).events if isinstance(one, AddressOfRecord)]
    return found[0] if found else None


def stays(text: str) -> list[Row]:
    return [one for one in read_all(text, "custody")[1] if isinstance(one, Row)]


# --- the stay ---------------------------------------------------------------------------------


def test_a_stay_tells_where_it_was_how_it_ended_and_that_hhs_signed_for_the_child():
    said: Any = told("custody")
    assert said["booked in"].happened_on == date(2024, 2, 1)
    assert (said["booked in"].facility, said["booked in"].juvenile) == ("MADEUPTX", "Y")
    assert (said["left custody"].happened_on, said["left custody"].why) == (
        date(2024, 2, 3),
        "Transferred",
    )
    assert said["handed to hhs"].happened_on == date(2024, 2, 3)
    assert "aged out" not in said


def test_a_stay_that_goes_on_has_a_beginning_and_no_end():
    blank = told("custody", book_out="", handed_to_hhs_on="")
    assert "booked in" in blank
    assert not {"left custody", "handed to hhs"} & set(blank)


def test_a_child_whom_hhs_signed_for_before_ice_closed_the_stay_was_handed_over():
    said: Any = told("custody", book_in="", book_out="")
    assert said["handed to hhs"].happened_on == date(2024, 2, 3)
    assert not {"booked in", "left custody"} & set(said)


def test_a_stay_that_ended_without_a_receipt_is_not_taken_for_a_transfer():
    assert "handed to hhs" not in told("custody", handed_to_hhs_on="")


def test_a_person_who_turned_18_was_moved_to_an_adult_facility():
    said: Any = told("custody", aged_out_on="2028-02-03", adult_facility="GROWNUPTX")
    assert said["aged out"].happened_on == date(2028, 2, 3)
    assert said["aged out"].facility == "GROWNUPTX"


@pytest.mark.parametrize("spelling", ["b(6), b(7)c", "(b)(6); (b)(7)(C)"])
def test_what_ice_withholds_in_either_spelling_is_told_by_nobody(spelling):
    withheld = dict.fromkeys(("given_names", "surnames", "birth_date", "book_in"), spelling)
    found = telling(**withheld)
    [booked] = [one for one in found.events if isinstance(one, BookedIn)]
    assert (booked.happened_on, booked.undated) == (None, Untold.WITHHELD)
    assert found.likeness == Likeness(numbers=("A990000001",))


def test_one_stay_sent_twice_in_one_file_stays_two_rows():
    first, second = stays(table("custody", ana("custody"), ana("custody")))
    assert first.of == "ICE:custody/MU0001/1"
    assert second.of == "ICE:custody/MU0001/1#2"


def test_another_stay_of_one_person_is_another_record_whatever_stands_in_its_key():
    rows = stays(table("custody", *(ana("custody", stay=stay) for stay in ("1", "2", "1/2"))))
    assert len({row.of for row in rows}) == 3


def test_the_names_ice_gives_its_columns_in_public_releases_are_known():
    released = {
        "Anonymized Identifier": "MU0001",
        "Stay Book In Date Time": "2024-02-01 08:00",
        "Book In Date Time": "2/1/24",
        "Stay Book Out Date Time": "2/3/24",
        "Detention Facility Code": "MADEUPTX",
        "Stay Release Reason": "Transferred",
        "Citizenship Country": "GUATEMALA",
        "Gender": "Female",
    }
    row = read_one(lines(list(released), list(released.values())), "custody")
    assert isinstance(row, Row)
    told_there = {name for name, value in row.values.items() if value is not None}
    assert told_there == {"eid_subject_id", "stay", "citizenship", "sex", "book_in", "book_out",
                          "facility", "release_reason"}  # fmt: skip


# --- the address of record --------------------------------------------------------------------


def test_the_address_of_record_holds_from_the_day_ice_entered_it():
    kept = address(mail_returned_on="2024-04-01")
    assert kept is not None
    assert kept.happened_on == date(2024, 3, 2)
    assert (kept.status, kept.state) == (AddressStatus.WITH_UNIT, "TX")
    assert (kept.source, kept.returned_on) == ("Notice of discharge", date(2024, 4, 1))


def test_the_address_lies_in_the_vault_and_its_place_in_the_index():
    key = Key()
    found = told_to(key, "custody")
    [kept] = [one for one in found.events if isinstance(one, AddressOfRecord)]
    assert key.sealed[kept.vault] == {
        "address_line": "12 Invented St",
        "unit": "Apt 4",
        "city": "Madeupton",
        "state": "TX",
        "zip": "00123",
    }
    assert found.place is not None
    assert (found.place.unit, found.place.postal_code) == ("4", "00123")
    assert found.place.building


def test_a_row_that_says_nothing_of_an_address_tells_none():
    assert address(**NO_ADDRESS) is None
    assert telling(**NO_ADDRESS).place is None


def test_an_address_that_ice_entered_blank_is_told_to_be_blank():
    kept = address(**NO_ADDRESS | {"address_on": "2024-03-02"})
    assert kept is not None
    assert (kept.status, kept.happened_on) == (AddressStatus.BLANK, date(2024, 3, 2))


def test_an_address_without_a_day_is_told_without_one():
    kept = address(address_on="UNKNOWN")
    assert kept is not None
    assert (kept.happened_on, kept.undated) == (None, Untold.UNKNOWN)


@pytest.mark.parametrize("cell", ["address_line", "zip"])
def test_a_withheld_address_is_no_bad_one(cell):
    assert address(**{cell: "b(6), b(7)c"}) is None
    assert telling(**{cell: "b(6), b(7)c"}).place is None


def test_a_placeholder_is_an_address_that_mail_does_not_reach():
    kept = address(address_line="UNKNOWN", unit="N/A")
    assert kept is not None
    assert (kept.status, kept.why) == (AddressStatus.UNDELIVERABLE, "placeholder")


def test_a_unit_that_is_not_known_is_kept_as_it_was_written():
    key = Key()
    told_to(key, "custody", unit="UNKNOWN")
    assert "UNKNOWN" in {cells.get("unit") for cells in key.sealed.values()}


def test_two_rows_tell_one_address_only_where_every_cell_is_the_same():
    def token(**cells: str) -> bytes:
        kept = address(**cells)
        assert kept is not None
        return kept.address

    assert token() == token(facility="ELSEWHERE")
    for cell in ("address_line", "unit", "city", "state", "zip"):
        assert token(**{cell: "OK" if cell == "state" else "00999"}) != token()


# --- what stands above the header -------------------------------------------------------------


def test_a_banner_above_the_header_is_counted_with_it_and_tells_nothing():
    _, found, tally = read_all(BANNER + table("custody", ana("custody")), "custody")
    [row] = found
    assert isinstance(row, Row)
    assert row.line == 9
    assert (tally.header, tally.read, tally.lines) == (8, 1, 9)
    assert tally.holds()


def test_a_banner_changes_nothing_of_what_a_row_tells():
    with_banner, without = (
        stays(BANNER + table("custody", ana("custody"))),
        stays(table("custody", ana("custody"))),
    )
    assert [one.values for one in with_banner] == [one.values for one in without]
    assert [one.fields for one in with_banner] == [one.fields for one in without]


def test_a_file_without_the_key_columns_is_refused_for_what_its_first_line_lacks():
    names = [name for name in columns("custody") if name != "eid_subject_id"]
    with pytest.raises(HeaderWrong, match="eid_subject_id is not there"):
        read_all(lines(names) + '"no" cell\n' * 40, "custody")


def test_only_so_many_lines_may_stand_above_a_header():
    most = CONTRACTS["custody"].banner_lines
    assert most > 6
    assert stays("x\n" * most + table("custody", ana("custody")))
    with pytest.raises(HeaderWrong):
        read_all("x\n" * (most + 1) + table("custody", ana("custody")), "custody")


def test_a_feed_that_promises_no_banner_is_refused_with_one():
    with pytest.raises(HeaderWrong):
        read_all("A banner\n" + table("notices", ana("notices")), "notices")


BANNERS = st.text(st.sampled_from('",\n\r ab1ñ') | st.characters(codec="utf-8"), max_size=60)


@given(BANNERS)
def test_whatever_stands_above_the_header_no_line_is_lost_and_the_row_is_read(banner):
    text = (banner + "\n" + table("custody", ana("custody"))).encode()
    tally = Tally()
    try:
        _, rows = read(io.BytesIO(text), CONTRACTS["custody"], "utf-8", ",", tally)
    except HeaderWrong:
        assert text.count(b"\n") > CONTRACTS["custody"].banner_lines
        return
    found = list(rows)
    assert tally.holds()
    assert tally.lines == text.count(b"\n")
    assert len([one for one in found if isinstance(one, Row)]) == 1
    assert not [one for one in found if isinstance(one, SetAside)]
