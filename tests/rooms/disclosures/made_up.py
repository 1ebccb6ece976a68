"""Answers that made-up people got, as the ledger keeps them."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from amparo.disclosures import Disclosed
from amparo.purposes import Action, DataClass, Nexus, Purpose
from amparo.words.agencies import Role
from tests.rooms.purposes.requests import TODAY, asked

WHEN = datetime(2026, 11, 20, 15, tzinfo=UTC)


def told(**differing: Any) -> Disclosed:
    """What an inspector was shown of a child, but for what is said otherwise."""
    request = asked(Role.INSPECTOR, Purpose.OVERSIGHT, DataClass.IDENTITY, Nexus.AUDIT)
    usual: dict[str, Any] = {
        "id": "1f" * 16,
        "at": WHEN,
        "answer": "grant",
        "action": Action.READ,
        "command": "children show",
        "person": "2e" * 16,
        "role": Role.INSPECTOR,
        "agency": "HHS-OIG",
        "office": "made-up office",
        "purpose": Purpose.OVERSIGHT,
        "classes": (DataClass.IDENTITY, DataClass.COURT),
        "rules": ("oversight-looks",),
        "because": "",
        "digest": TODAY.digest,
        "requests": (msgspec.to_builtins(request),),
    }
    return Disclosed(**usual | differing)
