"""Which tables are only ever added to."""

APPEND_ONLY = (
    "home",
    "content",
    "delivery",
    "delivered",
    "setasiderow",
    "identity",
    "event",
    "ruling",
    "entry",
    "sequenced",
    "checkpoint",
)
"""Table names without their ``store_``; triggers and grants are made from this list."""
