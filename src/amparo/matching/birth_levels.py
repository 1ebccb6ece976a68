"""How birth dates can agree."""

import numpy as np

from amparo.matching.coded import Column, Mask, Places
from amparo.matching.columns import Columns
from amparo.matching.fields import FieldRule, LevelRule, differs, where
from amparo.matching.likeness import all_one_off, one_off, one_off_sql
from amparo.matching.prepared import Prepared

YEARS_OFF = 2
"""So many years a birth year is guessed or mistyped by."""

_MONTH, _DAY = 7, 10
"""Signs of a date known to the month, and to the day."""


def _both_exact(one: Prepared, other: Prepared) -> bool:
    return len(one.born) == len(other.born) == _DAY


_EXACT_SQL = '(length("born_l") = 10 and length("born_r") = 10)'
_YEAR_L, _YEAR_R = '"born_l"[1:4]', '"born_r"[1:4]'


def _all_exact(of: Columns, one: Places, other: Places) -> Mask:
    return (of.day[one] > 0) & (of.day[other] > 0)


def _all_turned(of: Columns, one: Places, other: Places) -> Mask:
    return _all_exact(of, one, other) & (of.turned[one] == of.day[other])


def _all_one_off(of: Columns, one: Places, other: Places) -> Mask:
    def slipped(of: Columns, one: Places, other: Places) -> Mask:
        return all_one_off(of.born, one, other)

    return where(_all_exact(of, one, other), slipped, of, one, other)


def _least_known(of: Columns, one: Places, other: Places) -> Column:
    return np.minimum(of.born.lengths[one], of.born.lengths[other])


def _all_month(of: Columns, one: Places, other: Places) -> Mask:
    known = _least_known(of, one, other) == _MONTH
    return known & (of.month[one] == of.month[other])


def _all_another_day(of: Columns, one: Places, other: Places) -> Mask:
    return _all_exact(of, one, other) & (of.month[one] == of.month[other])


def _all_another_year(of: Columns, one: Places, other: Places) -> Mask:
    same_day = of.day[one] % 10_000 == of.day[other] % 10_000
    near = np.abs(of.year[one] - of.year[other]) <= YEARS_OFF
    return _all_exact(of, one, other) & same_day & near


def _all_year_alone(of: Columns, one: Places, other: Places) -> Mask:
    return of.year[one] == of.year[other]


def _all_year(of: Columns, one: Places, other: Places) -> Mask:
    return (_least_known(of, one, other) < _MONTH) & _all_year_alone(of, one, other)


BORN = FieldRule(
    "born",
    lambda one: one.born != "",
    '"born_l" is null or "born_r" is null',
    lambda of: of.born.lengths > 0,
    (
        LevelRule(
            "same",
            "the same day",
            lambda one, other: _both_exact(one, other) and one.born == other.born,
            f'({_EXACT_SQL} and "born_l" = "born_r")',
            lambda of, one, other: (of.day[one] > 0) & (of.day[one] == of.day[other]),
        ),
        LevelRule(
            "turned",
            "day and month exchanged",
            lambda one, other: _both_exact(one, other) and one.turned == other.born,
            f'({_EXACT_SQL} and "turned_l" = "born_r")',
            _all_turned,
        ),
        LevelRule(
            "one-off",
            "one digit differs",
            lambda one, other: _both_exact(one, other) and one_off(one.born, other.born),
            f"({_EXACT_SQL} and {one_off_sql('born')})",
            _all_one_off,
        ),
        LevelRule(
            "month",
            "the same month, the day told by one at most",
            lambda one, other: (
                min(len(one.born), len(other.born)) == _MONTH
                and one.born[:_MONTH] == other.born[:_MONTH]
            ),
            '(least(length("born_l"), length("born_r")) = 7 and "born_l"[1:7] = "born_r"[1:7])',
            _all_month,
        ),
        LevelRule(
            "another-day",
            "the same month, another day",
            lambda one, other: _both_exact(one, other) and one.born[:7] == other.born[:7],
            f'({_EXACT_SQL} and "born_l"[1:7] = "born_r"[1:7])',
            _all_another_day,
        ),
        LevelRule(
            "another-year",
            "the same day of a year near by",
            lambda one, other: (
                _both_exact(one, other)
                and one.born[4:] == other.born[4:]
                and abs(int(one.born[:4]) - int(other.born[:4])) <= YEARS_OFF
            ),
            f'({_EXACT_SQL} and "born_l"[5:] = "born_r"[5:]'
            f" and abs({_YEAR_L}::int - {_YEAR_R}::int) <= {YEARS_OFF})",
            _all_another_year,
        ),
        LevelRule(
            "year",
            "the same year, more told by one at most",
            lambda one, other: (
                min(len(one.born), len(other.born)) == 4 and one.born[:4] == other.born[:4]
            ),
            f'(least(length("born_l"), length("born_r")) = 4 and {_YEAR_L} = {_YEAR_R})',
            _all_year,
        ),
        LevelRule(
            "year-alone",
            "the same year, another month or day",
            lambda one, other: one.born[:4] == other.born[:4],
            f"({_YEAR_L} = {_YEAR_R})",
            _all_year_alone,
        ),
        differs(),
    ),
)
