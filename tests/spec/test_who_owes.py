"""Who owes what each gap is about, who else must act, and its kind: said again, lest one slip."""

from amparo.duties import CARDS, owners_of
from amparo.gaps import GAPS

OWES = """
    referral-late: cbp-officer
    transfer-late: cbp-officer
    nta-not-issued: juvenile-coordinator
    nta-not-served: juvenile-coordinator
    nta-not-filed: opla-attorney juvenile-coordinator
    transferred-not-placed: field-specialist
    address-unusable: field-specialist
    safety-call-overdue: case-manager
    filed-no-future-hearing: court-staff
    no-counsel: field-specialist
    two-open-cases: court-staff
    notice-to-stale-address: court-staff
    address-told-not-filed: field-specialist counsel
    agencies-disagree-on-address: field-specialist
    failed-to-appear: field-specialist counsel court-staff juvenile-coordinator opla-attorney
        post-release-provider
    in-absentia-order: field-specialist counsel legal-service-provider
    not-filed-before-slot: field-specialist counsel court-staff
    hearing-too-soon: court-staff
    served-alone-under-14: field-specialist
    mail-returned: field-specialist
    counsel-sought-in-vain: field-specialist
    interpreter-wanting: court-staff
    case-did-not-follow: field-specialist
    order-on-bad-notice: field-specialist counsel legal-service-provider
    runaway-from-care: case-manager child-protection
    turns-18: field-specialist counsel
    many-children-one-sponsor: child-protection
    not-with-sponsor: child-protection
    nobody-reached: child-protection
    report-unanswered: child-protection
"""
"""The gap, the role that owes it, and then the others who have a part of their own, by name."""

KINDS = """
    owed: referral-late transfer-late nta-not-issued nta-not-served transferred-not-placed
        runaway-from-care address-unusable safety-call-overdue agencies-disagree-on-address turns-18
        filed-no-future-hearing failed-to-appear
    due process: no-counsel nta-not-filed not-filed-before-slot served-alone-under-14 mail-returned
        hearing-too-soon counsel-sought-in-vain interpreter-wanting notice-to-stale-address
        address-told-not-filed case-did-not-follow two-open-cases in-absentia-order
        order-on-bad-notice
    red flag: many-children-one-sponsor not-with-sponsor nobody-reached report-unanswered
"""
"""What each gap is about: it decides who is told of it, and in which order."""


def _rows(of: str) -> dict[str, tuple[str, ...]]:
    told = (row.split(": ") for row in of.replace("\n        ", " ").strip().splitlines())
    return {one.strip(): tuple(named.split()) for one, named in told}


def test_whoever_must_act_on_a_gap_must_and_nobody_else() -> None:
    assert {gap: tuple(map(str, owners_of(gap))) for gap in CARDS} == _rows(OWES)


def test_every_gap_is_of_its_kind() -> None:
    found: dict[str, tuple[str, ...]] = {}
    for name, gap in GAPS.items():
        found[gap.kind] = (*found.get(gap.kind, ()), name)
    assert {kind: set(names) for kind, names in found.items()} == {
        kind: set(names) for kind, names in _rows(KINDS).items()
    }
