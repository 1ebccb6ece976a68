"""Keeps the rules of every decision, so that it can be asked again years later."""

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
