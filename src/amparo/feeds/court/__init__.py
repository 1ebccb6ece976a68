"""Court: EOIR's case data, eight tables that are sent whole again every month."""

from collections.abc import Mapping
from typing import Any

from amparo.feeds.contract import UNTOLD_TOKENS, Column, Contract, IdentityKey, Row, Telling
from amparo.feeds.court import tables
from amparo.feeds.court.shapes import shapes_of
from amparo.feeds.court.tell import (
    Tell,
    alone,
    case,
    counsel,
    hearing,
    identifier,
    juvenile_flag,
    motion,
    priority,
    proceeding,
)
from amparo.words.agencies import Agency
from amparo.words.identifiers import COURT_CASE
from amparo.words.untold import Untold

_LONGEST_RUN = 20

UNTOLD: Mapping[str, Untold] = {
    **UNTOLD_TOKENS,
    "b6": Untold.WITHHELD,
    "A.2.a": Untold.WITHHELD,
    **{"?" * run: Untold.UNKNOWN for run in range(1, 1 + _LONGEST_RUN)},
    **{"0" * run: Untold.UNKNOWN for run in range(1, 1 + _LONGEST_RUN)},
}
"""What the court writes where it tells nothing: also runs of ? and, where no number stands, of 0.
A cell that is a code of its column's table is that code: ``???`` is a language. Source: the list
that a public loader of the releases (marrowb/eoir) reads as null; without ``NA``, which is a code.
"""


def counsel_of_another_case(values: Mapping[str, Any]) -> str | None:
    """Why a row of counsel cannot be told of its case: it names another as its parent."""
    parent = values["PARENT_TABLE"]
    if not isinstance(parent, str) or parent.lower() != "a_tblcase":
        return None
    named = values["PARENT_IDN"]
    same = named is None or isinstance(named, Untold) or named == values["IDNCASE"]
    return None if same else "IDNCASE and PARENT_IDN name two cases"


def _table(
    name: str,
    kind: str,
    says: str,
    columns: tuple[Column, ...],
    tell: Tell,
    **more: Any,
) -> Contract:
    required = [column.name for column in columns if column.required]
    [of_case] = [one for one in required if one.lower() == "idncase"]
    own = [one for one in required if one != of_case]
    return Contract(
        **_RELEASE,
        says=says,
        table=name,
        identity_kind=kind,
        columns=columns,
        key=(of_case,),
        row_key=tuple(own or required),
        tell=tell,
        shapes=shapes_of(name, frozenset(required), frozenset(map(str.upper, UNTOLD))),
        **more,
    )


_RELEASE: dict[str, Any] = {
    "feed": "court",
    "version": "1",
    "sender": Agency.EOIR,
    "source": "EOIR Case Data (FOIA release), columns by the agency's own definitions; codebook of"
    " the Deportation Data Project",
    "prefix": COURT_CASE,
    "releases": True,
    "unquoted": True,
    "delimiters": ("\t",),
    "encodings": ("latin-1", "utf-8"),
    "cadence_days": 31,
    "late_after_days": 15,
    "untold": UNTOLD,
}

TABLES = (
    _table("A_TblCase", "case", "One row for one case of one respondent.", tables.CASE, case),
    _table(
        "B_TblProceeding",
        "proceeding",
        "One row for one adjudication in one court; a case may have several.",
        tables.PROCEEDING,
        alone(proceeding),
    ),
    _table(
        "tbl_schedule",
        "hearing",
        "One row for one hearing that was set, also where it was cancelled.",
        tables.HEARING,
        alone(hearing),
    ),
    _table(
        "tbl_JuvenileHistory",
        "flag",
        "One row each time the juvenile flag was set. It defines no cohort.",
        tables.JUVENILE_FLAG,
        alone(juvenile_flag),
    ),
    _table(
        "A_TblCaseIdentifier",
        "identifier",
        "One row for one code added to a case.",
        tables.IDENTIFIER,
        alone(identifier),
    ),
    _table(
        "tbl_CasePriorityHistory",
        "priority",
        "One row each time a priority was set.",
        tables.PRIORITY,
        alone(priority),
    ),
    _table(
        "tbl_RepsAssigned",
        "counsel",
        "One row for one appearance of counsel, of either side.",
        tables.COUNSEL,
        alone(counsel),
        disagrees=counsel_of_another_case,
    ),
    _table(
        "tbl_Court_Motions",
        "motion",
        "One row for one motion.",
        tables.MOTION,
        alone(motion),
    ),
)


def tell(row: Row, key: IdentityKey) -> Telling:
    """What a row of any of the tables tells: its part says of which it is."""
    kind = row.part.partition("/")[0]
    [of_table] = [one for one in TABLES if one.identity_kind == kind]
    return of_table.tell(row, key)


COURT = Contract(
    **_RELEASE,
    says="The court's cases: eight tables, each row told of a case. One file for each table.",
    identity_kind="case",
    columns=(),
    key=("IDNCASE",),
    tables=TABLES,
    tell=tell,
)
