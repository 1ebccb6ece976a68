"""An equal number, corroborated: what joins two rows before anything is weighed."""

from amparo.matching.levels import BORN, GIVEN, SURNAMES, FieldRule
from amparo.matching.prepared import Prepared

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
    return _holds(GIVEN, _GIVEN, one, other) and (
        _holds(SURNAMES, _SURNAMES, one, other) or _holds(BORN, _BORN, one, other)
    )


def certain_sql() -> str:
    """The same of rows whose number is known to be equal, over columns ``x_l`` and ``x_r``."""
    nameless = " or ".join(
        f"(given_{side} is null and surnames_{side} is null)" for side in ("l", "r")
    )
    month = "least(length(born_l), length(born_r)) >= 7 and born_l[1:7] = born_r[1:7]"
    names = f"{_sql(GIVEN, _GIVEN)} and ({_sql(SURNAMES, _SURNAMES)} or {_sql(BORN, _BORN)})"
    return f"coalesce(case when {nameless} then {month} else {names} end, false)"


def _nameless(row: Prepared) -> bool:
    return not row.given and not row.surnames


def _holds(field: FieldRule, names: tuple[str, ...], one: Prepared, other: Prepared) -> bool:
    if not (field.told(one) and field.told(other)):
        return False
    return any(level.holds(one, other) for level in field.levels if level.name in names)


def _sql(field: FieldRule, names: tuple[str, ...]) -> str:
    levels = " or ".join(level.sql for level in field.levels if level.name in names)
    return f"coalesce(not ({field.untold_sql}) and ({levels}), false)"
