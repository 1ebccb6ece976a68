"""Every line of a file is read, counted or set aside; nothing is lost and nothing is guessed."""

from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Column, Row, SetAside
from amparo.feeds.forbidden import plain_name
from amparo.feeds.read import HeaderWrong, Tally, read, reread, understand
from amparo.feeds.tape import MOST_BYTES, MOST_LINES, Tape
from amparo.words.untold import Untold
from tests.rooms.feeds.deliveries import HIDDEN, ana, columns, lines, read_all, read_one, table

FEEDS = ("referrals", "notices", "placements", "custody", "safety", "addresses")
KEYED = {
    "referrals": "event_number",
    "notices": "charging_document_id",
    "placements": "uc_path_id",
    "custody": "eid_subject_id",
    "safety": "report_id",
    "addresses": "change_id",
}


def values(text: str, feed: str = "referrals") -> dict[str, object]:
    found = read_one(text, feed)
    assert isinstance(found, Row), found
    return found.values


def aside(text: str, feed: str = "referrals") -> SetAside:
    found = read_one(text, feed)
    assert isinstance(found, SetAside), found
    return found


def counts(tally: Tally) -> tuple[int, ...]:
    """Lines, header, blank, continuation, read, repaired, set aside."""
    assert tally.holds()
    return (
        tally.lines,
        tally.header,
        tally.blank,
        tally.continuation,
        tally.read,
        tally.repaired,
        tally.set_aside,
    )


# --- the line equation ------------------------------------------------------------------------


@pytest.mark.parametrize("feed", FEEDS)
def test_a_row_is_read_as_the_agency_wrote_it(feed):
    header, [row], tally = read_all(table(feed, ana(feed)), feed)
    assert isinstance(row, Row)
    assert row.line == 2
    assert row.values["given_names"] == "Ana Lucía"
    assert row.values["birth_date"] == date(2010, 2, 3)
    assert len(row.fields) == len(header.kept)
    assert counts(tally) == (2, 1, 0, 0, 1, 0, 0)


def test_a_header_alone_is_a_file_of_no_rows():
    _, found, tally = read_all(table("referrals"))
    assert found == []
    assert counts(tally) == (1, 1, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("text", ["", "\ufeff"])
def test_an_empty_file_has_no_header(text):
    with pytest.raises(HeaderWrong):
        read_all(text)


def test_a_missing_key_column_is_named():
    with pytest.raises(HeaderWrong, match="the column subject_key is not there"):
        read_all("event_number,a_number\n")


def test_a_byte_order_mark_windows_line_ends_and_no_last_line_end_change_nothing():
    plain = table("referrals", ana("referrals"))
    windows = "\ufeff" + plain.replace("\n", "\r\n").removesuffix("\r\n")
    assert values(windows) == values(plain)


def test_a_byte_order_mark_before_a_quoted_name_changes_nothing():
    names = ["remarks, if any", *columns("referrals")]
    text = lines(names, ["", *(ana("referrals").get(name, "") for name in names[1:])])
    assert values("\ufeff" + text) == values(text)


@pytest.mark.parametrize("delimiter", [",", "\t", "|", ";"])
def test_cells_may_be_set_apart_in_any_way_the_contract_knows(delimiter):
    text = table("referrals", ana("referrals"), delimiter=delimiter)
    _, [row], _ = read_all(text, delimiter=delimiter)
    assert isinstance(row, Row)
    assert row.values["sector"] == "Made-up Sector"


def test_blank_lines_and_rows_of_commas_are_counted_as_blank():
    text = table("referrals", ana("referrals")) + "\n" + "," * 23 + "\n  \n"
    assert counts(read_all(text)[2]) == (5, 1, 3, 0, 1, 0, 0)


def test_a_line_break_inside_a_quoted_cell_is_a_continuation():
    text = table("referrals", ana("referrals", disposition="Transferred\nto HHS"))
    _, [row], tally = read_all(text)
    assert isinstance(row, Row)
    assert row.values["disposition"] == "Transferred\nto HHS"
    assert counts(tally) == (3, 1, 0, 1, 1, 0, 0)


def test_a_row_cut_in_two_by_a_line_break_is_set_aside_twice_without_its_cells():
    names, row = columns("referrals"), ana("referrals")
    cut = lines([row.get(name, "") for name in names]).replace("Q'anil", "Q'\nanil")
    _, found, tally = read_all(lines(names) + cut)
    assert [one.fields for one in found] == [(), ()]
    assert counts(tally) == (3, 1, 0, 0, 0, 0, 2)


def test_a_lone_carriage_return_ends_no_line_and_its_row_is_set_aside():
    text = table("referrals", ana("referrals", sector="Made-up\rSector")).replace('"', "")
    _, [found], tally = read_all(text)
    assert found == SetAside(2, "a carriage return stands inside a cell")
    assert counts(tally) == (2, 1, 0, 0, 0, 0, 1)


@pytest.mark.parametrize("feed", FEEDS)
def test_a_nul_is_removed_and_said_to_be(feed):
    text = table(feed, ana(feed, citizenship="GUATE\0MALA"))
    _, [row], tally = read_all(text, feed)
    assert isinstance(row, Row)
    assert row.values["citizenship"] == "GUATEMALA"
    assert row.repairs == ("nul removed",)
    assert counts(tally) == (2, 1, 0, 0, 0, 1, 0)


@pytest.mark.parametrize("extra", [",", ",,"])
@pytest.mark.parametrize("feed", FEEDS)
def test_a_blank_tail_is_removed_and_said_to_be(feed, extra):
    row = read_one(table(feed, ana(feed)).removesuffix("\n") + extra + "\n", feed)
    assert isinstance(row, Row)
    assert row.repairs == ("blank tail removed",)
    assert row.values == values(table(feed, ana(feed)), feed)


def test_a_stray_quotation_mark_takes_only_its_own_line_and_not_the_rows_after_it():
    ten = [ana("referrals", event_number=f"MU{number}") for number in range(10)]
    text = table("referrals", *ten).replace("Made-up Sector", '"Made-up Sector', 1)
    _, found, tally = read_all(text)
    assert isinstance(found[0], SetAside)
    assert [row.line for row in found if isinstance(row, Row)] == list(range(3, 12))
    assert counts(tally) == (11, 1, 0, 0, 9, 0, 1)


def test_a_quotation_mark_that_is_closed_lines_later_swallows_no_row():
    names, row = columns("notices"), ana("notices")
    cells = [row.get(name, "") for name in names]
    place = names.index("served_address")
    before, after = ",".join(cells[:place]), ",".join(cells[place + 1 :])
    text = f'{before},"12 Invented,{after}\n{",".join(cells)}\n{before},Street",{after}\n'
    _, found, tally = read_all(lines(names) + text, "notices")
    assert found[0] == SetAside(2, "a quotation mark joins lines that do not belong together")
    assert [one.line for one in found] == [2, 3, 4]
    assert isinstance(found[1], Row)
    assert tally.holds()


def test_a_quotation_mark_that_is_never_closed_is_given_up_after_a_few_lines():
    many = [ana("referrals", event_number=f"MU{number}") for number in range(3 * MOST_LINES)]
    text = table("referrals", *many).replace("Made-up Sector", '"Made-up Sector', 1)
    _, found, _ = read_all(text)
    assert found[0] == SetAside(2, "a quotation mark is never closed")
    assert sum(isinstance(one, Row) for one in found) == 3 * MOST_LINES - 1


def test_no_more_than_a_few_lines_are_held_while_a_quotation_mark_is_open():
    pulled = 0

    def endless() -> Iterator[str]:
        nonlocal pulled
        while True:
            pulled += 1
            yield 'MU1,"1\n' if pulled == 1 else "MU2,2\n"

    assert next(Tape(endless(), ",")).cells is None
    assert pulled == MOST_LINES


def test_a_quotation_mark_inside_a_quoted_cell_sets_its_row_aside():
    text = table("referrals", ana("referrals")).replace("Ana Lucía", '"Ana "Lucía" Pop"')
    assert aside(text) == SetAside(2, "a quotation mark stands inside a quoted cell")


def test_a_row_over_two_lines_that_cannot_be_read_keeps_no_cells():
    row = ana("referrals", disposition="Transferred\nto HHS", referral_at="2024-02-31")
    _, found, tally = read_all(table("referrals", row))
    assert [one.fields for one in found] == [(), ()]
    assert counts(tally) == (3, 1, 0, 0, 0, 0, 2)


def test_a_line_too_long_to_be_a_row_is_one_line_set_aside():
    before, after = ana("referrals"), ana("referrals", event_number="MU2")
    text = table("referrals", before) + "x" * (2 * MOST_BYTES + 7) + "\n"
    text += table("referrals", after).partition("\n")[2]
    _, found, tally = read_all(text)
    assert found[1] == SetAside(3, f"the line is longer than {MOST_BYTES:,} bytes")
    assert isinstance(found[2], Row)
    assert counts(tally) == (4, 1, 0, 0, 2, 0, 1)


def test_a_file_without_any_line_end_is_never_held_whole():
    class Endless:
        """A gigabyte of one line, as a stream; remembers the most it was asked for."""

        left, most = 1 << 30, 0

        def readline(self, size: int = -1) -> bytes:
            assert size > 0
            self.most = max(self.most, size)
            given = min(size, self.left)
            self.left -= given
            return b"x" * given

    stream = Endless()
    with pytest.raises(HeaderWrong, match="longer than"):
        read(stream, CONTRACTS["referrals"], "utf-8", ",", Tally())  # type: ignore[arg-type]
    assert stream.left == 0
    assert stream.most <= MOST_BYTES


def test_a_cell_too_long_to_be_one_is_set_aside_without_it():
    text = table("referrals", ana("referrals", disposition="x" * 140_000))
    assert aside(text).fields == ()
    assert "longer than" in aside(text).reason


def test_a_line_that_is_not_text_is_set_aside_and_the_next_is_read():
    good = table("referrals", ana("referrals", event_number="MU2")).encode()
    header, row = good.splitlines(keepends=True)
    _, found, tally = read_all(header + row.replace(b"F,", b"\xff,") + row)
    assert found[0] == SetAside(2, "the line is not utf-8")
    assert isinstance(found[1], Row)
    assert counts(tally) == (3, 1, 0, 0, 1, 0, 1)


# --- what a cell says -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", None),
        ("   ", None),
        ("UNKNOWN", Untold.UNKNOWN),
        ("unk", Untold.UNKNOWN),
        ("N/A", Untold.NOT_APPLICABLE),
        ("Not  Applicable", Untold.NOT_APPLICABLE),
        ("b(6), b(7)c", Untold.WITHHELD),
        ("(b)(6),(b)(7)(C)", Untold.WITHHELD),
        ("(b)(6)", Untold.WITHHELD),
        ("Redacted", Untold.WITHHELD),
        ("2024-02-05", date(2024, 2, 5)),
    ],
)
def test_a_day_is_told_or_not_told_in_one_of_four_ways(cell, expected):
    assert values(table("notices", ana("notices", served_on=cell)), "notices")["served_on"] == (
        expected
    )


def test_the_four_ways_of_not_telling_stay_four():
    cells = {"sector": "UNKNOWN", "sex": "b(6)", "language": "N/A", "entry_manner": ""}
    found = values(table("referrals", ana("referrals", **cells)))
    assert len({found[name] for name in cells}) == 4


@pytest.mark.parametrize("column", ["citizenship", "disposition", "uc_indicator", "surnames"])
def test_na_is_a_code_and_not_a_silence(column):
    assert values(table("referrals", ana("referrals", **{column: "NA"})))[column] == "NA"


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("cell", ["", "  ", "UNKNOWN", "b(6), b(7)c", "N/A"])
def test_a_row_whose_key_is_not_told_is_set_aside_for_children_would_become_one(feed, cell):
    found = aside(table(feed, ana(feed, **{KEYED[feed]: cell})), feed)
    assert found.reason.startswith(KEYED[feed])
    assert "it is part of the key" in found.reason


def test_an_unknown_unit_is_kept_as_the_placeholder_it_is_but_withheld_stays_withheld():
    row = ana("placements", unit="UNKNOWN", city="N/A", address_line="b(6), b(7)c")
    found = values(table("placements", row), "placements")
    assert (found["unit"], found["city"]) == ("UNKNOWN", "N/A")
    assert found["address_line"] is Untold.WITHHELD


@pytest.mark.parametrize(("cell", "expected"), [("123", "00123"), ("0123", "00123"), ("7", "7")])
def test_a_postal_code_gets_back_the_zeros_a_spreadsheet_took(cell, expected):
    row = read_one(table("placements", ana("placements", zip=cell)), "placements")
    assert isinstance(row, Row)
    assert row.values["zip"] == expected
    assert bool(row.repairs) is (cell != expected)


@pytest.mark.parametrize("cell", ["1,234", "1234"])
def test_a_count_may_have_a_comma_between_thousands(cell):
    row = ana("placements", length_of_care=cell)
    assert values(table("placements", row), "placements")["length_of_care"] == 1234


@pytest.mark.parametrize("cell", ["1_000", "12.5", "-3", "٣", "1,23", "9" * 30, "<3%"])
def test_what_is_no_whole_number_is_no_count(cell):
    found = aside(table("placements", ana("placements", length_of_care=cell)), "placements")
    assert "is not a whole number" in found.reason


# --- who the row is of ------------------------------------------------------------------------


def of(*rows: dict[str, str]) -> list[str]:
    return [one.of for one in read_all(table("referrals", *rows))[1] if isinstance(one, Row)]


def test_equal_keys_in_one_file_are_two_identities():
    assert of(ana("referrals"), ana("referrals")) == ["CBP:MU0001/1", "CBP:MU0001/1#2"]


def test_two_keys_are_never_one_because_of_what_stands_in_them():
    keys = [("MU1/2", "3"), ("MU1", "2/3"), ("MU1\\/2", "3"), ("MU1", "2"), ("MU1", "2"),
            ("MU1", "2#2")]  # fmt: skip
    found = of(*(ana("referrals", event_number=one, subject_key=two) for one, two in keys))
    assert len(set(found)) == len(keys)


# --- columns ----------------------------------------------------------------------------------


def test_a_column_is_known_by_each_of_its_names():
    for contract in CONTRACTS.values():
        for column in contract.columns:
            for spelling in column.spelled:
                names = [spelling if n == column.name else n for n in contract.column_names]
                written = [f" {name.upper().replace('_', ' ')}*" for name in names]
                header = understand(written, contract)
                assert None not in header.places
                assert header.dropped == ()


@pytest.mark.parametrize("feed", FEEDS)
def test_a_forbidden_column_reaches_nothing_but_the_receipt(feed):
    _, hidden = HIDDEN[feed]
    header, [row], _ = read_all(table(feed, ana(feed, **{hidden: "SECRET"})), feed)
    assert header.dropped == (plain_name(hidden),)
    assert "SECRET" not in repr(row)
    assert isinstance(row, Row)
    assert set(row.values) == set(CONTRACTS[feed].column_names)


def test_a_column_nobody_has_looked_at_is_dropped_like_a_forbidden_one():
    names = [*columns("referrals"), "remarks"]
    cells = [ana("referrals").get(name, "SECRET" if name == "remarks" else "") for name in names]
    header, [row], _ = read_all(lines(names, cells))
    assert header.dropped == ("fins", "remarks")
    assert "SECRET" not in repr(row)


@pytest.mark.parametrize(
    "name",
    ["fins", "FINS", "Fins*", "FIN", "Fingerprint ID", "DNA-sample", "Sponsor Immigration Status",
     "sponsor_status", "Therapy Notes", "clinical note", "Photos"],
)  # fmt: skip
def test_no_contract_may_take_in_a_forbidden_column_by_any_name(name):
    referrals = CONTRACTS["referrals"]
    wanting = Column(name="mark", says="A mark on the child", spelled=(name,))
    contract = msgspec.structs.replace(referrals, columns=(*referrals.columns, wanting))
    header = understand([*columns("referrals", hidden=False), name], contract)
    assert header.places[-1] is None
    assert len(header.dropped) == 1


# --- a cell that shifts -----------------------------------------------------------------------

FINS = "0099887766"


def with_a_comma_before(feed: str, column: str, secret: str, *, tail: str = "") -> str:
    """Ana's row with an unquoted comma in the cell before a column, so that the rest shifts."""
    names = columns(feed)
    row = ana(feed)
    _, hidden = HIDDEN[feed]
    cells = [secret if name == hidden else row.get(name, "") for name in names]
    cells.insert(names.index(column), "shifted")
    while not cells[-1] and len(cells) > len(names):
        cells.pop()
    return lines(names) + lines(cells).removesuffix("\n") + tail + "\n"


@pytest.mark.parametrize("tail", ["", ",", ",,"])
@pytest.mark.parametrize(
    ("feed", "column", "secret"),
    [
        ("referrals", "subject_key", FINS),
        ("referrals", "a_number", FINS),
        ("notices", "a_number", FINS),
        ("placements", "relationship", "no status"),
        ("placements", "program", "no status"),
        ("placements", "category", "no status"),
        ("custody", "a_number", FINS),
        ("custody", "stay", FINS),
        ("safety", "interviewed", "no status"),
        ("safety", "living_with_sponsor", "no status"),
        ("addresses", "a_number", FINS),
    ],
)
def test_a_forbidden_value_that_shifts_into_a_kept_column_is_not_kept(feed, column, secret, tail):
    for found in read_all(with_a_comma_before(feed, column, secret, tail=tail), feed)[1]:
        assert isinstance(found, SetAside)
        assert found.fields == ()
        assert secret not in found.reason


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("birth_date", ["", "b(6), b(7)c", "2010-02-03"])
def test_a_forbidden_value_in_a_sparse_row_that_shifts_is_not_kept(feed, birth_date):
    names = columns(feed)
    _, hidden = HIDDEN[feed]
    key = {name: ana(feed)[name] for name in CONTRACTS[feed].key}
    row = {**key, hidden: FINS, "birth_date": birth_date}
    cells = [row.get(name, "") for name in names]
    cells.insert(len(key), "")
    found = read_one(lines(names, cells), feed)
    assert isinstance(found, SetAside)
    assert FINS not in repr(found)


@pytest.mark.parametrize(("zip_code", "phone"), [("TX", "00123"), ("000-555-0100", "")])
def test_a_postal_code_in_the_next_column_gives_a_shifted_row_away(zip_code, phone):
    state = "TX" if phone else "00123"
    row = ana("placements", address_line="no status", state=state, zip=zip_code, phone=phone)
    found = aside(table("placements", row), "placements")
    assert found == SetAside(2, "the postal code stands in the next column: its cells shifted")


def test_a_postal_code_that_is_merely_wrong_is_read():
    assert values(table("placements", ana("placements", zip="ABC")), "placements")["zip"] == "ABC"


def test_a_number_is_no_name_so_a_fingerprint_number_does_not_pass_for_one():
    found = aside(table("referrals", ana("referrals", given_names=FINS)))
    assert found == SetAside(2, "given_names is not a name", ())


def test_a_row_with_one_slip_of_the_pen_keeps_its_cells_for_mending():
    found = aside(table("referrals", ana("referrals", apprehension_at="2026-02-30", fins=FINS)))
    assert found.reason == "apprehension_at 2026-02-30 is not a date"
    assert "Ana Lucía" in found.fields
    assert FINS not in found.fields


def test_a_row_in_which_two_cells_do_not_fit_keeps_none():
    row = ana("referrals", apprehension_at="2026-02-30", referral_at="Made-up Sector")
    assert aside(table("referrals", row)).fields == ()


def test_a_text_where_a_code_belongs_is_not_kept():
    note = "Ana said in the session that " + "she dreams of home and " * 12
    found = aside(table("placements", ana("placements", program=note)), "placements")
    assert found == SetAside(2, "program is too long for a code", ())


@pytest.mark.parametrize(
    ("column", "cell"),
    [("relationship", "Aunt (no status)"), ("relationship", "Mother - LPR"),
     ("category", "undocumented"), ("relationship", "US citizen brother")],
)  # fmt: skip
def test_a_sponsors_status_inside_another_cell_is_blanked_and_said_to_be(column, cell):
    row = read_one(table("placements", ana("placements", **{column: cell})), "placements")
    assert isinstance(row, Row)
    assert cell not in row.fields
    assert row.values[column] is None
    assert row.repairs == ("a sponsor's immigration status blanked",)


@pytest.mark.parametrize("relationship", ["Aunt", "Uncle (Non-Primary Caregiver)", "Grandmother"])
def test_a_relationship_that_tells_no_status_is_kept(relationship):
    row = read_one(table("placements", ana("placements", relationship=relationship)), "placements")
    assert isinstance(row, Row)
    assert relationship in row.fields
    assert row.repairs == ()


# --- what a message says ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("feed", "cells"),
    [
        ("referrals", {"birth_date": "2010-02-31"}),
        ("referrals", {"a_number": "A99-12"}),
        ("placements", {"notified_dhs_at": "000-555-0100"}),
        ("placements", {"notified_dhs_at": "123-45-6789"}),
        ("placements", {"admitted_at": "cries at night"}),
        ("notices", {"filed_with_court_on": "Madeupton TX 00123"}),
        ("notices", {"filed_with_court_on": "12 Invented St"}),
    ],
)
def test_a_message_names_the_column_and_never_what_could_name_the_child(feed, cells):
    [(column, cell)] = cells.items()
    found = aside(table(feed, ana(feed, **cells)), feed)
    assert found.reason.startswith(f"{column} is not ")
    assert cell not in found.reason


@pytest.mark.parametrize("cell", ["2026-02-30", "13/45/22", "February 30, 2024"])
def test_a_message_shows_the_wrong_day_itself(cell):
    found = aside(table("notices", ana("notices", served_on=cell)), "notices")
    assert found.reason == f"served_on {cell} is not a date"


# --- reading again ----------------------------------------------------------------------------


def test_kept_lines_read_again_are_the_same_rows():
    rows = [ana("placements"), ana("placements", zip="123", relationship="Aunt (LPR)"),
            ana("placements", uc_path_id="MU2", citizenship="GUATE\0MALA")]  # fmt: skip
    header, found, _ = read_all(table("placements", *rows), "placements")
    first = [row for row in found if isinstance(row, Row)]
    again = understand(list(header.kept_names), CONTRACTS["placements"])
    kept = [(row.line, list(row.fields), list(row.repairs)) for row in first]
    assert list(reread(kept, again, CONTRACTS["placements"])) == first
