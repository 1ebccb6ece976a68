"""The stages of an ingest, and the functions in which each does its work."""

INGEST = {
    "receive and check": ("amparo.actions.ingest:receive",),
    "read": ("amparo.feeds.read:_rows",),
    "look up": (
        "amparo.store.identities:number",
        "amparo.store.evidence:rows_told",
        "amparo.store.deliveries:heard",
    ),
    "tell and encrypt": (
        "amparo.actions.stage:Sealing._tell",
        "amparo.actions.stage:Sealing._keep",
        "amparo.actions.stage:Sealing._write",
        "amparo.actions.stage:Sealing._index",
    ),
    "seal": ("amparo.actions.stage:enter_batches",),
    "insert": ("amparo.actions.stage:append", "django.db.transaction:Atomic.__exit__"),
    "accept and sequence": ("amparo.actions.ingest:accept", "amparo.actions.home:Home.sequence"),
}
"""From the delivery's folder to its acceptance."""

LOOK = {
    "join": (
        "amparo.actions.derive:_connected",
        "amparo.store.evidence:seen",
        "amparo.actions.derive:entities",
        "amparo.actions.derive:_rule",
        "amparo.store.children:settle",
    ),
    "gather": ("amparo.actions.derive:_families",),
    "fold": ("amparo.gaps.over_time:_known",),
    "find": ("amparo.gaps.over_time:_found",),
    "episodes": ("amparo.actions.derive:episode_rows",),
    "write": ("amparo.store.findings:replace", "django.db.transaction:Atomic.__exit__"),
}
"""From a delivery's acceptance to what is found of the children it tells of."""
