"""The index of keyed tokens by which a record finds those that may be the same child."""

from collections.abc import Collection, Iterable, Mapping

from django.db import connection

from amparo.store.bulk import append, ask, portions


def not_weighed_yet() -> set[int]:
    """The records of children of which something was told since their keys were put here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.identity FROM store_membership m WHERE m.known_to IS NULL AND"
            " (SELECT max(e.id) FROM store_event e WHERE e.identity = m.identity) >"
            " coalesce((SELECT max(k.told) FROM store_matchkey k WHERE k.identity = m.identity), 0)"
        )
        return {identity for (identity,) in cursor.fetchall()}


def put(keys: Mapping[int, Collection[bytes]]) -> None:
    """Put the tokens of some records in place of those they had. Call it inside a transaction."""
    told = dict(
        ask(
            "SELECT identity, max(id) FROM store_event WHERE identity IN ({}) GROUP BY identity",
            sorted(keys),
        )
    )
    with connection.cursor() as cursor:
        for portion in portions(sorted(keys), 1_000):
            places = ", ".join(["%s"] * len(portion))
            cursor.execute(f"DELETE FROM store_matchkey WHERE identity IN ({places})", portion)  # noqa: S608
    rows = [
        (token, identity, told.get(identity, 0))
        for identity, tokens in keys.items()
        for token in tokens
    ]
    append("matchkey", ("token", "identity", "told"), rows)


def sharing(tokens: Iterable[bytes], most: int) -> dict[bytes, list[int]]:
    """By token: the records that carry it, where no more than ``most`` do."""
    found: dict[bytes, list[int]] = {}
    question = "SELECT token, identity FROM store_matchkey WHERE token IN ({})"
    for token, identity in ask(question, sorted(set(tokens))):
        found.setdefault(bytes(token), []).append(identity)
    return {token: of for token, of in found.items() if len(of) <= most}
