"""The fourteen classes of values; every value belongs to exactly one of them."""

from enum import StrEnum

import msgspec

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority


class DataClass(StrEnum):
    """What kind of thing a value tells."""

    IDENTITY = "identity"
    LOCATION = "location"
    COURT = "court"
    PLACEMENT = "placement"
    CLINICAL = "clinical"
    SPONSOR = "sponsor"
    IMMIGRATION_STATUS = "immigration-status"
    CHECK_RESULTS = "check-results"
    HOUSEHOLD = "household"
    SAFETY_CALLS = "safety-calls"
    ABUSE_REPORTS = "abuse-reports"
    PROTECTED_RELIEF = "protected-relief"
    COUNSEL_COMMUNICATIONS = "counsel-communications"
    ACCOUNTING = "accounting"


FAMILIES = frozenset(
    {
        DataClass.SPONSOR,
        DataClass.IMMIGRATION_STATUS,
        DataClass.CHECK_RESULTS,
        DataClass.HOUSEHOLD,
    }
)
"""The classes about sponsors and households: no path leads from them to DHS."""


class ClassCard(msgspec.Struct, frozen=True, kw_only=True):
    """One class: its number in the matrix, what is in it, and why it stands by itself."""

    number: int
    says: str
    source: Authority


_1367 = Authority("8 USC 1367; 8 CFR 208.6", verified=True)

CLASSES: dict[DataClass, ClassCard] = {
    DataClass.IDENTITY: ClassCard(
        number=1,
        says="Names, birth date, numbers, country, language.",
        source=Authority("6 USC 279(b)(1)(J)", verified=True),
    ),
    DataClass.LOCATION: ClassCard(
        number=2,
        says="Where the child lives or stays and how to reach them: addresses, phones.",
        source=Authority("8 USC 1229(a)(1)(F)", verified=True),
    ),
    DataClass.COURT: ClassCard(
        number=3,
        says="Notice to Appear, service, filing, hearings, outcomes, whether notice was good.",
        source=Authority("8 USC 1229(a)", verified=True),
    ),
    DataClass.PLACEMENT: ClassCard(
        number=4,
        says="Where and how the child is cared for; case management; days in care.",
        source=Authority("6 USC 279(b)(1)(J)", verified=True),
    ),
    DataClass.CLINICAL: ClassCard(
        number=5,
        says="Health and counselling facts in code; notes of sessions are never held.",
        source=PRODUCT_CHOICE,
    ),
    DataClass.SPONSOR: ClassCard(
        number=6,
        says="Who the sponsor is and how to reach them; the application.",
        source=Authority("P.L. 116-6 div. A sec. 224", verified=True),
    ),
    DataClass.IMMIGRATION_STATUS: ClassCard(
        number=7,
        says="A sponsor's or household member's immigration status. Never held: no column for it.",
        source=PRODUCT_CHOICE,
    ),
    DataClass.CHECK_RESULTS: ClassCard(
        number=8,
        says="Results of checks on a sponsor or household.",
        source=Authority("8 USC 1232(c)(3)(A)", verified=True),
    ),
    DataClass.HOUSEHOLD: ClassCard(
        number=9,
        says="Who else lives in the home.",
        source=Authority("P.L. 116-6 div. A sec. 224", verified=True),
    ),
    DataClass.SAFETY_CALLS: ClassCard(
        number=10,
        says="Calls and visits after release, and what was said.",
        source=Authority("ORR Policy Guide 2.8.4, 6 (in part)"),
    ),
    DataClass.ABUSE_REPORTS: ClassCard(
        number=11,
        says="Reports of trafficking, abuse or neglect, and what came of them.",
        source=Authority("22 USC 7105(b)(1)(G)-(H)", verified=True),
    ),
    DataClass.PROTECTED_RELIEF: ClassCard(
        number=12,
        says="Asylum, special juvenile, T, U or VAWA applications and their state.",
        source=_1367,
    ),
    DataClass.COUNSEL_COMMUNICATIONS: ClassCard(
        number=13,
        says="What the child and counsel tell each other.",
        source=PRODUCT_CHOICE,
    ),
    DataClass.ACCOUNTING: ClassCard(
        number=14,
        says="Who looked at the child's record, when, why, by which rules.",
        source=Authority("5 USC 552a(c)", verified=True),
    ),
}
