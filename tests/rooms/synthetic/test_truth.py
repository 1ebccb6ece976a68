"""The rules that the truth is counted by, each on a few rows made by hand."""

from datetime import date
from itertools import count

import pytest

from amparo.synthetic.rows import COLUMNS, PLACE
from amparo.synthetic.truth_buildings import Buildings
from amparo.synthetic.truth_episodes import way_of
from amparo.synthetic.truth_figures import Figures, Passage, passages
from amparo.synthetic.truth_findings import (
    address_findings,
    findings_of,
    tellings_of,
)
from amparo.synthetic.truth_joining import edges, entities
from amparo.synthetic.truth_reading import said
from amparo.synthetic.truth_records import Source

END = date(2025, 1, 31).toordinal()
NUMBERS = count(1)
ANA = {"a_number": "A990-000-001", "given_names": "ANA LUCIA", "surnames": "Barreza de Coruela"}
HOUSE = {"address_line": "12 Example Lane", "city": "Ejemplo", "state": "TX", "zip": "00123"}
RELEASED = {"discharge_type": "Reunified (Individual Sponsor)"}


def source(feed: str, key: str, *rows: tuple[str, dict[str, str]], child: int = 1) -> Source:
    """A record whose rows are (learned, cells); ``!`` before the day makes it a correction."""
    found = Source(feed, child, key)
    for learned, told in rows:
        cells = [""] * len(COLUMNS[feed])
        for place, part in enumerate(key.split("/")):
            cells[place] = part
        for name, text in told.items():
            cells[PLACE[feed][name]] = text
        row = said(feed, cells, day(learned.strip("!")), is_correction=learned.startswith("!"))
        assert row is not None
        found.add(row)
    return found


def referral(encountered: str, transferred: str, learned: str = "2023-01-26") -> Source:
    cells = ANA | {"apprehension_at": encountered, "transfer_at": transferred}
    return source("referrals", f"MU{next(NUMBERS)}/S1", (learned, cells))


def notice(*rows: tuple[str, dict[str, str]]) -> Source:
    return source("notices", f"MUN{next(NUMBERS)}", *((when, ANA | cells) for when, cells in rows))


def stay(*rows: tuple[str, dict[str, str]], key: str = "", child: int = 1) -> Source:
    key = key or f"MU{next(NUMBERS)}/1"
    told = ((when, ANA | cells) for when, cells in rows)
    return source("placements", key, *told, child=child)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def found(gap: str, *sources: Source) -> list[tuple[str, str]]:
    """Since and until of each finding of one kind; until is empty where it is open."""
    return [
        (iso(one.since), iso(one.until))
        for one in findings_of(list(sources), END)
        if one.gap == gap
    ]


def iso(day_number: int | None) -> str:
    return "" if day_number is None else date.fromordinal(day_number).isoformat()


# --- reading ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"nta_issued_on": "2026-02-30"},
        {"nta_issued_on": "13/45/22"},
        {"a_number": "A99-12"},
        {"charging_document_id": ""},
    ],
)
def test_a_row_that_no_reader_could_take_says_nothing(wrong: dict[str, str]) -> None:
    cells = [""] * len(COLUMNS["notices"])
    for name, text in {"charging_document_id": "MUN1", **wrong}.items():
        cells[PLACE["notices"][name]] = text
    assert said("notices", cells, END, is_correction=False) is None


def test_a_row_with_cells_too_few_or_too_many_says_nothing_but_a_blank_tail_is_cut() -> None:
    cells = ["MUN1"] + [""] * (len(COLUMNS["notices"]) - 1)
    assert said("notices", [*cells, "", ""], END, is_correction=False) is not None
    assert said("notices", [*cells, "Apt 2"], END, is_correction=False) is None
    assert said("notices", cells[:-1], END, is_correction=False) is None


def test_an_event_whose_day_is_withheld_is_taken_from_the_day_it_was_learned() -> None:
    told = notice(("2023-05-27", {"nta_issued_on": "2022-01-01", "served_on": "b(6), b(7)c"}))
    assert found("nta-not-served", told) == [("2022-01-01", "2023-05-27")]


def test_an_event_whose_day_is_still_withheld_is_not_taken_from_the_day_it_was_told_again() -> None:
    withheld = {"nta_issued_on": "2022-01-01", "served_on": "b(6), b(7)c"}
    again = withheld | {"issuing_component": "ICE"}
    told = notice(("2023-05-27", withheld), ("2024-01-27", again))
    assert found("nta-not-served", told) == [("2022-01-01", "2023-05-27")]
    corrected = notice(("2023-05-27", withheld), ("!2024-01-27", again))
    assert found("nta-not-served", corrected) == [("2022-01-01", "2024-01-27")]


# --- joining ---------------------------------------------------------------------------------


def joined(*sources: Source, known: str = "2025-01-31") -> int:
    """Into how many entities the records fall."""
    return len(entities(list(sources), edges(list(sources)), day(known)))


def named(a_number: str, given: str, surnames: str, born: str = "") -> Source:
    cells = {
        "a_number": a_number,
        "given_names": given,
        "surnames": surnames,
        "birth_date": born,
    }
    return source("notices", f"MUN{next(NUMBERS)}", ("2023-01-27", cells))


def test_a_shared_number_joins_only_with_a_given_name_and_a_surname_or_birth_day() -> None:
    ana = named("990000001", "Ana", "Barreza Coruela", "2010-01-02")
    assert joined(ana, named("A990-000-001", "ANA LUZ", "CORUELA")) == 1
    assert joined(ana, named("990000001", "Ana", "Menín", "1/2/10")) == 1
    assert joined(ana, named("990000001", "Ana", "Menín", "2010-02-01")) == 2
    assert joined(ana, named("990000001", "Rosa", "Barreza Coruela", "2010-01-02")) == 2
    assert joined(ana, named("990000002", "Ana", "Barreza Coruela", "2010-01-02")) == 2


def test_two_birth_days_that_are_not_told_are_not_equal() -> None:
    ana = named("990000001", "Ana", "Barreza", "UNKNOWN")
    assert joined(ana, named("990000001", "Ana", "Menín", "UNKNOWN")) == 2


def test_two_stays_are_joined_by_their_key_and_a_record_by_any_of_its_rows() -> None:
    first = stay(("2023-01-28", {"a_number": ""}), key="MU7/1")
    second = stay(
        ("2023-01-28", {"a_number": ""}), ("2023-06-28", {"a_number": "990000001"}), key="MU7/2"
    )
    referred = referral("2022-01-01", "2022-01-03")
    assert joined(first, second, referred) == 1
    assert joined(first, second, referred, known="2023-05-31") == 2


# --- episodes and transfers ------------------------------------------------------------------


def test_encounters_up_to_three_days_apart_are_one_episode() -> None:
    told = [referral(f"2022-01-0{number}", f"2022-01-0{number}") for number in (1, 4)]
    assert len(way_of(told, END).starts) == 1
    assert len(way_of([*told, referral("2022-01-08", "2022-01-09")], END).starts) == 2


def test_a_transfer_told_twice_is_the_earlier_one() -> None:
    told = [referral("2022-01-01", "2022-01-04"), referral("2022-01-02", "2022-01-03")]
    assert found("nta-not-issued", *told) == [("2022-01-03", "")]
    assert found("nta-not-issued", *reversed(told)) == [("2022-01-03", "")]


# --- findings --------------------------------------------------------------------------------


def test_no_notice_issued_is_open_from_the_transfer_until_one_is_issued_in_the_episode() -> None:
    first, second = referral("2020-01-01", "2020-01-03"), referral("2022-01-01", "2022-01-03")
    issued = notice(("2023-01-27", {"nta_issued_on": "2022-05-01"}))
    assert found("nta-not-issued", first, second, issued) == [
        ("2020-01-03", ""),
        ("2022-01-03", "2022-05-01"),
    ]


def test_a_notice_issued_before_the_transfer_leaves_no_finding() -> None:
    issued = notice(("2023-01-27", {"nta_issued_on": "2022-01-02"}))
    assert found("nta-not-issued", referral("2022-01-01", "2022-01-03"), issued) == []


@pytest.mark.parametrize(
    ("how", "until"),
    [("Repatriated", "2022-03-01"), ("Immigration Relief Granted", "2022-03-01"), ("Age Out", "")],
)
def test_departure_and_relief_end_the_duty_to_issue(how: str, until: str) -> None:
    left = stay(("2023-01-28", {"discharged_on": "3/1/22", "discharge_type": how}))
    referred = referral("2022-01-01", "2022-01-03")
    assert found("nta-not-issued", referred, left) == [("2022-01-03", until)]


def test_a_decision_not_to_issue_ends_the_duty_to_issue() -> None:
    decided = notice(("2023-01-27", {"not_to_be_issued_on": "2022-02-01"}))
    referred = referral("2022-01-01", "2022-01-03")
    assert found("nta-not-issued", referred, decided) == [("2022-01-03", "2022-02-01")]


def test_a_notice_served_or_withdrawn_is_no_longer_unserved() -> None:
    served = notice(("2023-01-27", {"nta_issued_on": "2022-01-05", "served_on": "2022-01-09"}))
    taken = notice(("2023-01-27", {"nta_issued_on": "2022-01-05", "withdrawn_on": "2022-01-07"}))
    at_once = notice(("2023-01-27", {"nta_issued_on": "2022-01-05", "served_on": "2022-01-05"}))
    assert found("nta-not-served", served) == [("2022-01-05", "2022-01-09")]
    assert found("nta-not-served", taken) == [("2022-01-05", "2022-01-07")]
    assert found("nta-not-served", at_once) == []


def test_an_accepted_filing_counts_though_a_later_row_tells_of_another() -> None:
    filed = {"served_on": "2022-01-09", "filed_with_court_on": "2022-02-01"}
    told = notice(
        ("2023-01-27", filed | {"filing_status": "accepted"}),
        ("2023-02-27", filed | {"filed_with_court_on": "2022-03-01", "filing_status": "rejected"}),
    )
    assert found("nta-not-filed", told) == [("2022-01-09", "2022-02-01")]


def test_a_correction_takes_back_the_filings_told_before() -> None:
    filed = {"served_on": "2022-01-09", "filed_with_court_on": "2022-02-01"}
    told = notice(
        ("2023-01-27", filed | {"filing_status": "accepted"}),
        ("!2023-11-14", {"served_on": "2022-01-09"}),
    )
    assert found("nta-not-filed", told) == [("2022-01-09", "")]


def test_a_child_admitted_by_the_day_after_the_transfer_was_placed_in_time() -> None:
    referred = referral("2022-01-01", "2022-01-03")
    for admitted, expected in (
        ("1/3/22", []),
        ("1/4/22", []),
        ("1/5/22", [("2022-01-04", "2022-01-05")]),
        ("", [("2022-01-04", "")]),
    ):
        cared_for = stay(("2023-01-28", {"admitted_at": admitted}))
        assert found("transferred-not-placed", referred, cared_for) == expected


# --- addresses -------------------------------------------------------------------------------


def unusable(*sources: Source, others: tuple[Source, ...] = ()) -> list[tuple[str, str]]:
    buildings = Buildings()
    for one in (*sources, *others):
        buildings.add(one)
    return [
        (iso(one.since), iso(one.until))
        for tellings in tellings_of(list(sources), END)
        for one in address_findings(tellings, buildings)
    ]


def released(on: str, **cells: str) -> dict[str, str]:
    return RELEASED | {"discharged_on": on} | cells


def test_a_bad_address_lasts_from_the_release_until_a_usable_one_is_learned() -> None:
    told = stay(
        ("2023-01-28", released("3/1/22")),
        ("2023-04-28", released("3/1/22", address_line="UNKNOWN", zip="00123")),
        ("2023-06-28", released("3/1/22", **HOUSE)),
    )
    assert unusable(told) == [("2022-03-01", "2023-06-28")]


def test_a_bad_address_ends_when_the_child_is_found_or_admitted_again() -> None:
    told = stay(("2023-01-28", released("3/1/22")), key="MU9/1")
    again = referral("2022-06-01", "2022-06-03")
    assert unusable(told, again) == [("2022-03-01", "2022-06-01")]
    back = stay(("2023-01-28", {"admitted_at": "5/2/22"}), key="MU9/2")
    assert unusable(told, back, again) == [("2022-03-01", "2022-05-02")]


def test_a_correction_takes_back_the_bad_address() -> None:
    told = stay(
        ("2023-01-28", released("3/1/22")),
        ("!2024-03-12", released("3/1/22", **HOUSE)),
    )
    assert unusable(told) == []


def test_an_address_without_unit_is_bad_only_where_three_other_records_show_units() -> None:
    told = stay(("2023-01-28", released("3/1/22", **HOUSE)))
    neighbours = [
        stay(("2023-01-28", released("3/1/22", **HOUSE, unit=f"Apt {number}")), child=number)
        for number in (2, 3, 4)
    ]
    assert unusable(told, others=tuple(neighbours[:2])) == []
    assert unusable(told, others=tuple(neighbours)) == [("2022-03-01", "")]
    own = stay(("2023-01-28", released("4/1/22", **HOUSE, unit="Apt 9")))
    assert unusable(told, own, others=tuple(neighbours[:2])) == []


def test_a_postal_code_that_lost_its_zeros_is_the_same_building() -> None:
    told = stay(("2023-01-28", released("3/1/22", **HOUSE | {"zip": "123"})))
    neighbours = tuple(
        stay(("2023-01-28", released("3/1/22", **HOUSE, unit=f"#{number}")), child=number)
        for number in (2, 3, 4)
    )
    assert unusable(told) == []
    assert unusable(told, others=neighbours) == [("2022-03-01", "")]


def test_a_child_who_did_not_go_to_a_sponsor_owes_no_address() -> None:
    left = {"discharged_on": "3/1/22", "discharge_type": "Age Out"}
    assert unusable(stay(("2023-01-28", left))) == []


# --- figures ---------------------------------------------------------------------------------


def test_a_figure_counts_notices_of_the_episode_and_transfers_of_the_five_years() -> None:
    told = [
        referral("2020-01-01", "2020-01-03"),
        referral("2023-12-01", "2023-12-03"),
        notice(("2023-01-27", {"nta_issued_on": "2024-01-05", "served_on": "2024-02-01"})),
    ]
    assert passages(way_of(told, END)) == [Passage(day("2020-01-03"), None, None)]


def test_figures_count_by_what_was_known_then() -> None:
    told = [
        referral("2022-01-01", "2022-01-03"),
        notice(
            ("2023-01-27", {"nta_issued_on": "2022-05-01"}),
            ("2024-07-27", {"nta_issued_on": "2022-05-01", "served_on": "2024-04-20"}),
        ),
    ]
    figures = Figures(date(2025, 1, 28))
    figures.add(told, edges(told))
    value = {(f, u, iso(on), iso(known)): v for f, u, on, known, v in figures.values()}
    may = "2024-05-01"
    assert value["nta-not-issued", "children", may, "2024-05-31"] == 0
    assert value["nta-not-served", "children", may, "2024-05-31"] == 1
    assert value["nta-not-served", "children", may, "2024-08-31"] == 0
    assert value["transfers-to-hhs", "transfers", "2023-01-31", "2023-01-31"] == 1
    assert value["nta-not-served", "children", "2024-06-30", "2024-06-30"] == 1
    assert value["nta-not-served", "children", "2024-07-31", "2024-07-31"] == 0
