"""Adds many rows at once, the fastest way each database has."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain, islice
from typing import Any, TypeVar

from django.db import connection

_Item = TypeVar("_Item")

MOST_PARAMETERS = 5_000
"""How many values one question may name: both databases take it, and its plan stays an index."""


@contextmanager
def without_pauses() -> Iterator[None]:
    """No search for reference cycles meanwhile: bulk work makes none, and it took a sixth of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def append(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows to ``store_<table>``. Call it inside a transaction."""
    names = ", ".join(f'"{column}"' for column in columns)
    rest = iter(rows)
    few = list(islice(rest, _FEW + 1))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(few) > _FEW:
            with cursor.copy(f"COPY store_{table} ({names}) FROM STDIN") as copy:
                for row in chain(few, rest):
                    copy.write_row(row)
            return
        places = f"({', '.join(['%s'] * len(columns))})"
        inserts = f"INSERT INTO store_{table} ({names}) VALUES "  # noqa: S608  # our own names
        if connection.vendor == "postgresql" and few:
            values = [value for row in few for value in row]
            cursor.execute(inserts + ", ".join([places] * len(few)), values)
            return
        cursor.executemany(inserts + places, [*few, *rest])


_FEW = 8
"""So many rows are sooner added by one plain question than by beginning and ending a copy."""


def delete(table: str, column: str, values: Sequence[Any]) -> None:
    """Delete the rows of ``store_<table>`` that have one of some values in a column."""
    question = f"DELETE FROM store_{table} WHERE {column} IN ({{}})"  # noqa: S608  # our own names
    with connection.cursor() as cursor:
        for portion in portions(values, MOST_PARAMETERS):
            cursor.execute(*_asked(question, portion))


def ask(question: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Every row that a question over ``values`` gives; ``IN ({})`` in it stands for the values.

    The values are asked in portions, each value in one of them.
    """
    found: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for portion in portions(values, MOST_PARAMETERS):
            cursor.execute(*_asked(question, portion))
            found.extend(cursor.fetchall())
    return found


def _asked(question: str, portion: list[Any]) -> tuple[str, list[Any]]:
    if connection.vendor == "postgresql":
        # One array, where thousands of parameters would each be named and parsed.
        return question.replace("IN ({})", "= ANY(%s)"), [portion]
    return question.format(", ".join(["%s"] * len(portion))), portion


def portions(items: Iterable[_Item], size: int) -> Iterable[list[_Item]]:
    """The items in lists of at most ``size``."""
    rest = iter(items)
    while portion := list(islice(rest, size)):
        yield portion


def as_day(value: date | str) -> date:
    """A day that was asked for in words of our own: the embedded database has only its text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def as_bytes(value: Any) -> bytes:
    """A body as the bytes that were sealed, whatever an altered row holds in their place."""
    return value.encode() if isinstance(value, str) else bytes(value or b"")
