"""Keeps the rules of every decision, so that it can be asked again years later."""

from django.db import transaction

from amparo.purposes import Policies
from amparo.store import models, sealing
from amparo.store.bulk import ask
from amparo.store.standing import for_good


def keep(policies: Policies) -> None:
    """Enter the rules in the ledger, once for each digest; a change of the rules is an entry."""
    digest = policies.digest
    if for_good(("policies", digest), lambda: _is_kept(digest)):
        return
    with transaction.atomic():
        entry = sealing.enter(
            {"entry": "policies", "digest": digest, "text": policies.text.decode()}
        )
        # Two processes may decide by new rules at once; whoever comes second enters them too.
        models.PolicySet.objects.bulk_create(
            [models.PolicySet(digest=digest, entry=entry)], ignore_conflicts=True
        )


def _is_kept(digest: str) -> bool | None:
    return bool(ask("SELECT 1 FROM store_policyset WHERE digest IN ({})", [digest])) or None
