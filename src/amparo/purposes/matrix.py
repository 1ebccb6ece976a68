"""The matrix: what each role may see of each class, as put to the lawyers who must review it."""

from enum import StrEnum

import msgspec

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority
from amparo.purposes.asking import Nexus
from amparo.purposes.data_class import CLASSES, DataClass
from amparo.purposes.purpose import Purpose
from amparo.purposes.roles import DHS, ROLES
from amparo.words.agencies import Role


class Verdict(StrEnum):
    """What a role may see of a class, for a purpose of its own and within its own work."""

    PERMIT = "permit"
    APPROVAL = "approval"  # only with someone else's recorded approval: authority, reason, expiry
    AGGREGATES = "aggregates"  # numbers only
    FORBID = "forbid"


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """All that the second evaluator reads; sealed with the rules, so that both can be asked again.

    ``cells``: the matrix. ``purposes``: a role's own. ``opens``: the classes a purpose is about.
    ``ties``: the work that makes a purpose one's own; none where it needs none. ``writes``: what a
    role may record. ``stands_in``: what opens to a role while the child has no counsel.
    ``reviews``: what a role is listed beside what lists show, by class, and for which purposes.
    """

    cells: dict[Role, dict[DataClass, Verdict]]
    purposes: dict[Role, frozenset[Purpose]]
    opens: dict[Purpose, frozenset[DataClass]]
    ties: dict[Purpose, frozenset[Nexus]]
    writes: dict[Role, frozenset[DataClass]]
    stands_in: dict[Role, frozenset[DataClass]]
    # Rules that were sealed before there was such a list say nothing of it: nobody reviews.
    reviews: dict[Role, dict[DataClass, frozenset[Purpose]]] = msgspec.field(default_factory=dict)


_LETTERS = {
    "P": Verdict.PERMIT,
    "A": Verdict.APPROVAL,
    "S": Verdict.AGGREGATES,
    "-": Verdict.FORBID,
}
_NUMBERED = sorted(CLASSES, key=lambda one: CLASSES[one].number)


def _rows(grid: str) -> dict[Role, dict[DataClass, Verdict]]:
    lines = (line.split() for line in grid.strip().splitlines())
    return {
        Role(role): {one: _LETTERS[letter] for one, letter in zip(_NUMBERED, letters, strict=True)}
        for role, *letters in lines
    }


DOSSIER_SOURCE = Authority(
    "Amparo's dossier on the law of information sharing: a proposal informed by the law it cites, "
    "to be reviewed row by row by agency counsel"
)
DOSSIER = _rows("""
case-manager              P P P P A P - P P P P - - -
field-specialist          P P P P A P - P P P P - - A
clinician                 P A - P P A - - - A P - - -
child-protection          P P P P A P - P P P P A - P
post-release-provider     P P P A A P - - A P P - - -
cbp-officer               P P P - - - - - - - A - - -
juvenile-coordinator      P P P - - - - - - - A - - -
ero-officer               A A A - - - - - - - - - - -
hsi-investigator          A A A - - - - - - - A - - -
opla-attorney             P P P - - - - - - - - - - -
court-staff               P P P - - - - - - - - P - -
uscis-officer             P P P - - - - - - - - P - -
counsel                   P P P P P P - A A P P P P P
child-advocate            P P P P A P - A A P P A - P
child                     P P P P P P - - A P P P P P
sponsor                   P P P - - P - P P P - - - P
ombuds                    P P P P A P - P P P P A - P
inspector                 P P P P A P - P P P P A - P
committee-staff           S S S S - S - S S S S S - S
researcher                S S S S - S - S S S S S - S
public                    S S S S - S - S S S S S - S
""")
"""Classes 1 to 14 from left to right: P permit, A with approval, S numbers only, - forbidden."""

OWN_SOURCE = PRODUCT_CHOICE
OWN_ROWS = _rows("""
sponsor-administrator     P P P P A P - P P P P - - A
child-protection-officer  P P P P A P - P P P P A - P
case-coordinator          P P P P - P - P P - - - - -
legal-service-provider    A - A - - - - - - - - - - -
parent-abroad             P A P P - A - - - A - - - A
privacy-officer           A - - - - - - - - - - - - P
operator                  - - - - - - - - - - - - - -
feed-steward              - - - - - - - - - - - - - -
""")
"""Rows the dossier describes in words only, or not at all."""

NARROWED: dict[tuple[Role, DataClass], tuple[Verdict, str]] = {
    (Role.HSI_INVESTIGATOR, DataClass.LOCATION): (
        Verdict.FORBID,
        "An address is shown to DHS for a duty of service only, and this role has none.",
    ),
    (Role.COUNSEL, DataClass.CLINICAL): (
        Verdict.APPROVAL,
        "Through the clinician, until ORR's rule on it has been read.",
    ),
    (Role.CHILD, DataClass.CLINICAL): (
        Verdict.APPROVAL,
        "Through the clinician or counsel, with a child's age in mind.",
    ),
    (Role.SPONSOR, DataClass.ACCOUNTING): (
        Verdict.FORBID,
        "Who asked about the child would tell a sponsor of an inquiry into the home.",
    ),
}
"""Where the charter is stricter than the dossier; it wins. Never the other way round."""


def _cells() -> dict[Role, dict[DataClass, Verdict]]:
    cells = DOSSIER | OWN_ROWS
    return {
        role: {
            one: NARROWED.get((role, one), (verdict, ""))[0] for one, verdict in cells[role].items()
        }
        for role in Role
    }


_SERVICE_ONLY = (
    "Only an address that DHS supplied itself, or that was filed with the court and served on it; "
    "one child at a time, for a duty of service. Everything else goes by sealed service."
)
_REPORTED_CRIME = (
    "One credible report of a crime against a child, asked for in writing by the head of the "
    "agency, approved at ORR."
)
_DHS_ROLES = tuple(role for role in Role if ROLES[role].family in DHS)
CONDITIONS: dict[tuple[Role, DataClass], str] = {
    **{(role, DataClass.IDENTITY): "Not as HHS told it." for role in _DHS_ROLES},
    **{(role, DataClass.LOCATION): _SERVICE_ONLY for role in _DHS_ROLES},
    **{(role, DataClass.ABUSE_REPORTS): _REPORTED_CRIME for role in _DHS_ROLES},
    (Role.CBP_OFFICER, DataClass.IDENTITY): "CBP's own file, until the child is handed over.",
    (Role.CBP_OFFICER, DataClass.COURT): "CBP's own file, until the child is handed over.",
    (Role.CBP_OFFICER, DataClass.ABUSE_REPORTS): "What CBP itself reported.",
    (Role.CLINICIAN, DataClass.CLINICAL): "Their own patients.",
    (Role.COURT_STAFF, DataClass.PROTECTED_RELIEF): "What was filed with the court.",
    (Role.USCIS_OFFICER, DataClass.PROTECTED_RELIEF): "The application before them.",
    (Role.SPONSOR, DataClass.IDENTITY): "While the child lives with them.",
    (Role.SPONSOR, DataClass.LOCATION): "The address they gave, while the child lives with them.",
    (Role.SPONSOR, DataClass.COURT): "While the child lives with them.",
    (Role.SPONSOR, DataClass.SPONSOR): "What they told about themselves.",
    (Role.SPONSOR, DataClass.CHECK_RESULTS): "Their own.",
    (Role.SPONSOR, DataClass.HOUSEHOLD): "What they told.",
    (Role.SPONSOR, DataClass.SAFETY_CALLS): (
        "Dates and their own answers, while the child lives with them."
    ),
    (
        Role.LEGAL_SERVICE_PROVIDER,
        DataClass.IDENTITY,
    ): "Without approval while there is no counsel.",
    (Role.LEGAL_SERVICE_PROVIDER, DataClass.COURT): "Without approval while there is no counsel.",
    (Role.LEGAL_SERVICE_PROVIDER, DataClass.ACCOUNTING): "Permitted while there is no counsel.",
}
"""What more a cell asks for, in words; the rules that hold it are in the two Cedar files."""

_C = DataClass
_P = Purpose
_COURT_CLASSES = frozenset({_C.IDENTITY, _C.LOCATION, _C.COURT})
_HELD = frozenset(DataClass) - {_C.IMMIGRATION_STATUS}
_SAID_TO_COUNSEL = {_C.COUNSEL_COMMUNICATIONS}

OPENS: dict[Purpose, frozenset[DataClass]] = {
    _P.CARE: _COURT_CLASSES | {_C.PLACEMENT, _C.CLINICAL, _C.SPONSOR, _C.ABUSE_REPORTS},
    _P.PLACEMENT: _COURT_CLASSES | {_C.PLACEMENT, _C.SPONSOR, _C.ABUSE_REPORTS},
    _P.SUITABILITY: _COURT_CLASSES
    | {_C.PLACEMENT, _C.SPONSOR, _C.CHECK_RESULTS, _C.HOUSEHOLD, _C.ABUSE_REPORTS},
    _P.SAFETY_CHECK: _HELD
    - _SAID_TO_COUNSEL
    - {_C.CHECK_RESULTS, _C.PROTECTED_RELIEF, _C.ACCOUNTING},
    _P.POST_RELEASE: _HELD
    - _SAID_TO_COUNSEL
    - {_C.CHECK_RESULTS, _C.PROTECTED_RELIEF, _C.ACCOUNTING},
    _P.TRAFFICKING_RESPONSE: _HELD - _SAID_TO_COUNSEL,
    _P.IMMINENT_DANGER: _HELD - _SAID_TO_COUNSEL - {_C.ACCOUNTING},
    _P.TRANSFER: frozenset({_C.IDENTITY, _C.COURT}),
    _P.NTA_SERVICE: _COURT_CLASSES,
    _P.COURT_NOTICE: _COURT_CLASSES,
    # Whether notice was good is seen from the books of notice; never where anybody lives now.
    _P.NOTICE_CHECK: frozenset({_C.IDENTITY, _C.COURT}),
    # An address is put right at the stay it belongs to.
    _P.ADDRESS_CORRECTION: _COURT_CLASSES | {_C.PLACEMENT},
    _P.ADJUDICATION: frozenset({_C.IDENTITY, _C.COURT, _C.PROTECTED_RELIEF}),
    _P.REPRESENTATION: _HELD,
    _P.LEGAL_SERVICES: frozenset({_C.IDENTITY, _C.COURT, _C.ACCOUNTING}),
    _P.BEST_INTERESTS: _HELD - _SAID_TO_COUNSEL,
    _P.OWN_RECORD: _HELD,
    _P.CORRECTION: _HELD - _SAID_TO_COUNSEL - {_C.CLINICAL, _C.ABUSE_REPORTS, _C.PROTECTED_RELIEF},
    _P.OVERSIGHT: _HELD - _SAID_TO_COUNSEL,
    _P.STATISTICS: _HELD - _SAID_TO_COUNSEL - {_C.CLINICAL},
    _P.COMPULSORY_PROCESS: frozenset({_C.ACCOUNTING}),
}
"""What each purpose is about; a role's cells are seen through it, never past it."""

_CARE_WORK = frozenset({Nexus.PLACEMENT, Nexus.ASSIGNED, Nexus.DUTY})
TIES: dict[Purpose, frozenset[Nexus]] = {
    _P.CARE: _CARE_WORK,
    _P.PLACEMENT: _CARE_WORK,
    _P.SUITABILITY: _CARE_WORK,
    _P.SAFETY_CHECK: _CARE_WORK,
    _P.POST_RELEASE: frozenset({Nexus.ASSIGNED, Nexus.DUTY}),
    _P.TRAFFICKING_RESPONSE: frozenset({Nexus.ASSIGNED, Nexus.DUTY, Nexus.COMPLAINT}),
    _P.IMMINENT_DANGER: frozenset(),  # danger and a second person stand in for work
    _P.TRANSFER: frozenset({Nexus.OWN_CASE}),
    _P.NTA_SERVICE: frozenset({Nexus.DUTY}),
    _P.COURT_NOTICE: frozenset({Nexus.DUTY, Nexus.HEARING}),
    _P.NOTICE_CHECK: frozenset({Nexus.DUTY}),
    _P.ADDRESS_CORRECTION: frozenset({Nexus.DUTY, Nexus.ASSIGNED}),
    _P.ADJUDICATION: frozenset({Nexus.HEARING, Nexus.OWN_CASE}),
    _P.REPRESENTATION: frozenset({Nexus.REPRESENTATION}),
    _P.LEGAL_SERVICES: frozenset({Nexus.ASSIGNED}),
    _P.BEST_INTERESTS: frozenset({Nexus.ASSIGNED}),
    _P.OWN_RECORD: frozenset({Nexus.OWN_CASE}),
    _P.CORRECTION: frozenset(
        {Nexus.OWN_CASE, Nexus.REPRESENTATION, Nexus.COMPLAINT, Nexus.ASSIGNED, Nexus.DUTY}
    ),
    _P.OVERSIGHT: frozenset({Nexus.AUDIT, Nexus.COMPLAINT}),
    _P.STATISTICS: frozenset(),  # no child is looked at
    _P.COMPULSORY_PROCESS: frozenset({Nexus.ASSIGNED, Nexus.DUTY}),
}
"""Any one of these makes a purpose the asker's own."""

_DECIDING = frozenset(
    {
        _P.PLACEMENT,
        _P.SUITABILITY,
        _P.SAFETY_CHECK,
        _P.ADDRESS_CORRECTION,
        _P.TRAFFICKING_RESPONSE,
        _P.CORRECTION,
    }
)
_PROTECTING = frozenset({_P.SAFETY_CHECK, _P.TRAFFICKING_RESPONSE, _P.IMMINENT_DANGER})
PURPOSES_OF: dict[Role, frozenset[Purpose]] = {
    Role.CASE_MANAGER: _DECIDING | {_P.CARE},
    Role.CASE_COORDINATOR: frozenset({_P.SUITABILITY}),
    Role.FIELD_SPECIALIST: _DECIDING,
    Role.SPONSOR_ADMINISTRATOR: _DECIDING,
    Role.CLINICIAN: frozenset({_P.CARE, _P.TRAFFICKING_RESPONSE}),
    Role.CHILD_PROTECTION: _PROTECTING,
    Role.CHILD_PROTECTION_OFFICER: _PROTECTING,
    Role.POST_RELEASE_PROVIDER: frozenset(
        {_P.POST_RELEASE, _P.SAFETY_CHECK, _P.ADDRESS_CORRECTION, _P.TRAFFICKING_RESPONSE}
    ),
    Role.CBP_OFFICER: frozenset({_P.TRANSFER, _P.NTA_SERVICE, _P.TRAFFICKING_RESPONSE}),
    Role.JUVENILE_COORDINATOR: frozenset(
        {
            _P.TRANSFER,
            _P.NTA_SERVICE,
            _P.COURT_NOTICE,
            _P.NOTICE_CHECK,
            _P.TRAFFICKING_RESPONSE,
        }
    ),
    Role.ERO_OFFICER: frozenset({_P.NTA_SERVICE}),
    Role.HSI_INVESTIGATOR: frozenset({_P.TRAFFICKING_RESPONSE}),
    Role.OPLA_ATTORNEY: frozenset({_P.NTA_SERVICE, _P.COURT_NOTICE, _P.NOTICE_CHECK}),
    Role.USCIS_OFFICER: frozenset({_P.ADJUDICATION, _P.COURT_NOTICE}),
    Role.COURT_STAFF: frozenset({_P.COURT_NOTICE, _P.ADJUDICATION, _P.ADDRESS_CORRECTION}),
    Role.COUNSEL: frozenset({_P.REPRESENTATION, _P.CORRECTION}),
    Role.LEGAL_SERVICE_PROVIDER: frozenset({_P.LEGAL_SERVICES}),
    Role.CHILD_ADVOCATE: frozenset({_P.BEST_INTERESTS}),
    Role.CHILD: frozenset({_P.OWN_RECORD, _P.CORRECTION}),
    Role.PARENT_ABROAD: frozenset({_P.OWN_RECORD}),
    Role.SPONSOR: frozenset({_P.OWN_RECORD, _P.CORRECTION}),
    Role.OMBUDS: frozenset({_P.OVERSIGHT}),
    Role.INSPECTOR: frozenset({_P.OVERSIGHT, _P.STATISTICS}),
    Role.PRIVACY_OFFICER: frozenset({_P.OVERSIGHT, _P.CORRECTION, _P.COMPULSORY_PROCESS}),
    Role.COMMITTEE_STAFF: frozenset({_P.STATISTICS}),
    Role.RESEARCHER: frozenset({_P.STATISTICS}),
    Role.PUBLIC: frozenset({_P.STATISTICS}),
    Role.OPERATOR: frozenset(),
    Role.FEED_STEWARD: frozenset(),
}
"""The purposes a role has; open work makes one of them the asker's own."""

_CASE_WORK = frozenset(
    {
        _C.IDENTITY,
        _C.LOCATION,
        _C.PLACEMENT,
        _C.SPONSOR,
        _C.CHECK_RESULTS,
        _C.HOUSEHOLD,
        _C.SAFETY_CALLS,
        _C.ABUSE_REPORTS,
    }
)
_REPORTS = frozenset({_C.SAFETY_CALLS, _C.ABUSE_REPORTS})
WRITES: dict[Role, frozenset[DataClass]] = {
    Role.CASE_MANAGER: _CASE_WORK,
    Role.FIELD_SPECIALIST: _CASE_WORK,
    Role.SPONSOR_ADMINISTRATOR: _CASE_WORK,
    Role.CASE_COORDINATOR: frozenset({_C.PLACEMENT}),
    Role.CLINICIAN: frozenset({_C.CLINICAL, _C.ABUSE_REPORTS}),
    Role.CHILD_PROTECTION: _REPORTS,
    Role.CHILD_PROTECTION_OFFICER: _REPORTS,
    Role.POST_RELEASE_PROVIDER: _REPORTS | {_C.LOCATION},
    Role.CBP_OFFICER: frozenset({_C.IDENTITY, _C.COURT}),
    Role.JUVENILE_COORDINATOR: frozenset({_C.COURT}),
    Role.OPLA_ATTORNEY: frozenset({_C.COURT}),
    Role.COURT_STAFF: frozenset({_C.LOCATION, _C.COURT}),
    Role.USCIS_OFFICER: frozenset({_C.PROTECTED_RELIEF}),
    Role.COUNSEL: frozenset(
        {_C.LOCATION, _C.COURT, _C.PROTECTED_RELIEF, _C.COUNSEL_COMMUNICATIONS}
    ),
    Role.CHILD: frozenset({_C.IDENTITY, _C.LOCATION}),
    Role.SPONSOR: frozenset({_C.SPONSOR}),
    Role.PRIVACY_OFFICER: frozenset({_C.ACCOUNTING}),
}
"""What a role may record as new facts; whoever is not here records none."""

STANDS_IN: dict[Role, frozenset[DataClass]] = {
    Role.LEGAL_SERVICE_PROVIDER: frozenset({_C.IDENTITY, _C.COURT, _C.ACCOUNTING}),
}
"""What is permitted to a role only while the child has no counsel."""

REVIEWS: dict[Role, dict[DataClass, frozenset[Purpose]]] = {
    Role.PRIVACY_OFFICER: {_C.ACCOUNTING: frozenset({_P.OVERSIGHT})},
}
"""Who is listed who has looked, to review the looks."""

TABLE = Table(
    cells=_cells(),
    purposes=PURPOSES_OF,
    opens=OPENS,
    ties=TIES,
    writes=WRITES,
    stands_in=STANDS_IN,
    reviews=REVIEWS,
)
"""The table in force."""


def is_told_numbers_only(role: Role) -> bool:
    """Whether a role is told of children in numbers, and of no child by itself."""
    return Verdict.AGGREGATES in TABLE.cells[role].values()
