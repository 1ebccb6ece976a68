"""The stages of an ingest, and the functions in which each does its work."""

TAKING_IN = {
    "receive and check": ("amparo.actions.ingest:receive",),
    "read": ("amparo.feeds.read:_rows", "amparo.feeds.unquoted:_Table.__iter__"),
    "look up": (
        "amparo.store.identities:number",
        "amparo.store.evidence:rows_told",
        "amparo.store.deliveries:heard",
    ),
    "tell and encrypt": (
        "amparo.actions.stage:Sealing._tell",
        "amparo.actions.telling:Teller.tell",
        "amparo.actions.beside:Beside.answer",
    ),
    "seal": ("amparo.actions.stage:enter_batches",),
    "insert": ("amparo.actions.stage:append", "django.db.transaction:Atomic.__exit__"),
    "accept and sequence": ("amparo.actions.ingest:accept", "amparo.actions.home:Home.sequence"),
}
"""From the delivery's folder to its acceptance."""

LOOKING = {
    "join": (
        "amparo.actions.derive:connected",
        "amparo.actions.derive:join",
        "amparo.actions.derive:settle",
    ),
    "gather": ("amparo.actions.derive:_gathered",),
    "put together": ("amparo.actions.derive:_evidence",),
    "fold": ("amparo.actions.derive:records_over_time",),
    "find": ("amparo.actions.derive:found_over_time",),
    "put in rows": ("amparo.actions.derive:episode_rows", "amparo.actions.derive:finding_rows"),
    "wait for the other half": ("amparo.actions.beside:Beside.answer",),
    "messages to send": ("amparo.actions.derive:tell_of",),
    "write": ("amparo.store.findings:replace", "django.db.transaction:Atomic.__exit__"),
}
"""From a delivery's acceptance to what is found of the children it tells of."""
