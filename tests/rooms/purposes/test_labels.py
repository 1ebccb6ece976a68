"""A value's label goes with it: what it tells, who said it first, whether the law shuts it."""

import random
from datetime import date
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.events import (
    AddressChanged,
    AddressOfRecord,
    AddressTold,
    Admitted,
    BookedIn,
    CaseTold,
    ConcernReported,
    Described,
    Discharged,
    Encountered,
    Event,
    HearingTold,
    NoticeIssued,
    NoticeServed,
    PlacementDesignated,
    ProceedingTold,
    Sealed,
    StillReported,
    TotalTold,
    Transferred,
)
from amparo.purposes import ROLES, Action, DataClass, Grant, Origin, Purpose, decide
from amparo.purposes.entries import everything_in_order
from amparo.purposes.labels import (
    FIELDS,
    VAULTED,
    Label,
    Unlabelled,
    finding_origin,
    label,
    origin_of,
    vault_label,
)
from amparo.purposes.roles import DHS
from amparo.words.addresses import AddressStatus
from amparo.words.agencies import Agency, Role
from amparo.words.vocabularies import (
    CHANNELS,
    DEPARTED,
    OTHER_DISCHARGES,
    RELIEF_GRANTED,
)
from tests.rooms.purposes.requests import TODAY, asked, every_path, filled

OFFICERS = tuple(role for role in Role if ROLES[role].family in DHS)
NEVER_DHS = (DataClass.SPONSOR, DataClass.HOUSEHOLD, DataClass.PLACEMENT, DataClass.SAFETY_CALLS)
OF_DHS = {Origin.DHS_SUPPLIED, Origin.SERVED_ON_DHS}

_REQUIRED: dict[str, Any] = {
    "row": b"row",
    "status": AddressStatus.BLANK,
    "slot_on": date(2026, 3, 2),
    "key": "hearing/990000001",
    "channel": "EOIR-33",
    "role": "field-specialist",
    "duty": "0" * 16,
    "outcome": "reached",
    "to": "police",
    "will_ask": False,
    "evidence": "contact",
    "time_and_place": "yes",
    "sent": "yes",
    "about": "child-not-there",
    "contested_by": "sponsor",
    "address": b"12 Invented St",
    "posted_on": date(2026, 3, 2),
}


def made(kind: type[Event], agency: str, **fields: Any) -> Event:
    """An event of a made-up child, as an agency, or somebody at a desk of its, tells it."""
    every = _REQUIRED | {"by": agency}
    required = {name: one for name, one in every.items() if name in kind.__struct_fields__}
    return kind(of=f"{agency}:MU0001", line=2, **required | fields)


def labels(event: Event) -> list[Label]:
    """The labels of all that an event says, in the vault too."""
    vaulted = VAULTED if isinstance(event, Sealed) else {}
    return [
        *(label(event, field) for field in type(event).__struct_fields__),
        *(vault_label(event, name) for name in vaulted),
    ]


def shown(role: Role, purpose: Purpose, one: Label, *ties: str) -> bool:
    """Whether a value so labelled is shown to someone in good standing."""
    facts = asked(
        role, purpose, one.data_class, *ties, origin=one.origin, protected_1367=one.protected
    )
    return isinstance(decide(facts, TODAY), Grant)


# --- what it tells ----------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["separated", "demographic"])
def test_who_a_child_was_found_with_is_of_the_household_and_the_rest_is_the_way_to_court(field):
    found = made(Encountered, "CBP")
    assert label(found, field).data_class is DataClass.HOUSEHOLD
    assert label(found, "happened_on").data_class is DataClass.COURT
    coordinator = Role.JUVENILE_COORDINATOR, Purpose.NTA_SERVICE
    assert not shown(*coordinator, label(found, field), "duty")
    assert shown(*coordinator, label(found, "happened_on"), "duty")


def test_the_address_ice_served_is_shown_for_service_and_the_one_orr_released_to_is_not():
    served = vault_label(made(NoticeServed, "ICE"), "served_address")
    released = vault_label(made(AddressTold, "ORR"), "address_line")
    assert served.data_class is released.data_class is DataClass.LOCATION
    assert shown(Role.JUVENILE_COORDINATOR, Purpose.NTA_SERVICE, served, "duty")
    assert not shown(Role.JUVENILE_COORDINATOR, Purpose.NTA_SERVICE, released, "duty")
    assert shown(Role.FIELD_SPECIALIST, Purpose.ADDRESS_CORRECTION, released, "duty")


def test_the_sponsors_telephone_is_where_the_child_lives_and_the_reference_is_the_sponsor():
    stay = made(Described, "ORR")
    assert vault_label(stay, "phone").data_class is DataClass.LOCATION
    assert vault_label(stay, "sponsor_ref").data_class is DataClass.SPONSOR
    assert vault_label(stay, "given_names").data_class is DataClass.IDENTITY


def test_a_hearing_is_shown_for_a_duty_of_service_and_where_the_court_thinks_a_child_lives_is_not():
    coordinator = Role.JUVENILE_COORDINATOR, Purpose.NTA_SERVICE
    assert shown(*coordinator, label(made(HearingTold, "EOIR"), "hearing_on"), "duty")
    case = made(CaseTold, "EOIR")
    assert shown(*coordinator, label(case, "counsel_on"), "duty")
    homes = [label(case, name) for name in ("state", "address", "address_on")]
    homes += [vault_label(case, name) for name in ("city", "zip")]
    for home in homes:
        assert home == Label(DataClass.LOCATION, Origin.COURT, protected=False)
        assert not shown(*coordinator, home, "duty")
        assert shown(Role.COURT_STAFF, Purpose.COURT_NOTICE, home, "hearing")


def test_who_a_child_is_to_the_court_is_of_the_childs_identity():
    case = made(CaseTold, "EOIR")
    told = [label(case, name) for name in ("nationality", "language", "sex")]
    told += [vault_label(case, "birth_month"), label(made(HearingTold, "EOIR"), "language")]
    assert {one.data_class for one in told} == {DataClass.IDENTITY}


def test_a_concern_is_opened_to_dhs_only_where_somebody_approved_of_it():
    concern = label(made(ConcernReported, "ORR"), "about")
    assert concern.data_class is DataClass.ABUSE_REPORTS
    investigator = Role.HSI_INVESTIGATOR, Purpose.TRAFFICKING_RESPONSE
    assert not shown(*investigator, concern, "assigned")
    assert shown(*investigator, concern, "assigned", "approved")
    assert shown(Role.CHILD_PROTECTION, Purpose.SAFETY_CHECK, concern, "duty")


# --- who said it first ------------------------------------------------------------------------


def test_the_address_ice_holds_is_hhss_in_every_field_and_its_custody_is_ices_own():
    kept = made(AddressOfRecord, "ICE")
    assert {one.origin for one in labels(kept)} == {Origin.HHS}
    assert {label(kept, name).data_class for name in kept.__struct_fields__} == {DataClass.LOCATION}
    booked = label(made(BookedIn, "ICE"), "facility")
    assert booked == Label(DataClass.COURT, Origin.DHS_SUPPLIED, protected=False)


@pytest.mark.parametrize("agency", [Agency.EOIR, Agency.ORR, Agency.USCIS])
@pytest.mark.parametrize("channel", [*CHANNELS, "not told"])
def test_a_change_of_address_is_nobodys_own_at_dhs_and_hhss_where_it_was_only_passed_on(
    agency, channel
):
    own = {("EOIR", "EOIR-33"): Origin.COURT, ("USCIS", "AR-11"): Origin.OTHER}
    changed = made(AddressChanged, agency, channel=channel)
    assert {one.origin for one in labels(changed)} == {own.get((agency, channel), Origin.HHS)}
    assert not {one.origin for one in labels(changed)} & OF_DHS


def test_a_finding_that_rests_on_where_a_child_lives_is_hhss_whoever_keeps_the_address():
    for address in ("ICE:custody/MU0001/1", "EOIR:change/MU0001", "USCIS:change/MU0001"):
        assert finding_origin([address]) is Origin.HHS
        assert finding_origin(["EOIR:case/990000001", address]) is Origin.HHS
    assert finding_origin(["EOIR:case/990000001"]) is Origin.COURT
    assert finding_origin(["ICE:custody\\/MU0001"]) is Origin.DHS_SUPPLIED


def test_what_hhs_said_stays_its_own_when_cbp_tells_it_again():
    transferred = made(Transferred, "CBP", to="Made-up Shelter 7")
    assert label(transferred, "to") == Label(DataClass.PLACEMENT, Origin.HHS, protected=False)
    assert label(transferred, "happened_on").origin is Origin.DHS_SUPPLIED
    assert {one.origin for one in labels(made(PlacementDesignated, "CBP"))} == {Origin.HHS}


@pytest.mark.parametrize(
    ("agency", "origin"),
    [
        (Agency.CBP, Origin.DHS_SUPPLIED),
        (Agency.ICE, Origin.DHS_SUPPLIED),
        (Agency.EOIR, Origin.COURT),
        (Agency.ORR, Origin.HHS),
        (Agency.USCIS, Origin.OTHER),
    ],
)
def test_a_value_came_from_the_agency_that_told_it(agency, origin):
    assert label(made(NoticeIssued, agency), "happened_on").origin is origin


def test_what_a_child_tells_uscis_is_never_taken_for_what_dhs_supplied():
    assert origin_of(f"{Agency.USCIS}:MU0001") not in OF_DHS


@given(st.text())
def test_whoever_is_not_known_is_taken_for_hhs(identity):
    known = any(identity.startswith(f"{agency}:") for agency in Agency)
    assert known or origin_of(identity) is Origin.HHS


@pytest.mark.parametrize("identity", ["", "CBP", "cbp:MU1", "ICEBERG:MU1", " ICE:MU1", "HHS:MU1"])
def test_what_only_looks_like_an_agency_is_taken_for_hhs(identity):
    assert origin_of(identity) is Origin.HHS


identities = st.builds("{}:MU{}".format, st.sampled_from(Agency), st.integers(1, 9))


@given(st.lists(identities))
def test_a_finding_with_any_part_from_hhs_and_one_of_no_facts_are_hhss(told_by):
    of_hhs = not told_by or any(one.startswith("ORR:") for one in told_by)
    assert (finding_origin(told_by) is Origin.HHS) == of_hhs


def test_a_finding_of_dhss_own_facts_is_its_own_and_a_mixture_is_nobodys():
    assert finding_origin(["CBP:MU0001/1", "ICE:MU0001-N"]) is Origin.DHS_SUPPLIED
    assert finding_origin(["ICE:MU0001-N", "EOIR:MU0001"]) is Origin.OTHER


events = st.builds(made, st.sampled_from(list(FIELDS)), st.sampled_from(Agency))


@given(events)
def test_whatever_orr_tells_is_labelled_as_hhss_and_nothing_of_it_is_dhss(event):
    origins = {one.origin for one in labels(event)}
    if event.of.startswith("ORR:"):
        assert origins == {Origin.HHS}
    assert not origins & OF_DHS or event.of.startswith(("CBP:", "ICE:"))


# --- what the law shuts -----------------------------------------------------------------------


def test_a_discharge_by_relief_is_protected_in_every_field_and_another_in_none():
    for relief in RELIEF_GRANTED:
        assert all(one.protected for one in labels(made(Discharged, "ORR", how=relief)))
    for how in (*DEPARTED, *OTHER_DISCHARGES, None):
        assert not any(one.protected for one in labels(made(Discharged, "ORR", how=how)))


@pytest.mark.parametrize("field", Discharged.__struct_fields__)
def test_a_parent_abroad_is_shown_a_departure_and_not_that_relief_was_granted(field):
    for how, expected in (*product(DEPARTED, [True]), *product(RELIEF_GRANTED, [False])):
        one = label(made(Discharged, "ORR", how=how), field)
        assert shown(Role.PARENT_ABROAD, Purpose.OWN_RECORD, one, "own_case") is expected


@pytest.mark.parametrize("decision", ["G", "Z", "R", "X", "V", "T", None])
def test_how_a_case_ended_is_protected_whatever_it_was_and_that_it_ended_is_not(decision):
    ended = made(ProceedingTold, "EOIR", decision=decision)
    protected = {one for one in ended.__struct_fields__ if label(ended, one).protected}
    assert protected == {"case_type", "decision", "order"}


@pytest.mark.parametrize("decision", ["R", "X"])
def test_the_court_is_shown_what_it_decided_and_ice_is_not(decision):
    one = label(made(ProceedingTold, "EOIR", decision=decision), "decision")
    assert not shown(Role.JUVENILE_COORDINATOR, Purpose.NTA_SERVICE, one, "duty")
    assert shown(Role.COURT_STAFF, Purpose.COURT_NOTICE, one, "hearing")


# --- what has no label ------------------------------------------------------------------------


def test_what_only_says_that_rows_stand_again_in_a_table_is_shown_to_nobody():
    again = StillReported(of="EOIR:table/tbl_schedule", line=2, rows=b"made up!")
    with pytest.raises(Unlabelled):
        label(again, "rows")


def test_what_nobody_labelled_is_refused_and_the_words_tell_no_value():
    total = TotalTold(
        of="ORR:TX",
        line=2,
        measure="a count",
        period_from=date(2026, 1, 1),
        period_to=date(2026, 1, 31),
    )
    ana = made(Admitted, "ORR", program="Made-up Shelter 7")
    for unlabelled in (
        lambda: label(total, "value"),
        lambda: label(ana, "nickname"),
        lambda: vault_label(made(Described, "ORR"), "nickname"),
        lambda: vault_label(ana, "given_names"),
    ):
        with pytest.raises(Unlabelled) as refused:
            unlabelled()
        assert "MU0001" not in str(refused.value)
        assert "Shelter" not in str(refused.value)


def test_a_kind_of_event_nobody_labelled_is_refused_though_it_resembles_one_that_is():
    class Rehoused(Admitted, frozen=True, kw_only=True, tag="rehoused"):
        pass

    with pytest.raises(Unlabelled):
        label(made(Rehoused, "ORR"), "program")


# --- no way from a label to an officer of DHS -------------------------------------------------


@cache
def ever_held() -> frozenset[Label]:
    """Every label that anything told by any agency can have."""
    told = [made(kind, agency) for kind, agency in product(FIELDS, (*Agency, "unknown"))]
    told += [made(Discharged, "ORR", how=how) for how in RELIEF_GRANTED]
    told += [made(AddressChanged, "EOIR", channel=channel) for channel in CHANNELS]
    return frozenset(one for event in told for one in labels(event))


def closed() -> set[Label]:
    """Those of families, of care, and of a home that DHS neither supplied nor was served with."""
    return {
        one
        for one in ever_held()
        if one.data_class in NEVER_DHS
        or (one.data_class is DataClass.LOCATION and one.origin not in OF_DHS)
    }


@pytest.fixture(scope="module")
def granted():
    """Every path on which the table grants an officer of DHS something."""
    return [path for path, reason in every_path(role=OFFICERS) if reason is None]


def _fits(path: dict[str, Any], one: Label) -> bool:
    """Whether a value so labelled is shown by this path, which read what it names and no more."""
    of = {"data_class": one.data_class, "origin": one.origin, "protected_1367": one.protected}
    return all(path.get(name, value) == value for name, value in of.items())


def test_whatever_is_so_on_no_path_is_an_officer_of_dhs_shown_families_care_or_homes(granted):
    opened = {one for one in ever_held() if any(_fits(path, one) for path in granted)}
    # A reported crime is opened on an approved written request.
    most = {DataClass.IDENTITY, DataClass.LOCATION, DataClass.COURT, DataClass.ABUSE_REPORTS}
    assert most == {one.data_class for one in opened}
    assert not opened & closed()


@pytest.mark.parametrize("role", OFFICERS)
def test_with_everything_in_order_an_officer_of_dhs_is_refused_families_care_and_homes(role):
    values = {(one.data_class, one.origin) for one in closed()}
    assert {data_class for data_class, _ in values} == {*NEVER_DHS, DataClass.LOCATION}
    for purpose, action, (data_class, origin) in product(Purpose, Action, values):
        facts = everything_in_order(role, purpose, data_class, action, origin)
        assert not decide(facts, TODAY), (purpose, action, data_class, origin)


def test_what_opens_something_to_an_officer_of_dhs_opens_no_family_care_or_home(granted):
    """Each request that is granted, asked again for each value that is closed."""
    seed = 20261120
    chance = random.Random(seed)
    for path, one in product(granted, sorted(closed(), key=str)):
        of = {"data_class": one.data_class, "origin": one.origin, "protected_1367": one.protected}
        assert not decide(filled(path | of, chance), TODAY), f"seed {seed}"


@pytest.mark.parametrize("code", ["05", "11", None])
def test_why_a_hearing_was_adjourned_is_protected_whatever_it_says(code):
    """Were only the adjournments to file for asylum hidden, what is hidden would tell it."""
    hearing = HearingTold(
        of="EOIR:case/990000001", line=2, row=b"12345678", key="hearing/990000021", adjourned=code
    )
    assert label(hearing, "adjourned").protected
    assert not label(hearing, "hearing_on").protected
