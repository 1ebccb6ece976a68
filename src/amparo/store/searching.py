"""Finds children by a name or a number that rows told, through keyed tokens only."""

from collections.abc import Collection, Iterable

from django.db import connection

from amparo.store import children
from amparo.store.bulk import ask
from amparo.store.deliveries import Heard

_PORTION = 50_000


def told_with_number(tokens: Collection[bytes], heard: dict[int, Heard]) -> set[int]:
    """The identities that were told with any of some numbers."""
    question = "SELECT identity, content FROM store_number WHERE token IN ({})"
    return {identity for identity, content in ask(question, list(tokens)) if content in heard}


def told_with_names(
    names: Collection[bytes], heard: dict[int, Heard], born: bytes | None = None
) -> set[int]:
    """The identities one of whose rows told every one of some words of a name.

    With ``born``, the same row told this birth date too; a date without a name finds nobody. Every
    row is read, whoever asks and whatever is found: how long it takes tells nothing.
    """
    found: set[int] = set()
    last = 0
    while rows := _rows_after(last):
        last = rows[-1][0]
        found.update(
            identity
            for _, identity, content, told, birth in rows
            if content in heard
            and born in {None, birth}
            and all(_is_told(name, told) for name in names)
        )
    return found if names else set()


def by_child(identities: Iterable[int]) -> dict[str, set[int]]:
    """The children that some identities are, each with those identities."""
    found: dict[str, set[int]] = {}
    for identity, child in children.memberships(set(identities)).items():
        found.setdefault(child, set()).add(identity)
    return found


def _rows_after(last: int) -> list[tuple[int, int, int, bytes, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, identity, content, given_names, surnames, birth_date FROM store_likeness"
            " WHERE id > %s ORDER BY id LIMIT %s",
            [last, _PORTION],
        )
        rows = cursor.fetchall()
    return [
        (number, who, what, bytes(given) + bytes(sur), bytes(born))
        for number, who, what, given, sur, born in rows
    ]


def _is_told(name: bytes, told: bytes) -> bool:
    width = len(name)
    return any(told[at : at + width] == name for at in range(0, len(told), width))
