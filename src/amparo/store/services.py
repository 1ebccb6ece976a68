"""Notices handed over for sealed service, and what the mail room recorded of each."""

import uuid
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

import msgspec

from amparo.store import models, sealing

KINDS: dict[str, Any] = {"service": models.SealedService, "service step": models.ServiceStep}
"""The tables of sealed service, by the word their ledger entries begin with."""


def ask_for(ciphertext: bytes, identity: int, **says: Any) -> models.SealedService:
    """A new service, with a ledger entry that says the same. Call it inside a transaction."""
    told = {"id": uuid.uuid4().hex, **says, "sealed": sha256(ciphertext).hexdigest()}
    entry = sealing.enter({"entry": "service", **told})
    return models.SealedService.objects.create(
        entry=entry, identity=identity, ciphertext=ciphertext, **told
    )


def record(
    identity: int | None = None,
    address: bytes | None = None,
    ciphertext: bytes | None = None,
    **says: Any,
) -> None:
    """What the mail room did with a letter, with a ledger entry. Call it inside a transaction."""
    told = {**says, "sealed": sha256(ciphertext).hexdigest() if ciphertext else None}
    entry = sealing.enter({"entry": "service step", **told})
    models.ServiceStep.objects.create(
        entry=entry, identity=identity, address=address, ciphertext=ciphertext, **told
    )


def service(number: str) -> models.SealedService | None:
    """The service of a number."""
    return models.SealedService.objects.filter(pk=number).first()


def every() -> list[models.SealedService]:
    """Every service there is, the latest first."""
    return list(models.SealedService.objects.order_by("-entry"))


def letters_of(identity: int) -> set[str]:
    """The services whose notice, or whose address, lies under an identity's key."""
    asked = models.SealedService.objects.filter(identity=identity).values_list("id", flat=True)
    sent = models.ServiceStep.objects.filter(identity=identity).values_list("service", flat=True)
    return {*asked, *sent}


def asked_before(
    agency: str, purpose: str, notice: str, identities: list[int]
) -> models.SealedService | None:
    """The last service by which an agency had this very notice sent to this child."""
    same = models.SealedService.objects.filter(agency=agency, purpose=purpose, notice=notice)
    return same.filter(identity__in=identities).order_by("-entry").first()


def steps(number: str) -> list[models.ServiceStep]:
    """What was recorded of a letter, in order."""
    return list(models.ServiceStep.objects.filter(service=number).order_by("entry"))


def unlike_their_entries(entered: Mapping[str, Mapping[int, bytes]]) -> Iterator[tuple[str, int]]:
    """The rows, as (kind, entry), that say something else than the ledger does, or are gone."""
    for kind, model in KINDS.items():
        left = dict(entered[kind])
        for row in model.objects.all():
            body = left.pop(row.entry, None)
            if body is None or not _is_as_entered(row, body):
                yield kind, row.entry
        yield from ((kind, entry) for entry in left)


def _is_as_entered(row: Any, body: bytes) -> bool:
    says = msgspec.json.decode(body, type=dict[str, Any])
    told = {name: getattr(row, name, None) for name in says if name != "entry"}
    whole = row.ciphertext is None or sha256(bytes(row.ciphertext)).hexdigest() == row.sealed
    return whole and bool({"entry": says["entry"], **msgspec.to_builtins(told)} == says)
