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
    """Who, at an agency, a duty can belong to. Slugs are the names commands use."""

    JUVENILE_COORDINATOR = "juvenile-coordinator"
    OPLA_ATTORNEY = "opla-attorney"
    FIELD_SPECIALIST = "field-specialist"
    FEED_STEWARD = "feed-steward"


AGENCY_OF = {
    Role.JUVENILE_COORDINATOR: Agency.ICE,
    Role.OPLA_ATTORNEY: Agency.ICE,
    Role.FIELD_SPECIALIST: Agency.ORR,
}
"""The agency a role acts for. A feed steward sits at whichever agency sends the feed."""
