"""The second evaluator: the matrix read in plain Python, so that Cedar never decides alone."""

from collections.abc import Callable
from enum import StrEnum

from amparo.purposes.asking import Action, Nexus, Origin
from amparo.purposes.data_class import FAMILIES, DataClass
from amparo.purposes.facts import Facts
from amparo.purposes.matrix import TABLE, Table, Verdict
from amparo.purposes.purpose import Purpose
from amparo.purposes.roles import DHS, ROLES
from amparo.words.agencies import Role


class WhyNot(StrEnum):
    """A reason to refuse, in one sentence that names no role, so that it can be translated."""

    NEVER = "This is never shown to this role."
    NO_SUCH_WORK = "This role has no work for that purpose."
    NOT_NEEDED = "It is not needed for that purpose."
    NOT_SO = "This role may not do that with it."
    DANGER = "Danger at hand and a second person are both needed."
    NOT_TIED = "None of the asker's open work is tied to this child by this purpose."
    NOT_APPROVED = "Nobody's approval is recorded."
    NEVER_DHS = "No rule opens this to DHS, whatever the purpose."
    FIXED_SHAPE = "What DHS is shown has a fixed shape: no copies, no counts."
    BY_REQUEST = "A report of a crime is opened to DHS on an approved written request only."
    NOT_AS_HHS_TOLD = "DHS is shown a child's identity as DHS or the court told it."
    ITS_OWN_ADDRESS = "DHS is shown only an address it supplied itself or was served with."
    FOR_SERVICE = "An address is shown to DHS for a duty of service only."
    OWN_PART = "This role is shown only its own part of it."
    RESTRICTED = "This record is restricted."
    ROLE_PAST = "The asker's role or sign-in is out of date."
    TRAINING_PAST = "The asker's training is out of date."


def why_not(facts: Facts, table: Table = TABLE) -> WhyNot | None:
    """The first reason to refuse; None where there is none.

    Whatever is not in the table is a reason.
    """
    for check in _CHECKS:
        reason = check(facts, table)
        if reason is not None:
            return reason
    return None


_FIXED_SHAPE = frozenset({DataClass.IDENTITY, DataClass.COURT})
_LISTED = _FIXED_SHAPE | {DataClass.PLACEMENT, DataClass.SAFETY_CALLS, DataClass.ABUSE_REPORTS}
_SERVICE = frozenset({Purpose.NTA_SERVICE, Purpose.COURT_NOTICE})
_DHS_KNOWS = frozenset({Origin.DHS_SUPPLIED, Origin.SERVED_ON_DHS})
_NEVER_DHS = FAMILIES | {
    DataClass.PLACEMENT,
    DataClass.CLINICAL,
    DataClass.SAFETY_CALLS,
    DataClass.COUNSEL_COMMUNICATIONS,
    DataClass.ACCOUNTING,
}
_NUMBERS_ONLY = frozenset({Role.COMMITTEE_STAFF, Role.RESEARCHER, Role.PUBLIC})
_NOT_STAFF = _NUMBERS_ONLY | {Role.CHILD, Role.PARENT_ABROAD, Role.SPONSOR}
_AUDITORS = frozenset({Role.INSPECTOR, Role.OMBUDS})
_MAY_STAND_IN = frozenset({Role.LEGAL_SERVICE_PROVIDER, Role.CHILD_ADVOCATE, Role.OMBUDS})


def _cell(facts: Facts, table: Table) -> WhyNot | None:
    if _verdict(facts, table) is Verdict.FORBID:
        return WhyNot.NEVER
    return None


def _verdict(facts: Facts, table: Table) -> Verdict:
    stands_in = table.stands_in.get(facts.role, ())
    if facts.data_class in stands_in and facts.no_counsel:
        return Verdict.PERMIT
    return table.cells.get(facts.role, {}).get(facts.data_class, Verdict.FORBID)


def _purpose(facts: Facts, table: Table) -> WhyNot | None:
    if facts.purpose not in table.purposes.get(facts.role, ()):
        return WhyNot.NO_SUCH_WORK
    if facts.data_class not in table.opens.get(facts.purpose, ()):
        return WhyNot.NOT_NEEDED
    return None


def _action(facts: Facts, table: Table) -> WhyNot | None:
    may = {
        Action.READ: _may_read,
        Action.LIST: _may_list,
        Action.SEARCH: _may_search,
        Action.EXPORT: _may_export,
        Action.WRITE: _may_write,
        Action.COUNT: _may_count,
    }[facts.action]
    if not may(facts, table):
        return WhyNot.NOT_SO
    return None


def _may_read(facts: Facts, table: Table) -> bool:
    numbers_only = _verdict(facts, table) is Verdict.AGGREGATES
    return not numbers_only and facts.purpose not in {
        Purpose.STATISTICS,
        Purpose.COMPULSORY_PROCESS,
    }


def _is_reviewed(facts: Facts, table: Table) -> bool:
    return facts.purpose in table.reviews.get(facts.role, {}).get(facts.data_class, ())


def _may_list(facts: Facts, table: Table) -> bool:
    shown = _FIXED_SHAPE if _is_dhs(facts) else _LISTED
    return (
        _may_read(facts, table)
        and facts.role not in _NOT_STAFF
        and (facts.data_class in shown or _is_reviewed(facts, table))
        and facts.purpose is not Purpose.IMMINENT_DANGER
    )


def _may_search(facts: Facts, table: Table) -> bool:
    return facts.data_class in _FIXED_SHAPE and _may_list(facts, table)


def _may_export(facts: Facts, table: Table) -> bool:
    if facts.role in {Role.COUNSEL, Role.CHILD}:
        return facts.purpose in {Purpose.REPRESENTATION, Purpose.OWN_RECORD}
    if facts.role in _AUDITORS and facts.purpose is Purpose.OVERSIGHT and facts.two_person:
        return True
    stands_in = facts.role in _MAY_STAND_IN and facts.data_class is DataClass.ACCOUNTING
    return stands_in and facts.no_counsel and _may_read(facts, table)


def _may_write(facts: Facts, table: Table) -> bool:
    if facts.data_class not in table.writes.get(facts.role, ()):
        return False
    if facts.role is Role.PRIVACY_OFFICER:
        return facts.purpose is Purpose.COMPULSORY_PROCESS and facts.approved
    if _is_dhs(facts) and facts.purpose is Purpose.TRAFFICKING_RESPONSE:
        return False
    return facts.purpose is not Purpose.IMMINENT_DANGER


def _may_count(facts: Facts, table: Table) -> bool:
    if _verdict(facts, table) is Verdict.AGGREGATES:
        return facts.purpose is Purpose.STATISTICS
    return facts.role in _AUDITORS and facts.purpose in {Purpose.OVERSIGHT, Purpose.STATISTICS}


def _work(facts: Facts, table: Table) -> WhyNot | None:
    if facts.purpose is Purpose.STATISTICS:
        return None
    if facts.purpose is Purpose.IMMINENT_DANGER:
        if facts.exigent and facts.two_person:
            return None
        return WhyNot.DANGER
    if any(getattr(facts, tie) for tie in Nexus if tie in table.ties.get(facts.purpose, ())):
        return None
    return WhyNot.NOT_TIED


def _approval(facts: Facts, table: Table) -> WhyNot | None:
    if _verdict(facts, table) is Verdict.APPROVAL and not facts.approved:
        return WhyNot.NOT_APPROVED
    return None


def _dhs(facts: Facts, _table: Table) -> WhyNot | None:
    if not _is_dhs(facts):
        return None
    if facts.data_class in _NEVER_DHS:
        return WhyNot.NEVER_DHS
    if facts.action in {Action.EXPORT, Action.COUNT}:
        return WhyNot.FIXED_SHAPE
    if facts.data_class in {DataClass.IDENTITY, DataClass.LOCATION}:
        return _dhs_knows(facts) or _dhs_asked(facts)
    return _dhs_asked(facts)


def _dhs_asked(facts: Facts) -> WhyNot | None:
    if facts.purpose is Purpose.TRAFFICKING_RESPONSE and not facts.approved:
        return WhyNot.BY_REQUEST
    return None


def _dhs_knows(facts: Facts) -> WhyNot | None:
    if facts.data_class is DataClass.IDENTITY:
        return WhyNot.NOT_AS_HHS_TOLD if facts.origin is Origin.HHS else None
    if facts.origin not in _DHS_KNOWS:
        return WhyNot.ITS_OWN_ADDRESS
    for_service = facts.action is Action.READ and facts.duty and facts.purpose in _SERVICE
    return None if for_service else WhyNot.FOR_SERVICE


def _own(facts: Facts, _table: Table) -> WhyNot | None:
    owns = {
        Role.CBP_OFFICER: _cbp_owns,
        Role.CLINICIAN: _clinician_owns,
        Role.COURT_STAFF: _court_owns,
        Role.USCIS_OFFICER: _uscis_owns,
        Role.SPONSOR: _sponsor_owns,
    }.get(facts.role)
    if owns is not None and not owns(facts):
        return WhyNot.OWN_PART
    return None


def _cbp_owns(facts: Facts) -> bool:
    return facts.own_case and facts.origin is Origin.DHS_SUPPLIED


def _clinician_owns(facts: Facts) -> bool:
    return facts.data_class is not DataClass.CLINICAL or facts.assigned


def _court_owns(facts: Facts) -> bool:
    return facts.data_class is not DataClass.PROTECTED_RELIEF or facts.origin is Origin.COURT


def _uscis_owns(facts: Facts) -> bool:
    return facts.data_class is not DataClass.PROTECTED_RELIEF or facts.own_case


def _sponsor_owns(facts: Facts) -> bool:
    """Of the child, what is true while they live there; of the rest, what the sponsor told."""
    if not facts.own_case:
        return False
    of_the_child = {
        DataClass.IDENTITY,
        DataClass.LOCATION,
        DataClass.COURT,
        DataClass.SAFETY_CALLS,
    }
    if facts.data_class in of_the_child and not facts.placement:
        return False
    not_told_by_them = {DataClass.IDENTITY, DataClass.COURT, DataClass.CHECK_RESULTS}
    return facts.data_class in not_told_by_them or facts.origin is Origin.OWN


def _restricted(facts: Facts, _table: Table) -> WhyNot | None:
    if not facts.protected_1367:
        return None
    # The reason is itself protected, so the words give none.
    restricted = WhyNot.RESTRICTED
    if facts.role is Role.COURT_STAFF:
        return None if facts.origin is Origin.COURT else restricted
    if facts.role is Role.USCIS_OFFICER and facts.own_case:
        return None if facts.purpose is Purpose.ADJUDICATION else restricted
    barred = _is_dhs(facts) or facts.role in {Role.SPONSOR, Role.PARENT_ABROAD}
    return restricted if barred else None


def _in_date(facts: Facts, _table: Table) -> WhyNot | None:
    if facts.role in _NUMBERS_ONLY:
        return None
    if not facts.credentials_in_date:
        return WhyNot.ROLE_PAST
    if facts.role not in _NOT_STAFF and not facts.training_in_date:
        return WhyNot.TRAINING_PAST
    return None


def _is_dhs(facts: Facts) -> bool:
    return ROLES[facts.role].family in DHS


_Check = Callable[[Facts, Table], WhyNot | None]
_CHECKS: tuple[_Check, ...] = (
    _cell,
    _purpose,
    _action,
    _work,
    _approval,
    _dhs,
    _own,
    _restricted,
    _in_date,
)
