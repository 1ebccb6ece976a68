"""One number is one number in every form in which agencies write it."""

import pytest

from amparo.words.agencies import Agency
from amparo.words.identifiers import (
    MADE_UP_A_NUMBERS,
    SourceIdentity,
    a_number,
    is_made_up_a_number,
    is_made_up_court_key,
    is_made_up_key,
)


@pytest.mark.parametrize(
    "form",
    [
        "990123456",
        "A990123456",
        "a990123456",
        "A-990-123-456",
        "A 990 123 456",
        "A990-123-456",
        "A#990123456",
        "990–123–456",
        " A990123456 ",
    ],
)
def test_every_form_of_an_a_number_is_one_number(form):
    assert a_number(form) == "990123456"


@pytest.mark.parametrize("short", ["99123456", "A99-123-456", "099123456", "A 099 123 456"])
def test_a_number_of_eight_digits_has_lost_its_leading_zero(short):
    assert a_number(short) == "099123456"


@pytest.mark.parametrize(
    "wrong",
    ["", "A", "A99-12", "9901234567", "99A0123456", "99O123456", "٩٩٠١٢٣٤٥٦", "990123456/2", "-"],
)
def test_what_has_not_seven_to_nine_digits_is_no_a_number(wrong):
    with pytest.raises(ValueError, match="is not an A-number"):
        a_number(wrong)


def test_children_whose_number_was_filled_in_with_zeros_share_no_number():
    with pytest.raises(ValueError, match="is not an A-number"):
        a_number("A000-000-000")


def test_the_range_of_made_up_children_begins_and_ends_where_it_says():
    first, last = MADE_UP_A_NUMBERS[0], MADE_UP_A_NUMBERS[-1]
    assert is_made_up_a_number(str(first))
    assert is_made_up_a_number(str(last))
    assert not is_made_up_a_number(str(first - 1))
    assert last == 999_999_999


def test_a_made_up_key_says_so_at_its_beginning():
    assert is_made_up_key("MU00012/1")
    assert not is_made_up_key("00012/MU")


def test_a_second_occurrence_is_another_identity_and_says_so():
    first = SourceIdentity(Agency.ORR, "", "MU1/1")
    assert (str(first), str(SourceIdentity(Agency.ORR, "", "MU1/1", 2))) == (
        "ORR:MU1/1",
        "ORR:MU1/1#2",
    )


def test_two_kinds_of_keys_of_one_agency_are_two_identities():
    assert str(SourceIdentity(Agency.EOIR, "case", "990000012")) == "EOIR:case/990000012"
    assert str(SourceIdentity(Agency.ORR, "call", "MU1")) != str(
        SourceIdentity(Agency.ORR, "", "MU1")
    )


@pytest.mark.parametrize(
    ("key", "made_up"),
    [
        ("case/990000012", True),
        ("case/12662705", False),
        ("case/MU12", False),
        ("custody/MU7/1", True),
        ("custody/7/1", False),
        ("MU00012/1", True),
        ("990000012", False),
    ],
)
def test_each_kind_of_key_has_a_range_kept_for_made_up_ones(key, made_up):
    assert is_made_up_key(key) is made_up


@pytest.mark.parametrize(
    ("key", "made_up"),
    [("hearing/990000012", True), ("hearing/990000012#2", True), ("hearing/41", False)],
)
def test_a_row_of_the_court_has_a_key_of_its_own_in_the_range(key, made_up):
    assert is_made_up_court_key(key) is made_up
