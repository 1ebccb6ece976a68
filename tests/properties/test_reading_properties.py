"""Whatever bytes an agency sends: no crash, no lost line, and nothing kept that must not be."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Column, Contract, Kind, Row, SetAside
from amparo.feeds.forbidden import plain_name
from amparo.feeds.read import Header, HeaderWrong, Tally, read
from amparo.feeds.tape import Tape, physical_lines
from amparo.words.addresses import AddressStatus, read_address, read_one_line
from amparo.words.dates import day
from amparo.words.identifiers import a_number
from amparo.words.names import name_tokens
from tests.rooms.feeds.deliveries import HIDDEN, SPONSOR_STATUS, ana, columns, lines, read_all

FEEDS = st.sampled_from(["referrals", "notices", "placements", "custody", "safety", "addresses"])
ENCODINGS = st.sampled_from(["utf-8", "latin-1"])
UNSEEN = "FORBIDDEN"

# What breaks readers: quotation marks, every kind of line end, NUL, marks, long runs.
DIRT = st.text(
    st.sampled_from('",\r\n\0\t\ufeff\x1c\u2028 ab1ñ') | st.characters(codec="utf-8"), max_size=40
)


def physical(text: bytes) -> int:
    """Lines of a file, counted a second way."""
    return text.count(b"\n") + (not text.endswith(b"\n") and bool(text))


def read_whole(
    text: bytes, contract: Contract, encoding: str
) -> tuple[Header, list[object], Tally]:
    tally = Tally()
    header, found = read(io.BytesIO(text), contract, encoding, ",", tally)
    return header, list(found), tally


def check(text: bytes, contract: Contract, encoding: str) -> None:
    """Every line of the file is accounted for, once."""
    try:
        _, found, tally = read_whole(text, contract, encoding)
    except HeaderWrong:
        return
    assert tally.holds()
    assert tally.lines == physical(text)
    assert tally.header == 1
    assert tally.read + tally.repaired == sum(isinstance(one, Row) for one in found)
    assert tally.set_aside == sum(isinstance(one, SetAside) for one in found)
    begun = [one.line for one in found if isinstance(one, Row | SetAside)]
    assert begun == sorted(set(begun))


@given(text=st.binary(max_size=200), feed=FEEDS, encoding=ENCODINGS)
def test_no_bytes_at_all_make_a_reader_fall(text, feed, encoding):
    check(text, CONTRACTS[feed], encoding)


@given(text=st.binary(max_size=300), feed=FEEDS, encoding=ENCODINGS)
def test_no_bytes_after_a_header_are_lost(text, feed, encoding):
    check(lines(columns(feed)).encode() + text, CONTRACTS[feed], encoding)


@given(rows=st.lists(st.lists(DIRT, max_size=4), max_size=8), ends=st.sampled_from(["\n", "\r\n"]))
def test_no_line_of_text_is_lost_however_it_is_quoted(rows, ends):
    small = Contract(
        feed="small",
        version="1",
        sender=CONTRACTS["referrals"].sender,
        says="A key and two cells.",
        source="Made up",
        key=("key",),
        identity_kind="made up",
        tell=CONTRACTS["referrals"].tell,
        columns=(
            Column(name="key", says="A key", required=True),
            Column(name="seen", says="A day", kind=Kind.DAY),
            Column(name="said", says="A text", kind=Kind.TEXT),
        ),
    )
    text = "key,fins,seen,said\n" + ends.join(",".join(row) for row in rows)
    check(text.encode("utf-8", "surrogatepass"), small, "utf-8")


@given(st.lists(st.lists(st.text(st.sampled_from('",\n\r a'), max_size=6), min_size=2), max_size=6))
def test_what_is_quoted_as_the_standard_says_is_read_as_it_was_written(rows):
    rows = [row for row in rows if sum(cell.count("\n") for cell in row) < 10]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    tape = Tape(physical_lines(io.BytesIO(text.getvalue().encode()), "utf-8"), ",")
    assert [record.cells for record in tape] == rows


@given(feed=FEEDS, data=st.data())
def test_a_forbidden_value_is_in_nothing_that_is_kept_whatever_cell_holds_a_stray_character(
    feed, data
):
    """One slip anywhere in a row: a delimiter, a quotation mark, a line break, a cell left out."""
    names = columns(feed)
    _, hidden = HIDDEN[feed]
    secret = "undocumented" if hidden == SPONSOR_STATUS else "9900112233"
    rows = []
    for key in ("MU1", "MU2", "MU3"):
        row = {**ana(feed), CONTRACTS[feed].key[0]: key, hidden: f"{secret}-{key}"}
        blanked = data.draw(st.sets(st.sampled_from(names[3:]), max_size=6), label="blank")
        rows.append(["" if n in blanked and n != hidden else row.get(n, "") for n in names])
    spoilt = data.draw(st.integers(0, 2), label="row")
    place = data.draw(st.integers(0, len(names) - 1), label="cell")
    slip = data.draw(st.sampled_from([",", '"', "\n", '",', ',"', "left out", ",,"]), label="slip")
    text = [",".join(row) for row in rows]
    if slip == "left out":
        text[spoilt] = ",".join(rows[spoilt][:place] + rows[spoilt][place + 1 :])
    else:
        cells = list(rows[spoilt])
        cells[place] = f"{slip}{cells[place]}" if data.draw(st.booleans()) else cells[place] + slip
        text[spoilt] = ",".join(cells)
    _, found, tally = read_all("\n".join([",".join(names), *text]) + "\n", feed)
    assert tally.holds()
    for one in found:
        assert secret not in repr(one)


@pytest.mark.parametrize("feed", ["referrals", "notices", "placements"])
@given(data=st.data())
def test_a_column_outside_the_contract_reaches_no_row_and_no_message(feed, data):
    known = CONTRACTS[feed].column_names
    spelled = {plain_name(s) for c in CONTRACTS[feed].columns for s in (c.name, *c.spelled)}
    strange = data.draw(st.text(st.characters(codec="ascii", categories=["L"]), min_size=1))
    if plain_name(strange) in spelled:
        return
    names = list(known)
    names.insert(data.draw(st.integers(0, len(names))), strange)
    spoilt = data.draw(st.sampled_from(known))
    row = {**ana(feed), strange: UNSEEN, spoilt: data.draw(st.text(max_size=12))}
    header, found, _ = read_all(lines(names, [row.get(name, "") for name in names]), feed)
    assert header.dropped == (plain_name(strange)[:60],)
    assert UNSEEN not in repr(found)


@given(st.text())
def test_a_name_brought_to_tokens_twice_is_the_same_tokens(name):
    tokens = name_tokens(name)
    assert name_tokens(" ".join(tokens)) == tokens
    assert all(token == token.upper() and " " not in token for token in tokens)


@given(st.text() | st.dates().map(str))
def test_no_text_is_a_day_outside_1900_to_2100_and_none_makes_a_reader_fall(text):
    try:
        found = day(text)
    except ValueError:
        return
    assert date(1900, 1, 1) <= found <= date(2100, 12, 31)


@given(
    st.integers(1, 999_999_999), st.sampled_from(["", "A", "a", "A-", "A#"]), st.sampled_from("- ")
)
def test_one_a_number_in_any_form_is_one_number(number, mark, between):
    digits = f"{number:09}"
    assert a_number(f"{mark}{digits[:3]}{between}{digits[3:6]}{between}{digits[6:]}") == digits
    assert a_number(a_number(digits)) == digits


@given(st.text(), st.text(), st.text())
def test_every_text_is_an_address_of_one_of_four_kinds(line, unit, zip_code):
    facts = read_address(line, unit, "TX", zip_code)
    usable = facts.status in {AddressStatus.NO_UNIT, AddressStatus.WITH_UNIT}
    assert (facts.why is None) is usable
    assert usable or facts.building is None
    assert read_one_line(line).status in AddressStatus
