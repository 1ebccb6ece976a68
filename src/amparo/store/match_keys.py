"""The index of keyed tokens by which a record finds those that may be the same child."""

from collections.abc import Collection, Iterable, Mapping

from django.db import connection

from amparo.store import models
from amparo.store.bulk import append, ask, portions
from amparo.store.sealing import PER_BATCH


def are_there() -> bool:
    """Whether any record was ever weighed here."""
    return models.MatchKey.objects.exists()


def unweighed(most: int | None = None) -> list[int]:
    """The contents whose records were looked at and not weighed yet; up to ``most`` events each.

    With ``most`` also no more together than that, the latest first.
    """
    question = (
        "SELECT d.content FROM store_derived d LEFT JOIN store_weighed w ON w.content = d.content"
        " WHERE w.content IS NULL AND d.content > 0 ORDER BY d.content DESC"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        found = [content for (content,) in cursor.fetchall()]
    return found if most is None else _up_to(most, found)


def _up_to(most: int, contents: list[int]) -> list[int]:
    told = {content: _events(content, most) for content in contents}
    found: list[int] = []
    for content in contents:
        if told[content] <= most:
            found.append(content)
            most -= told[content]
    return found


def _events(content: int, most: int) -> int:
    """How many events a content told, counted no further than one above ``most``."""
    entries = ask("SELECT id FROM store_entry WHERE content IN ({})", [content])
    if len(entries) * PER_BATCH > most + PER_BATCH * _PARTLY_FULL:
        return most + 1
    with connection.cursor() as cursor:
        counted = 0
        for (entry,) in entries:
            first = entry * PER_BATCH
            question = "SELECT count(*) FROM store_event WHERE id >= %s AND id < %s"
            cursor.execute(question, [first, first + PER_BATCH])
            counted += cursor.fetchone()[0]
    return counted


_PARTLY_FULL = 8
"""Batches of a small content that may be less than full."""


def mark_weighed(contents: Iterable[int]) -> None:
    """That the records of some contents have been weighed. Call it inside a transaction."""
    append("weighed", ("content",), [(content,) for content in contents])


def put(keys: Mapping[int, Collection[bytes]]) -> None:
    """Put the tokens of some records in place of those they had. Call it inside a transaction."""
    with connection.cursor() as cursor:
        for portion in portions(sorted(keys), 1_000):
            places = ", ".join(["%s"] * len(portion))
            cursor.execute(f"DELETE FROM store_matchkey WHERE identity IN ({places})", portion)  # noqa: S608
    rows = [(token, identity) for identity, tokens in keys.items() for token in tokens]
    append("matchkey", ("token", "identity"), rows)


def sharing(tokens: Iterable[bytes], most: int) -> dict[bytes, list[int]]:
    """By token: the records that carry it, where no more than ``most`` do."""
    counted = "SELECT token, count(*) FROM store_matchkey WHERE token IN ({}) GROUP BY token"
    few = [bytes(token) for token, many in ask(counted, sorted(set(tokens))) if many <= most]
    found: dict[bytes, list[int]] = {}
    for token, identity in ask(
        "SELECT token, identity FROM store_matchkey WHERE token IN ({})", few
    ):
        found.setdefault(bytes(token), []).append(identity)
    return found
