"""Who may ask: every role, the family of agencies it sits in, and what it is there for."""

from enum import StrEnum

import msgspec

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority
from amparo.words.agencies import AGENCY_OF, Role


class Family(StrEnum):
    """Whose side a role sits on. Rules that protect families name a family, never a list of people.

    USCIS is a family of its own and a part of DHS: whatever DHS may not see, USCIS may not either.
    """

    DHS = "dhs"
    USCIS = "uscis"
    ORR = "orr"
    EOIR = "eoir"
    COUNSEL = "counsel"
    HOME = "home"  # the child, the parent abroad and the sponsor: those the record is about
    OVERSIGHT = "oversight"
    PUBLIC = "public"
    SYSTEM = "system"


WITHIN = {Family.USCIS: Family.DHS}
"""A family that is part of another one."""

DHS = frozenset({Family.DHS, *(part for part, whole in WITHIN.items() if whole is Family.DHS)})
"""The families of the department whose officers may never learn where a family lives."""


class RoleCard(msgspec.Struct, frozen=True, kw_only=True):
    """One role: its family, what it needs the record for, and where that is written."""

    family: Family
    says: str
    source: Authority


_TVPRA = Authority("8 USC 1232(c)", verified=True)
_ORR = Authority("6 USC 279(b)", verified=True)
_SERVICE = Authority("8 USC 1229(a)", verified=True)

ROLES: dict[Role, RoleCard] = {
    Role.CBP_OFFICER: RoleCard(
        family=Family.DHS,
        says="Finds the child and hands them over to HHS; works with CBP's own file until then.",
        source=Authority("8 USC 1232(b)(2)-(3)", verified=True),
    ),
    Role.JUVENILE_COORDINATOR: RoleCard(
        family=Family.DHS,
        says="ICE's field office juvenile coordinator: has the Notice to Appear issued and served.",
        source=_SERVICE,
    ),
    Role.ERO_OFFICER: RoleCard(
        family=Family.DHS,
        says="Any other ICE officer: sees nothing, unless lent one duty of service with approval.",
        source=PRODUCT_CHOICE,
    ),
    Role.HSI_INVESTIGATOR: RoleCard(
        family=Family.DHS,
        says="Looks into one reported crime against a child, on a written, approved request.",
        source=Authority("5 USC 552a(b)(7)", verified=True),
    ),
    Role.OPLA_ATTORNEY: RoleCard(
        family=Family.DHS,
        says="ICE's lawyer: files the notice with the court and proves that it was served.",
        source=_SERVICE,
    ),
    Role.USCIS_OFFICER: RoleCard(
        family=Family.USCIS,
        says="Decides the child's own application for protection.",
        source=Authority("8 USC 1158(b)(3)(C)", verified=True),
    ),
    Role.COURT_STAFF: RoleCard(
        family=Family.EOIR,
        says="Keeps the court's file: filings, address of record, hearings and their outcome.",
        source=Authority("8 USC 1229(a)(3)", verified=True),
    ),
    Role.CASE_MANAGER: RoleCard(
        family=Family.ORR,
        says="The care provider's case manager: one caseload of children and sponsors.",
        source=_ORR,
    ),
    Role.CASE_COORDINATOR: RoleCard(
        family=Family.ORR,
        says="The third-party reviewer of a recommendation to release.",
        source=Authority("45 CFR 410.1202-1203 (text not read)"),
    ),
    Role.CLINICIAN: RoleCard(
        family=Family.ORR,
        says="Treats children in care; the clinical record of their own patients is theirs.",
        source=_ORR,
    ),
    Role.FIELD_SPECIALIST: RoleCard(
        family=Family.ORR,
        says="ORR's federal field specialist: decides placements and releases.",
        source=_TVPRA,
    ),
    Role.SPONSOR_ADMINISTRATOR: RoleCard(
        family=Family.ORR,
        says="ORR's Division of Sponsor Administration: reviews the application in hand.",
        source=Authority("ORR Field Guidance 24 (abstract read)"),
    ),
    Role.CHILD_PROTECTION: RoleCard(
        family=Family.ORR,
        says="ORR's child-protection and prevention team and its hotline: acts on reports of harm.",
        source=Authority("22 USC 7105(b)(1); 34 USC 20341", verified=True),
    ),
    Role.CHILD_PROTECTION_OFFICER: RoleCard(
        family=Family.ORR,
        says="Answers for child protection: approves requests, and is the second person in danger.",
        source=Authority("22 USC 7105(b)(1); 34 USC 20341", verified=True),
    ),
    Role.POST_RELEASE_PROVIDER: RoleCard(
        family=Family.ORR,
        says="Helps a released child and family: calls, visits, school, hearing dates.",
        source=Authority("8 USC 1232(c)(3)(B)", verified=True),
    ),
    Role.COUNSEL: RoleCard(
        family=Family.COUNSEL,
        says="The child's attorney of record: the client's whole record, and who looked at it.",
        source=Authority("8 USC 1232(c)(5)", verified=True),
    ),
    Role.LEGAL_SERVICE_PROVIDER: RoleCard(
        family=Family.COUNSEL,
        says="Explains rights and finds counsel; stands in for counsel while there is none.",
        source=Authority("8 USC 1232(c)(5)", verified=True),
    ),
    Role.CHILD_ADVOCATE: RoleCard(
        family=Family.COUNSEL,
        says="Appointed to speak for the child's best interests.",
        source=Authority("8 USC 1232(c)(6)", verified=True),
    ),
    Role.CHILD: RoleCard(
        family=Family.HOME,
        says="The child: their own record, and who looked at it.",
        source=PRODUCT_CHOICE,
    ),
    Role.PARENT_ABROAD: RoleCard(
        family=Family.HOME,
        says="A parent in another country: how the child is, never what the child confided.",
        source=PRODUCT_CHOICE,
    ),
    Role.SPONSOR: RoleCard(
        family=Family.HOME,
        says="Whoever the child lives with: their own data, hearing dates, call dates.",
        source=PRODUCT_CHOICE,
    ),
    Role.OMBUDS: RoleCard(
        family=Family.OVERSIGHT,
        says="ORR's ombuds: the whole file, within one complaint.",
        source=Authority("45 CFR 410, ombuds subpart (text not read)"),
    ),
    Role.INSPECTOR: RoleCard(
        family=Family.OVERSIGHT,
        says="An inspector general or GAO: row by row, within one audit, reading only.",
        source=Authority("5 USC 552a(b)(10); Inspector General Act (from memory)"),
    ),
    Role.PRIVACY_OFFICER: RoleCard(
        family=Family.OVERSIGHT,
        says="Reads who looked at what, and records what was answered outside Amparo.",
        source=Authority("5 USC 552a(c)", verified=True),
    ),
    Role.COMMITTEE_STAFF: RoleCard(
        family=Family.OVERSIGHT,
        says="Staff of a committee of Congress: numbers only.",
        source=Authority("5 USC 552a(b)(9), answered outside Amparo", verified=True),
    ),
    Role.RESEARCHER: RoleCard(
        family=Family.PUBLIC,
        says="A researcher: numbers only, small cells suppressed.",
        source=PRODUCT_CHOICE,
    ),
    Role.PUBLIC: RoleCard(
        family=Family.PUBLIC,
        says="Anyone: numbers only, small cells suppressed.",
        source=PRODUCT_CHOICE,
    ),
    Role.OPERATOR: RoleCard(
        family=Family.SYSTEM,
        says="Runs the machines: ciphertext and the state of the system, no child's data.",
        source=PRODUCT_CHOICE,
    ),
    Role.FEED_STEWARD: RoleCard(
        family=Family.SYSTEM,
        says="Mends a feed: line numbers, reasons and counts, no child's data.",
        source=PRODUCT_CHOICE,
    ),
}
"""Every role there is; a role without a card cannot ask anything."""


def agency(role: Role) -> str:
    """Where a role sits, in a word: the agency it acts for, else its family."""
    return AGENCY_OF[role] if role in AGENCY_OF else ROLES[role].family
