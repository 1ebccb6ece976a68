"""An equal number, corroborated: what joins two rows before anything is weighed."""

import numpy as np

from amparo.matching.birth_levels import BORN
from amparo.matching.coded import Mask, Places
from amparo.matching.columns import Columns
from amparo.matching.given_levels import GIVEN
from amparo.matching.prepared import Prepared
from amparo.matching.surname_levels import SURNAMES

CERTAIN = 60.0
"""Bits that an equal number weighs once corroborated: more than all fields together can."""

SAYS = "an equal number, corroborated by names or by the month of birth"

_GIVEN = ("same-two", "sounds-two", "same", "left-out", "sounds", "called")
_SURNAMES = (
    *("same-two", "another-order", "sounds-two"),
    *("same", "left-out", "sounds", "share"),
)
_BORN = ("same", "turned")


def certain(one: Prepared, other: Prepared) -> bool:
    """Whether an equal number joins the two: the rule of ``identity.corroboration``, by sound too.

    A number alone never does: it is mistyped, and a brother's is written on the wrong paper. A
    given name must agree, and a surname or the birth date. Rows without names, as the court's, are
    joined by the month of birth, which both must tell.
    """
    if set(one.a_numbers).isdisjoint(other.a_numbers) and set(one.numbers).isdisjoint(
        other.numbers
    ):
        return False
    if _nameless(one) or _nameless(other):
        return min(len(one.born), len(other.born)) >= 7 and one.born[:7] == other.born[:7]
    return GIVEN.any_of(_GIVEN, one, other) and (
        SURNAMES.any_of(_SURNAMES, one, other) or BORN.any_of(_BORN, one, other)
    )


def all_certain(columns: Columns, one: Places, other: Places) -> Mask:
    """The same of each pair of rows whose number is known to be equal."""
    nameless = (columns.given < 0) & (columns.surnames < 0)
    month = (columns.month[one] > 0) & (columns.month[one] == columns.month[other])
    given = GIVEN.all_any_of(_GIVEN, columns, one, other)
    surnames = SURNAMES.all_any_of(_SURNAMES, columns, one, other)
    born = BORN.all_any_of(_BORN, columns, one, other)
    return np.where(nameless[one] | nameless[other], month, given & (surnames | born))


def _nameless(row: Prepared) -> bool:
    return not row.given and not row.surnames
