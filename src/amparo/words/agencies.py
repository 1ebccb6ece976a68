"""The agencies that owe an unaccompanied child something."""

from enum import StrEnum


class Agency(StrEnum):
    """Who tells us facts and owes duties. A care provider acts for ORR; ERO and OPLA are ICE."""

    CBP = "CBP"
    ICE = "ICE"
    ORR = "ORR"
    EOIR = "EOIR"
    USCIS = "USCIS"


class Role(StrEnum):
    """Who may act or ask: the staff of the agencies, the child's side, those who check.

    Slugs are the names commands use. What each may see stands in the room purposes.
    """

    CBP_OFFICER = "cbp-officer"
    JUVENILE_COORDINATOR = "juvenile-coordinator"
    ERO_OFFICER = "ero-officer"
    HSI_INVESTIGATOR = "hsi-investigator"
    OPLA_ATTORNEY = "opla-attorney"
    USCIS_OFFICER = "uscis-officer"
    COURT_STAFF = "court-staff"
    CASE_MANAGER = "case-manager"
    CASE_COORDINATOR = "case-coordinator"
    CLINICIAN = "clinician"
    FIELD_SPECIALIST = "field-specialist"
    SPONSOR_ADMINISTRATOR = "sponsor-administrator"
    CHILD_PROTECTION = "child-protection"
    CHILD_PROTECTION_OFFICER = "child-protection-officer"
    POST_RELEASE_PROVIDER = "post-release-provider"
    COUNSEL = "counsel"
    LEGAL_SERVICE_PROVIDER = "legal-service-provider"
    CHILD_ADVOCATE = "child-advocate"
    CHILD = "child"
    PARENT_ABROAD = "parent-abroad"
    SPONSOR = "sponsor"
    OMBUDS = "ombuds"
    INSPECTOR = "inspector"
    PRIVACY_OFFICER = "privacy-officer"
    COMMITTEE_STAFF = "committee-staff"
    RESEARCHER = "researcher"
    PUBLIC = "public"
    OPERATOR = "operator"
    FEED_STEWARD = "feed-steward"


AGENCY_OF = {
    Role.CBP_OFFICER: Agency.CBP,
    Role.JUVENILE_COORDINATOR: Agency.ICE,
    Role.ERO_OFFICER: Agency.ICE,
    Role.HSI_INVESTIGATOR: Agency.ICE,
    Role.OPLA_ATTORNEY: Agency.ICE,
    Role.USCIS_OFFICER: Agency.USCIS,
    Role.COURT_STAFF: Agency.EOIR,
    Role.CASE_MANAGER: Agency.ORR,
    Role.CASE_COORDINATOR: Agency.ORR,
    Role.CLINICIAN: Agency.ORR,
    Role.FIELD_SPECIALIST: Agency.ORR,
    Role.SPONSOR_ADMINISTRATOR: Agency.ORR,
    Role.CHILD_PROTECTION: Agency.ORR,
    Role.CHILD_PROTECTION_OFFICER: Agency.ORR,
    Role.POST_RELEASE_PROVIDER: Agency.ORR,
}
"""The agency a role acts for. A feed steward sits at whichever agency sends the feed; a privacy
officer at any; whoever is not here acts for no agency that owes the child something."""
