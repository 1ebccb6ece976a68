"""Who asks, in which role, and the desks that every made-up home has."""

import msgspec

from amparo.purposes.asking import Nexus
from amparo.words.agencies import Role


class Asker(msgspec.Struct, frozen=True, kw_only=True):
    """A person in the role given to them last; whether it is in date is a fact of its own."""

    person: str
    slug: str
    role: Role
    agency: str
    office: str
    credentials_in_date: bool
    training_in_date: bool


MADE_UP_DESKS: dict[Role, tuple[Nexus, ...]] = {
    Role.CBP_OFFICER: (Nexus.OWN_CASE,),
    Role.JUVENILE_COORDINATOR: (Nexus.DUTY,),
    Role.ERO_OFFICER: (),
    Role.HSI_INVESTIGATOR: (),
    Role.OPLA_ATTORNEY: (Nexus.DUTY,),
    Role.USCIS_OFFICER: (),
    Role.COURT_STAFF: (Nexus.HEARING, Nexus.DUTY),
    Role.CASE_MANAGER: (Nexus.PLACEMENT, Nexus.DUTY, Nexus.ASSIGNED),
    Role.CASE_COORDINATOR: (Nexus.ASSIGNED,),
    Role.CLINICIAN: (Nexus.PLACEMENT, Nexus.ASSIGNED),
    Role.FIELD_SPECIALIST: (Nexus.DUTY, Nexus.ASSIGNED),
    Role.SPONSOR_ADMINISTRATOR: (Nexus.ASSIGNED,),
    Role.CHILD_PROTECTION: (Nexus.ASSIGNED,),
    Role.CHILD_PROTECTION_OFFICER: (Nexus.ASSIGNED,),
    Role.POST_RELEASE_PROVIDER: (Nexus.ASSIGNED,),
    Role.COUNSEL: (Nexus.REPRESENTATION,),
    Role.LEGAL_SERVICE_PROVIDER: (Nexus.ASSIGNED,),
    Role.CHILD_ADVOCATE: (Nexus.ASSIGNED,),
    Role.CHILD: (Nexus.OWN_CASE,),
    Role.PARENT_ABROAD: (Nexus.OWN_CASE,),
    Role.SPONSOR: (Nexus.OWN_CASE, Nexus.PLACEMENT),
    Role.OMBUDS: (Nexus.COMPLAINT,),
    Role.INSPECTOR: (Nexus.AUDIT,),
    Role.PRIVACY_OFFICER: (Nexus.AUDIT,),
    Role.COMMITTEE_STAFF: (),
    Role.RESEARCHER: (),
    Role.PUBLIC: (),
    Role.OPERATOR: (),
    Role.FEED_STEWARD: (),
}
"""The desk of the one person per role that a made-up home holds, over the whole home: nexus still
needs live work where there is such a thing as live work. An officer without work has none."""

MAY_APPOINT = frozenset({Role.OPERATOR})
"""Who adds persons, gives roles and records training. None of it opens a child to anyone."""

MAY_ASSIGN = frozenset({Role.FIELD_SPECIALIST, Role.CHILD_PROTECTION_OFFICER, Role.PRIVACY_OFFICER})
"""Who gives work, and agrees to what needs approval; never their own."""
