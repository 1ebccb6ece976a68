"""Source identities: their numbers in the store, and the secrets of their vault keys."""

import os
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from django.db import connection, transaction

from amparo.store import models
from amparo.store.bulk import append, ask
from amparo.store.vault import SECRET, IdentityKey, commitment_to


def number(names: Iterable[str]) -> dict[str, tuple[int, bytes | None]]:
    """Each name's number and secret; a new name gets both. A secret of None: it was expunged."""
    wanted = list(dict.fromkeys(names))
    with transaction.atomic():
        held = dict(_numbers(wanted))
        new = [name for name in wanted if name not in held]
        if new:
            append("vaultkey", ("identity", "secret"), _with_secrets(_added(new)))
            held |= dict(_numbers(new))
    kept = secrets(held.values())
    return {name: (identity, kept.get(identity)) for name, identity in held.items()}


def secrets(identities: Iterable[int]) -> dict[int, bytes]:
    """The secrets that are left of some identities' vault keys."""
    question = "SELECT identity, secret FROM store_vaultkey WHERE identity IN ({})"
    return {identity: bytes(secret) for identity, secret in ask(question, list(identities))}


def how_many() -> int:
    """How many there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM store_identity")
        return int(cursor.fetchone()[0])


def names(identities: Iterable[int]) -> dict[int, str]:
    """The names, ``AGENCY:key``, of some identities."""
    question = "SELECT id, name FROM store_identity WHERE id IN ({})"
    return dict(ask(question, list(identities)))


def of_kind(prefix: str) -> list[int]:
    """The numbers of all identities whose names begin alike, in order."""
    found = models.Identity.objects.filter(name__startswith=prefix).order_by("id")
    return list(found.values_list("id", flat=True))


def number_of(name: str) -> int | None:
    """The number of one identity, or None where no row has ever named it."""
    found = _numbers([name])
    return found[0][1] if found else None


def numbers_of(names: Iterable[str]) -> dict[str, int]:
    """The numbers of those of some identities that rows have named."""
    return dict(_numbers(sorted(set(names))))


def _numbers(wanted: list[str]) -> list[tuple[str, int]]:
    question = "SELECT name, id FROM store_identity WHERE name IN ({})"
    return ask(question, wanted)


def _added(new: list[str]) -> list[int]:
    """Number some names; the numbers of those that no other process was just adding.

    The name's own uniqueness decides, and whoever added it gives it its secret.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # In one order for all, or two that add the same names could wait for each other.
            all_at_once = "SELECT unnest(%s::varchar[]) ON CONFLICT DO NOTHING RETURNING id"
            cursor.execute(f"INSERT INTO store_identity (name) {all_at_once}", [sorted(new)])
            return [identity for (identity,) in cursor.fetchall()]
        cursor.executemany(
            "INSERT INTO store_identity (name) VALUES (%s) ON CONFLICT DO NOTHING",
            [(name,) for name in new],
        )
    return [identity for _, identity in _numbers(new)]


def opened(keys: Mapping[int, IdentityKey]) -> dict[bytes, dict[str, str]]:
    """Everything in the vaults of some identities, each with its key, by what its events say of it.

    What is shut stays out.
    """
    # By way of the events, which are indexed by identity; the vault is by event alone.
    question = (
        "SELECT e.identity, v.ciphertext FROM store_event e JOIN store_vault v ON v.event = e.id"
        " WHERE e.identity IN ({})"
    )
    sealed = [(identity, bytes(ciphertext)) for identity, ciphertext in ask(question, list(keys))]
    texts = {commitment_to(one): keys[identity].decrypt(one) for identity, one in sealed}
    return {
        commitment: msgspec.json.decode(text, type=dict[str, str])
        for commitment, text in texts.items()
        if text is not None
    }


def sealed(identities: Iterable[int]) -> Iterator[tuple[int, bytes, bytes]]:
    """(identity, body, ciphertext) of every event of some identities that has a vault."""
    question = (
        "SELECT e.identity, e.body, v.ciphertext FROM store_event e"
        " JOIN store_vault v ON v.event = e.id WHERE e.identity IN ({}) ORDER BY e.id"
    )
    for identity, body, ciphertext in ask(question, list(identities)):
        yield identity, bytes(body), bytes(ciphertext)


def _with_secrets(identities: Iterable[int]) -> Iterable[tuple[int, bytes]]:
    wanted = list(identities)
    random = os.urandom(SECRET * len(wanted))
    for place, identity in enumerate(wanted):
        yield identity, random[place * SECRET : (place + 1) * SECRET]


def destroy_key(identity: int) -> int:
    """Delete an identity's secret and every token of it; how many vault entries it shuts for good.

    No row of the vault is deleted: without the key it is noise.
    """
    models.VaultKey.objects.filter(pk=identity).delete()
    models.Number.objects.filter(identity=identity).delete()
    models.ReleasedRow.objects.filter(identity=identity).delete()
    models.Place.objects.filter(identity=identity).delete()
    models.MatchKey.objects.filter(identity=identity).delete()
    models.Sponsor.objects.filter(identity=identity).delete()
    # The row tokens were made with the key that is gone; the names' tokens were not.
    nothing = {"numbers": b"", "given_names": b"", "surnames": b"", "birth_date": b""}
    nothing["birth_month"] = b""
    models.Likeness.objects.filter(identity=identity).update(**nothing)
    return models.Vault.objects.filter(identity=identity).count()
