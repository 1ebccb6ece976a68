"""What Splink weighed, read again in SQL: the sponsor's bits, the sibling veto, too little told.

A level is read from its bits, for in one field each level weighs less than the one before it, and
none weighs nothing. The one-record path says the same in Python (``one.weigh``).
"""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from collections.abc import Iterable

from amparo.identity.weighed import Model
from amparo.matching.levels import EVIDENCE, FEWEST_TOLD, NAMED_ALIKE, NAMED_APART, UNSURE_OF_SEX

_SAME_BITS = 0.004
"""Levels of one field are further apart than twice this (``training.clamped``)."""

WHOLE_SURNAMES = ("same-two", "another-order", "sounds-two", "same", "sounds")
"""Levels of surnames that make two vetoed rows brothers or sisters where a home or a number says
so as well; one surname in common is half a town's."""


def heavy_sql(model: Model, pairs: str) -> str:
    """``told_l``, ``told_r``, bits, vetoed: of pairs that weigh enough to be asked about."""
    least = f"match_weight >= {model.thresholds.ask - model.family}"
    return f"""
        select told_l, told_r, bits, vetoed from ({_read(model, pairs, least)})
        where bits >= {model.thresholds.ask} and (vetoed or not generic)
    """


def vetoed_sql(model: Model, pairs: str) -> str:
    """The same of vetoed pairs that weigh less: of one family, or that a third row may join."""
    of_other_sex = f"(mw_sex < 0 and {_is(model, 'given', UNSURE_OF_SEX)})"
    differ = f"{_is(model, 'given', NAMED_APART)} or {of_other_sex}"
    return f"""
        select told_l, told_r, bits, vetoed from ({_read(model, pairs, differ)})
        join (select told as told_l, component as one from told_components) using (told_l)
        join (select told as told_r, component as other from told_components) using (told_r)
        where vetoed and bits < {model.thresholds.ask} and (one = other or related)
    """


def _read(model: Model, pairs: str, where: str) -> str:
    told = " + ".join(f"(mw_{name} <> 0)::int" for name in sorted(EVIDENCE))
    named = _is(model, "given", NAMED_ALIKE)
    numbered = f"({_is(model, 'a_number', ['same'])} or {_is(model, 'number', ['same'])})"
    surnamed = f"(mw_surnames <> 0 and not {_is(model, 'surnames', ['differ'])})"
    of_other_sex = f"(mw_sex < 0 and {_is(model, 'given', UNSURE_OF_SEX)})"
    return f"""
        select told_l, told_r, l.generic or r.generic as generic,
            coalesce(list_has_any(l.family, r.family), false) as one_home,
            case when {told} < {FEWEST_TOLD} then {model.prior}
                 else match_weight + case when one_home and {named} then {model.family} else 0 end
            end as bits,
            ({_is(model, "given", NAMED_APART)} or {of_other_sex})
                and not {numbered} and (one_home or {surnamed}) as vetoed,
            {_is(model, "surnames", WHOLE_SURNAMES)}
                and (one_home or {_is(model, "a_number", ["neighbours"])}) as related
        from {pairs}
        join shown l on l.told = told_l join shown r on r.told = told_r
        where {where}
    """


def _is(model: Model, field: str, levels: Iterable[str]) -> str:
    bits = [model.bits(field, level) for level in sorted(levels)]
    any_of = " or ".join(f"abs(mw_{field} - {one}) < {_SAME_BITS}" for one in bits)
    return f"({any_of})"
