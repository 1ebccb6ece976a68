"""Rulings on pairs of identities as the ledger seals them, read back to be replayed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from amparo.identity import By, Kind, Ruling
from amparo.ledger import canonical_json
from amparo.store.bulk import append, ask
from amparo.store.sealing import PER_BATCH, enter_batches

_COLUMNS = ("id", "one", "other", "same", "by_person", "body", "kind", "by", "learned_on")
_REPLAYED = "id, one, other, kind, by, learned_on"


def by_rule(pairs: Iterable[tuple[int, int]], names: Mapping[int, str], rule_name: str) -> None:
    """Record that the rule for rows joined pairs of identities; sealed in batches."""
    ruled = list(pairs)
    bodies = [
        canonical_json({"ruling": "same", "by": rule_name, "of": [names[one], names[other]]})
        for one, other in ruled
    ]
    numbers = enter_batches(bodies, {"of": "rulings"}, None)
    rows = [
        (number, one, other, True, False, body, None, None, None)
        for number, (one, other), body in zip(numbers, ruled, bodies, strict=True)
    ]
    append("ruling", _COLUMNS, rows)


def record(
    ruled: Sequence[Ruling],
    names: Mapping[int, str],
    told: Mapping[str, Any],
    says: Mapping[str, Any],
) -> list[int]:
    """Record rulings to be replayed; the entries of the ledger that seal them, in order.

    ``told`` is what each ruling's body says of who ruled and why; ``says`` what the entry says of
    all of them. Up to 1,000 rulings are one entry.
    """
    bodies = [canonical_json(_body(one, names) | dict(told)) for one in ruled]
    numbers = enter_batches(bodies, {"of": "rulings"} | dict(says), None)
    rows = [
        (
            number,
            one.one,
            one.other,
            one.kind is Kind.SAME,
            one.by is By.PERSON,
            body,
            one.kind,
            one.by,
            one.learned_on.isoformat(),
        )
        for number, one, body in zip(numbers, ruled, bodies, strict=True)
    ]
    append("ruling", _COLUMNS, rows)
    return sorted({number // PER_BATCH for number in numbers})


def about(identities: Iterable[int]) -> list[Ruling]:
    """Every ruling of persons and models on one of some identities and any other, in order."""
    wanted = sorted(set(identities))
    found: dict[int, Ruling] = {}
    for side in ("one", "other"):
        question = (
            f"SELECT {_REPLAYED} FROM store_ruling WHERE kind IS NOT NULL AND {side} IN ({{}})"  # noqa: S608
        )
        for number, one, other, kind, by, learned_on in ask(question, wanted):
            found[number] = Ruling(
                number=number,
                kind=Kind(kind),
                by=By(by),
                one=one,
                other=other,
                learned_on=_day(learned_on),
            )
    return [found[number] for number in sorted(found)]


def joined_by_rule(identities: Iterable[int]) -> set[tuple[int, int]]:
    """The pairs that the rule for rows once joined, of which some identities are one."""
    wanted = sorted(set(identities))
    return {
        (one, other)
        for side in ("one", "other")
        for one, other in ask(
            f"SELECT one, other FROM store_ruling WHERE kind IS NULL AND {side} IN ({{}})",  # noqa: S608
            wanted,
        )
    }


def not_by_rule_yet(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs of which it is not recorded yet that the rule for rows joins them."""
    wanted = list(pairs)
    question = "SELECT one, other FROM store_ruling WHERE kind IS NULL AND one IN ({})"
    ruled = set(ask(question, sorted({one for one, _ in wanted})))
    return [pair for pair in wanted if pair not in ruled]


def _body(ruling: Ruling, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "ruling": ruling.kind,
        "of": [names[ruling.one], names[ruling.other]],
        "by": ruling.by,
        "learned_on": ruling.learned_on.isoformat(),
    }


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
