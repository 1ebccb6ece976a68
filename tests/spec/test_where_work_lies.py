"""At which office work lies, and to whom late work is raised: said again, so that none slips."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from amparo.duties.ladders import LADDERS, LONGEST_REST, raised_to, rungs_of
from amparo.duties.offices import OFFICES, Area, Route
from amparo.words.agencies import Role

ROUTES = """
    case-manager | program | {} | ORR duty desk: intakes | falls
    field-specialist | program | federal field specialist of {} |
        ORR duty desk: field operations | falls
    sponsor-administrator | program | sponsor administrator of {} | ORR duty desk: releases | falls
    post-release-provider | program | post-release services of {} |
        ORR duty desk: post-release services | falls
    child-protection | - | {} | ORR child protection | -
    court-staff | court notice_court | immigration court {} |
        EOIR headquarters: clerk's office | falls
    cbp-officer | sector | CBP {} | CBP headquarters: juvenile coordinators | -
    juvenile-coordinator | court notice_court facility sector | ICE field office {} |
        ICE headquarters: juvenile coordinators | through-area
    opla-attorney | court notice_court | OPLA {} | ICE headquarters: OPLA | through-area
    counsel | - | {} | the child's own counsel | -
    legal-service-provider | program | legal service provider of {} |
        ORR duty desk: legal services | -
"""
"""The role, the places that name its office, how that is called, and the desk where none is known.
*falls*: that desk answers for what nobody took. *through-area*: the place is looked up in an area.
"""

AREAS = """
    Atlanta | ATD ATL CHL SDC | -
    Baltimore | BAL HYA | -
    Boston | BOS HAR | -
    Buffalo | BTV BUF | -
    Chicago | CHI KAN LOU | -
    Dallas | DAL FTW | -
    Denver | AUR DEN | -
    Detroit | CLE DET | -
    El Paso | ELP EPD OTO | -
    Harlingen | HLG PIS | -
    Houston | CIC HGP HOD HOU HSG | -
    Los Angeles | ADL LAD LAN LOS NLA SNC SPD VNS | -
    Miami | BDC KRO MIA ORL SAJ | -
    New Orleans | JNA MEM NOL OAK | -
    New York | NYB NYC NYD NYV | -
    Newark | ELZ NEW | -
    Philadelphia | PHI YOR | -
    Phoenix | ELO FLO PHO TUC | -
    Salt Lake City | LVG SLC | -
    San Antonio | PSD SNA | -
    San Diego | ELC IMP OTM SND | -
    San Francisco | HON SFR SMO | -
    Seattle | POO SEA TAC | -
    St. Paul | BLM OMA | -
    Washington | WAS | -
    Made-up East | MU1 MU2 | Sector Uno, Sector Dos
    Made-up West | MU3 | Sector Tres, Sector Cuatro
"""
"""The field office, its courts and its sectors. Each row of both tables holds on every day."""

RUNGS = """
    case-manager 2026-03-03 field-specialist
    case-manager 2026-03-09 child-protection-officer
    post-release-provider 2026-03-03 field-specialist
    post-release-provider 2026-03-09 child-protection-officer
    sponsor-administrator 2026-03-03 field-specialist
    field-specialist 2026-03-05 child-protection-officer
    child-protection 2026-03-03 child-protection-officer
"""
"""From which day what was due on Monday, 2 March 2026, is raised, from whom and to whom."""

DUE = date(2026, 3, 2)
A_GAP = "failed-to-appear"


def test_the_work_of_each_role_lies_where_it_does_and_nowhere_else() -> None:
    assert [_of_route(one) for one in OFFICES.route] == list(_rows(ROUTES))


def test_each_place_is_of_its_area_and_of_no_other() -> None:
    assert [_of_area(one) for one in OFFICES.area] == list(_rows(AREAS))


def test_every_row_holds_on_every_day_and_names_no_facility() -> None:
    rows: tuple[Route | Area, ...] = (*OFFICES.route, *OFFICES.area)
    assert {(one.first, one.last) for one in rows} == {(date.min, None)}
    assert not any(one.facility for one in OFFICES.area)


@pytest.mark.parametrize("rung", RUNGS.strip().splitlines())
def test_late_work_is_raised_on_its_day_and_not_before(rung: str) -> None:
    owner, day, to = rung.split()
    on = date.fromisoformat(day)
    assert (Role(to), on) in rungs_of(A_GAP, Role(owner), DUE)
    assert raised_to(A_GAP, Role(owner), DUE, on, by_hand=0) is Role(to)
    assert raised_to(A_GAP, Role(owner), DUE, on - timedelta(days=1), by_hand=0) is not Role(to)


def test_every_rung_stands_here_and_holds_on_every_day() -> None:
    assert [(one.of, one.to) for one in LADDERS] == [
        (Role(owner), Role(to)) for owner, _, to in map(str.split, RUNGS.strip().splitlines())
    ]
    assert {(one.in_force_from, one.in_force_to) for one in LADDERS} == {(date.min, None)}


def test_work_may_rest_for_thirty_days() -> None:
    assert timedelta(days=30) == LONGEST_REST


def _of_route(one: Route) -> tuple[str, ...]:
    how = [
        word for word, is_so in (("falls", one.falls), ("through-area", one.through_area)) if is_so
    ]
    return str(one.role), " ".join(one.by) or "-", one.names, one.fallback, " ".join(how) or "-"


def _of_area(one: Area) -> tuple[str, ...]:
    return one.office, " ".join(one.court), ", ".join(one.sector) or "-"


def _rows(table: str) -> Iterator[tuple[str, ...]]:
    for row in table.replace("\n        ", " ").strip().splitlines():
        yield tuple(cell.strip() for cell in row.split(" | "))
