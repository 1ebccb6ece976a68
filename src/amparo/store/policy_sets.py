"""Keeps the rules of every decision, so that it can be asked again years later."""

import msgspec
from django.db import transaction

from amparo.purposes import Policies
from amparo.store import models, sealing
from amparo.store.bulk import ask


def keep(policies: Policies) -> None:
    """Enter the rules in the ledger, once for each digest; a change of the rules is an entry."""
    if ask("SELECT 1 FROM store_policyset WHERE digest IN ({})", [policies.digest]):
        return
    with transaction.atomic():
        entry = sealing.enter(
            {"entry": "policies", "digest": policies.digest, "text": policies.text.decode()}
        )
        # Two processes may decide by new rules at once; whoever comes second enters them too.
        models.PolicySet.objects.bulk_create(
            [models.PolicySet(digest=policies.digest, entry=entry)], ignore_conflicts=True
        )


def text_of(digest: str) -> bytes | None:
    """The text of the rules with a digest, as the ledger holds it."""
    kept = models.PolicySet.objects.filter(pk=digest).values_list("entry", flat=True).first()
    if kept is None:
        return None
    body = bytes(models.Entry.objects.values_list("body", flat=True).get(pk=kept))
    return msgspec.json.decode(body, type=_Kept).text.encode()


class _Kept(msgspec.Struct):
    text: str
