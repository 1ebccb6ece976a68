"""Finds children by a name or a number that rows told, through keyed tokens only."""

from collections.abc import Collection, Iterable

from django.db import connection

from amparo.store import children
from amparo.store.bulk import ask
from amparo.store.deliveries import heard_of


def heard_only(told: Iterable[tuple[int, int]]) -> set[int]:
    """Of rows, as (identity, content), the identities of those that were accepted."""
    rows = set(told)
    # Of no row as much is asked as of one, by a number that no content has.
    heard = heard_of({content for _, content in rows} or {_NO_CONTENT})
    return {identity for identity, content in rows if content in heard}


_NO_CONTENT = 2**62


def told_with_number(tokens: Collection[bytes]) -> set[tuple[int, int]]:
    """The rows, as (identity, content), that told any of some numbers."""
    question = "SELECT identity, content FROM store_number WHERE token IN ({})"
    return set(ask(question, list(tokens)))


def told_with_names(names: Collection[bytes], born: bytes | None = None) -> set[tuple[int, int]]:
    """The rows, as (identity, content), that told every one of some words of a name.

    With ``born``, the same row told this birth date too; a date without a name finds nobody. The
    database reads every row, whoever asks and whatever is found: how long it takes tells nothing.
    """
    told = " AND ".join([f"({_told_in_a_row()})"] * max(1, len(names)))
    values = [one for name in names or [_OF_NOBODY] for one in (name, name)]
    if born is not None:
        told, values = f"{told} AND birth_date = %s", [*values, born]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT identity, content, given_names, surnames FROM store_likeness WHERE {told}",  # noqa: S608  # our own words
            values,
        )
        rows = cursor.fetchall()
    return {
        (identity, content)
        for identity, content, given, sur in rows
        if names and _tells_all(names, bytes(given) + bytes(sur))
    }


_OF_NOBODY = bytes(32)
"""Longer than any word's token, so that no row tells it."""


def _told_in_a_row() -> str:
    """That a row tells a word, in its given names or its surnames; the word is asked for twice."""
    place = "instr({}, %s)" if connection.vendor == "sqlite" else "position(%s in {})"
    return " OR ".join(f"{place.format(one)} > 0" for one in ("given_names", "surnames"))


def by_child(identities: Iterable[int]) -> dict[str, set[int]]:
    """The children that some identities are, each with those identities."""
    found: dict[str, set[int]] = {}
    for identity, child in children.memberships(set(identities)).items():
        found.setdefault(child, set()).add(identity)
    return found


def _tells_all(names: Iterable[bytes], told: bytes) -> bool:
    """Whether each word is told as a word, and not only as the end of one and the next's start."""
    return all(_is_told(name, told) for name in names)


def _is_told(name: bytes, told: bytes) -> bool:
    width = len(name)
    return any(told[at : at + width] == name for at in range(0, len(told), width))
