"""What the court's codes mean, by the day: a code is added, and means nothing before."""

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec


class Meaning(msgspec.Struct, frozen=True):
    """What a code means, and in which days. A day that is not known stands for always."""

    says: str
    first_day: date = date.min
    last_day: date = date.max


def decode(table: str, code: str, on: date) -> str | None:
    """What a code of one of the court's tables means on a day; None where it means nothing then.

    ``NA`` is a code. Padding is not part of one. The tables' names are the court's own.
    """
    meaning = _tables().get(table, {}).get(code.strip())
    if meaning is None or not meaning.first_day <= on <= meaning.last_day:
        return None
    return meaning.says


def is_known(table: str, code: str) -> bool:
    """Whether a code stands in its table, on whatever day. A code that does not is kept too."""
    return code.strip() in _tables().get(table, {})


def codes_of(table: str) -> frozenset[str]:
    """Every code of a table; none where the court's table is not public, as its judges are not."""
    return frozenset(_tables().get(table, {}))


@cache
def _tables() -> dict[str, dict[str, Meaning]]:
    """Every table, from codes.csv; its README says where they come from."""
    tables: dict[str, dict[str, Meaning]] = {}
    for row in _rows():
        days = (_day(row["from"], date.min), _day(row["to"], date.max))
        tables.setdefault(row["table"], {})[row["code"]] = Meaning(row["description"], *days)
    return tables


def _rows() -> Iterator[dict[str, str]]:
    text = files("amparo.feeds.court").joinpath("codes.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _day(text: str, otherwise: date) -> date:
    return date.fromisoformat(text) if text else otherwise


def juvenile_code(number: str) -> str:
    """The flag (J, J1, J2, UJ, NA, AJ) that an idnJuvenile stands for; else the number itself."""
    meaning = _tables()["idnJuvenile"].get(number)
    return meaning.says if meaning else number
