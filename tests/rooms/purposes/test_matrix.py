"""The matrix holds cell by cell, is never more open than what was proposed, and says why."""

from itertools import product

import msgspec
import pytest

from amparo.purposes import ROLES, Action, DataClass, Grant, Nexus, Origin, Purpose, decide
from amparo.purposes.answers import NO_RULE
from amparo.purposes.data_class import CLASSES
from amparo.purposes.entries import Entry, entries, everything_in_order
from amparo.purposes.matrix import (
    CONDITIONS,
    DOSSIER,
    NARROWED,
    OWN_ROWS,
    PURPOSES_OF,
    STANDS_IN,
    TABLE,
    WRITES,
    Verdict,
)
from amparo.purposes.roles import DHS
from amparo.words.agencies import Role
from tests.rooms.purposes.requests import TODAY, every_path

CELLS = [(role, one) for role, row in TABLE.cells.items() for one in row]
OPENNESS = [Verdict.FORBID, Verdict.AGGREGATES, Verdict.APPROVAL, Verdict.PERMIT]


def granted(role, data_class, action=Action.READ, **changed) -> bool:
    """Whether anything of a class is granted to a role with everything in order but ``changed``."""
    requests = (
        everything_in_order(role, purpose, data_class, action, origin)
        for purpose, origin in product(PURPOSES_OF[role], Origin)
    )
    return any(
        isinstance(decide(msgspec.structs.replace(one, **changed), TODAY), Grant)
        for one in requests
    )


@pytest.mark.parametrize("role", Role)
def test_every_cell_of_the_matrix_is_what_decide_answers(role):
    for data_class, verdict in TABLE.cells[role].items():
        read = granted(role, data_class)
        if verdict is Verdict.PERMIT:
            assert granted(role, data_class, approved=False)
        elif verdict is Verdict.APPROVAL:
            assert read
            assert not granted(role, data_class, approved=False)
        elif verdict is Verdict.AGGREGATES:
            assert granted(role, data_class, Action.COUNT)
            assert not read
        else:
            assert not read
            assert not granted(role, data_class, Action.COUNT)


@pytest.fixture(scope="module")
def paths():
    return list(every_path())


def test_every_cell_but_a_forbidden_one_opens_in_some_way(paths):
    opened = {(path["role"], path["data_class"]) for path, reason in paths if reason is None}
    not_forbidden = {cell for cell in CELLS if TABLE.cells[cell[0]][cell[1]] is not Verdict.FORBID}
    stand_in = {(role, one) for role, classes in STANDS_IN.items() for one in classes}
    assert opened == not_forbidden | stand_in


def test_what_stands_in_for_counsel_opens_only_without_counsel(paths):
    for path, reason in paths:
        if reason is None and path["role"] is Role.LEGAL_SERVICE_PROVIDER:
            assert path["no_counsel"] or path["approved"]


def test_numbers_are_all_that_congress_researchers_and_the_public_get(paths):
    for path, reason in paths:
        if reason is None and path["role"] in {
            Role.COMMITTEE_STAFF,
            Role.RESEARCHER,
            Role.PUBLIC,
        }:
            assert path["action"] is Action.COUNT


def test_whoever_runs_the_system_is_granted_nothing(paths):
    assert not [
        path
        for path, reason in paths
        if reason is None and path["role"] in {Role.OPERATOR, Role.FEED_STEWARD}
    ]


def test_nobody_is_shown_a_child_without_work_but_in_danger_or_as_a_number(paths):
    for path, reason in paths:
        if reason is None and not any(path.get(nexus) for nexus in Nexus):
            assert path["purpose"] in {Purpose.IMMINENT_DANGER, Purpose.STATISTICS}
            assert path["purpose"] is not Purpose.STATISTICS or path["action"] is Action.COUNT


def test_nobody_but_the_public_is_granted_anything_without_credentials_in_date(paths):
    without = {
        path["role"]
        for path, reason in paths
        if reason is None and not path.get("credentials_in_date")
    }
    assert without == {Role.COMMITTEE_STAFF, Role.RESEARCHER, Role.PUBLIC}


def test_everyone_who_works_is_granted_things_only_while_their_training_is_in_date(paths):
    without = {
        path["role"]
        for path, reason in paths
        if reason is None and not path.get("training_in_date")
    }
    assert without == {
        *(Role.COMMITTEE_STAFF, Role.RESEARCHER, Role.PUBLIC),
        *(Role.CHILD, Role.PARENT_ABROAD, Role.SPONSOR),
    }


def test_a_sponsor_is_never_shown_who_looked_nor_what_the_child_confided(paths):
    shown = {
        path["data_class"]
        for path, reason in paths
        if reason is None and path["role"] is Role.SPONSOR
    }
    assert shown == {
        DataClass.IDENTITY,
        DataClass.LOCATION,
        DataClass.COURT,
        DataClass.SPONSOR,
        DataClass.CHECK_RESULTS,
        DataClass.HOUSEHOLD,
        DataClass.SAFETY_CALLS,
    }


def test_of_the_child_a_sponsor_sees_only_what_is_true_while_the_child_lives_there(paths):
    of_the_child = {
        DataClass.IDENTITY,
        DataClass.LOCATION,
        DataClass.COURT,
        DataClass.SAFETY_CALLS,
    }
    for path, reason in paths:
        if reason is None and path["role"] is Role.SPONSOR:
            assert path["own_case"]
            assert path.get("placement") or path["data_class"] not in of_the_child
            if path["data_class"] in {DataClass.LOCATION, DataClass.SAFETY_CALLS}:
                assert path["origin"] is Origin.OWN


def test_only_the_child_and_counsel_see_what_they_tell_each_other(paths):
    shown = {
        path["role"]
        for path, reason in paths
        if reason is None and path["data_class"] is DataClass.COUNSEL_COMMUNICATIONS
    }
    assert shown == {Role.CHILD, Role.COUNSEL}


def test_a_record_of_protected_relief_is_restricted_for_dhs_sponsor_and_parent(paths):
    for path, reason in paths:
        if reason is None and path.get("protected_1367"):
            assert path["role"] not in {Role.SPONSOR, Role.PARENT_ABROAD}
            if ROLES[path["role"]].family in DHS:
                assert path["role"] is Role.USCIS_OFFICER
                assert path["own_case"]
            if path["role"] is Role.COURT_STAFF:
                assert path["origin"] is Origin.COURT


def test_an_inspector_and_an_ombuds_write_nothing():
    assert not {Role.INSPECTOR, Role.OMBUDS} & WRITES.keys()


def test_a_role_writes_only_what_it_may_read_without_approval():
    for role, classes in WRITES.items():
        assert {TABLE.cells[role][one] for one in classes} == {Verdict.PERMIT}


def test_every_purpose_is_some_role_s_and_every_role_but_the_system_has_one():
    assert set().union(*PURPOSES_OF.values()) == set(Purpose)
    assert {role for role, own in PURPOSES_OF.items() if not own} == {
        Role.OPERATOR,
        Role.FEED_STEWARD,
    }


def test_no_cell_is_more_open_than_what_was_proposed_and_each_narrowing_says_why():
    for role, row in DOSSIER.items():
        for data_class, proposed in row.items():
            holds = TABLE.cells[role][data_class]
            assert OPENNESS.index(holds) <= OPENNESS.index(proposed)
            assert (holds is not proposed) == ((role, data_class) in NARROWED)
    assert all(why.endswith(".") for _, why in NARROWED.values())


def test_every_role_has_one_row():
    assert DOSSIER.keys() | OWN_ROWS.keys() == set(Role)
    assert not DOSSIER.keys() & OWN_ROWS.keys()


# --- as lawyers read it -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def table() -> dict[tuple[Role, DataClass], Entry]:
    return {(one.role, one.data_class): one for one in entries(TODAY)}


def test_the_table_has_one_entry_for_every_role_and_class(table):
    assert list(table) == list(product(Role, CLASSES))


def test_every_entry_names_its_rules_and_their_source(table):
    for one in table.values():
        assert set(one.rules) <= TODAY.rules.keys() | {NO_RULE}
        assert one.rules
        assert one.source
        assert one.verified == all(
            name in TODAY.rules and TODAY.rules[name].mark == "verified" for name in one.rules
        )


def test_an_open_entry_names_its_purposes_and_a_closed_one_has_none(table):
    for one in table.values():
        assert bool(one.purposes) == (one.verdict is not Verdict.FORBID)


def test_an_entry_closed_to_dhs_names_the_rule_that_protects_families(table):
    one = table[Role.ERO_OFFICER, DataClass.HOUSEHOLD]
    assert "families-not-to-dhs" in one.rules
    assert one.verdict is Verdict.FORBID


def test_an_entry_says_what_more_it_asks_for_and_where_it_was_narrowed(table):
    one = table[Role.HSI_INVESTIGATOR, DataClass.LOCATION]
    assert "duty of service only" in str(one.narrowed)
    two = table[Role.JUVENILE_COORDINATOR, DataClass.LOCATION]
    assert two.condition == CONDITIONS[two.role, two.data_class]
