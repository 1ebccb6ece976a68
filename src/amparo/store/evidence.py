"""The index of keyed tokens: what rows showed of children, and who was told at which building."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from django.db import connection

from amparo.identity import Seen
from amparo.store.bulk import ask
from amparo.store.deliveries import Heard
from amparo.store.sealing import PER_BATCH

NAME, NUMBER = 8, 16


def rows_told(identities: Iterable[int], heard: dict[int, Heard]) -> set[tuple[int, bytes]]:
    """The rows, as (identity, token of the row), that some identities were told with before."""
    question = "SELECT identity, row, content FROM store_likeness WHERE identity IN ({})"
    question = question.replace("row,", '"row",')
    return {
        (identity, bytes(row))
        for identity, row, content in ask(question, list(identities))
        if content in heard
    }


def seen(identities: Iterable[int], heard: dict[int, Heard]) -> list[tuple[date, Seen]]:
    """What each row about some identities showed, with the day it was learned."""
    question = (
        "SELECT identity, numbers, given_names, surnames, birth_date, content"
        " FROM store_likeness WHERE identity IN ({})"
    )
    return [
        (
            heard[content].learned_on,
            Seen(
                identity,
                _cut(numbers, NUMBER),
                _cut(given, NAME),
                _cut(surnames, NAME),
                bytes(born),
            ),
        )
        for identity, numbers, given, surnames, born, content in ask(question, list(identities))
        if content in heard
    ]


def sharing_a_number(identities: Iterable[int], heard: dict[int, Heard]) -> set[int]:
    """The identities that were told with a number that one of these was told with."""
    own = "SELECT token, content FROM store_number WHERE identity IN ({})"
    tokens = {bytes(token) for token, content in ask(own, list(identities)) if content in heard}
    question = "SELECT identity, content FROM store_number WHERE token IN ({})"
    return {identity for identity, content in ask(question, list(tokens)) if content in heard}


def buildings_of(
    identities: Iterable[int], heard: dict[int, Heard]
) -> dict[tuple[int, int], tuple[bytes, bool]]:
    """By (identity, content): the building told, and whether with a unit."""
    question = (
        "SELECT identity, content, token, has_unit FROM store_building WHERE identity IN ({})"
    )
    return {
        (identity, content): (bytes(token), bool(has_unit))
        for identity, content, token, has_unit in ask(question, list(identities))
        if content in heard
    }


def units_shown(
    buildings: Iterable[bytes], heard: dict[int, Heard]
) -> dict[bytes, list[tuple[date, int]]]:
    """By building: who was told there with a unit, and the day we first learned it, in order."""
    question = (
        "SELECT token, identity, content FROM store_building WHERE has_unit AND token IN ({})"
    )
    first: dict[bytes, dict[int, date]] = {}
    for token, identity, content in ask(question, list(set(buildings))):
        if content in heard:
            days, day = first.setdefault(bytes(token), {}), heard[content].learned_on
            days[identity] = min(day, days.get(identity, day))
    return {token: sorted((day, who) for who, day in days.items()) for token, days in first.items()}


def told_without_unit(told: Iterable[int], contents: Iterable[int]) -> set[int]:
    """Identities told without a unit at a building where these contents tell of units.

    ``told`` are the identities that these contents tell of. One child's news changes what is
    found of another: they are to be looked at again.
    """
    question = "SELECT token, content FROM store_building WHERE has_unit AND identity IN ({})"
    news = set(contents)
    shown = {bytes(token) for token, content in ask(question, list(told)) if content in news}
    question = "SELECT identity FROM store_building WHERE NOT has_unit AND token IN ({})"
    return {identity for (identity,) in ask(question, list(shown))}


def identities_told(contents: Iterable[int]) -> list[int]:
    """The identities about which some contents tell anything, in order."""
    found: set[int] = set()
    with connection.cursor() as cursor:
        for first, last in _batches(list(contents)):
            # An event's number says which batch seals it: so much is read as these contents tell.
            cursor.execute(
                "SELECT identity FROM store_event WHERE id >= %s AND id < %s",
                [first * PER_BATCH, (last + 1) * PER_BATCH],
            )
            found.update(identity for (identity,) in cursor.fetchall())
    return sorted(found)


def _batches(contents: list[int]) -> Iterator[tuple[int, int]]:
    """The entries of some contents, as first and last of each run without another between."""
    entries = sorted(ask("SELECT id FROM store_entry WHERE content IN ({})", contents))
    for _, run in groupby(enumerate(entries), key=lambda at: at[1][0] - at[0]):
        numbers = [entry for _, (entry,) in run]
        yield numbers[0], numbers[-1]


def _cut(tokens: bytes, width: int) -> frozenset[bytes]:
    whole = bytes(tokens)
    return frozenset(whole[at : at + width] for at in range(0, len(whole), width))
