"""Who owes what each gap is about, and who else must act: said again, so that none slips."""

from amparo.duties import CARDS, owners_of

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


def _rows() -> dict[str, tuple[str, ...]]:
    told = (row.split(": ") for row in OWES.replace("\n        ", " ").strip().splitlines())
    return {gap.strip(): tuple(roles.split()) for gap, roles in told}


def test_whoever_must_act_on_a_gap_must_and_nobody_else() -> None:
    assert {gap: tuple(map(str, owners_of(gap))) for gap in CARDS} == _rows()
