"""Rulings on pairs of identities as the ledger seals them, read back to be replayed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from amparo.identity import By, Kind, Ruling
from amparo.ledger import canonical_json
from amparo.store import identities, models
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
        _row(number, one, body) for number, one, body in zip(numbers, ruled, bodies, strict=True)
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


def kept() -> list[bytes]:
    """The bodies of every ruling of persons and models, in order, for another home to replay."""
    bodies = models.Ruling.objects.filter(kind__isnull=False).order_by("id")
    return [bytes(body) for body in bodies.values_list("body", flat=True)]


def replay(bodies: Iterable[bytes]) -> list[Ruling]:
    """Record the rulings of another home as they were made there; those that could be.

    A ruling on a record of which nothing could be read again has nothing to be about.
    """
    told = [(body, msgspec.json.decode(body, type=dict[str, Any])) for body in bodies]
    numbers = identities.numbers_of({name for _, says in told for name in says["of"]})
    found = [
        (body, _told(says, numbers)) for body, says in told if numbers.keys() >= set(says["of"])
    ]
    entered = enter_batches([body for body, _ in found], {"of": "rulings", "replayed": True}, None)
    rows = [_row(number, one, body) for number, (body, one) in zip(entered, found, strict=True)]
    append("ruling", _COLUMNS, rows)
    return [one for _, one in found]


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


def _row(number: int, one: Ruling, body: bytes) -> tuple[Any, ...]:
    same, by_person = one.kind is Kind.SAME, one.by is By.PERSON
    day = one.learned_on.isoformat()
    return number, one.one, one.other, same, by_person, body, one.kind, one.by, day


def _told(says: Mapping[str, Any], numbers: Mapping[str, int]) -> Ruling:
    one, other = (numbers[name] for name in says["of"])
    return Ruling(
        number=0,
        kind=Kind(says["ruling"]),
        by=By(says["by"]),
        one=one,
        other=other,
        learned_on=date.fromisoformat(says["learned_on"]),
    )


def _body(ruling: Ruling, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "ruling": ruling.kind,
        "of": [names[ruling.one], names[ruling.other]],
        "by": ruling.by,
        "learned_on": ruling.learned_on.isoformat(),
    }


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
