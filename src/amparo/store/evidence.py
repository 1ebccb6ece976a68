"""The index of keyed tokens: what rows showed of children, and who was told at which building."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

import msgspec
from django.db import connection

from amparo.identity import Seen
from amparo.store import releases
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
    """What each row about some identities showed, with each day on which it was learned.

    A row of the court's may have been carried by an earlier release than the one that told it
    here first: then it was shown from that day on.
    """
    question = (
        'SELECT content, "row", identity, numbers, given_names, surnames, birth_date, birth_month'
        " FROM store_likeness WHERE identity IN ({})"
    )
    rows = [row for row in ask(question, list(identities)) if row[0] in heard]
    marks = releases.marks(bytes(row) for _, row, *_ in rows if len(row) == releases.TOKEN)
    found: list[tuple[date, Seen]] = []
    for content, row, *showed in rows:
        one = _seen(*showed)
        again = [other for other, left_out in marks.get(bytes(row), ()) if not left_out]
        found.extend((heard[at].learned_on, one) for at in (content, *again) if at in heard)
    return found


def _seen(  # noqa: PLR0917  # one argument for each column
    identity: int, numbers: bytes, given: bytes, surnames: bytes, born: bytes, month: bytes
) -> Seen:
    return Seen(
        identity,
        _cut(numbers, NUMBER),
        _cut(given, NAME),
        _cut(surnames, NAME),
        bytes(born),
        bytes(month),
    )


def sharing_a_number(identities: Iterable[int], heard: dict[int, Heard]) -> set[int]:
    """The identities that were told with a number that one of these was told with."""
    own = "SELECT token, content FROM store_number WHERE identity IN ({})"
    tokens = {bytes(token) for token, content in ask(own, list(identities)) if content in heard}
    question = "SELECT identity, content FROM store_number WHERE token IN ({})"
    return {identity for identity, content in ask(question, list(tokens)) if content in heard}


class PlaceTold(msgspec.Struct, frozen=True):
    """Where a row says that a child lives, as keyed tokens; None for what it does not name."""

    building: bytes | None = None
    unit: bytes | None = None
    postal_code: bytes | None = None


def places_of(identities: Iterable[int]) -> dict[tuple[int, int, int], PlaceTold]:
    """By (identity, content, line): the place that the row names, of rows not accepted too."""
    question = (
        "SELECT identity, content, line, building, unit, postal_code"
        " FROM store_place WHERE identity IN ({})"
    )
    return {
        (identity, content, line): PlaceTold(*map(_bytes, tokens))
        for identity, content, line, *tokens in ask(question, list(identities))
    }


def homes_told(identities: Iterable[int], heard: dict[int, Heard]) -> dict[int, frozenset[bytes]]:
    """By identity: tokens of the homes, building and unit, at which rows told that it lives."""
    question = (
        "SELECT identity, content, building, unit FROM store_place"
        " WHERE building IS NOT NULL AND identity IN ({})"
    )
    found: dict[int, set[bytes]] = {}
    for identity, content, building, unit in ask(question, list(identities)):
        if content in heard:
            home = bytes(building) + bytes(unit or b"")
            found.setdefault(identity, set()).add(home)
    return {identity: frozenset(homes) for identity, homes in found.items()}


def _bytes(token: bytes | None) -> bytes | None:
    return None if token is None else bytes(token)


def units_shown(
    buildings: Iterable[bytes], heard: dict[int, Heard]
) -> dict[bytes, list[tuple[date, int]]]:
    """By building: who was told there with a unit, and the day we first learned it, in order."""
    question = (
        "SELECT building, identity, content FROM store_place"
        " WHERE unit IS NOT NULL AND building IN ({})"
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
    question = (
        "SELECT building, content FROM store_place WHERE unit IS NOT NULL AND identity IN ({})"
    )
    news = set(contents)
    shown = {
        bytes(token)
        for token, content in ask(question, list(told))
        if content in news and token is not None
    }
    question = "SELECT identity FROM store_place WHERE unit IS NULL AND building IN ({})"
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
