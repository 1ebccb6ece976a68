"""Changes of who may ask as somebody would make them, and what the ledger tells of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from amparo.actions import appointing, assigning
from amparo.actions.changing import USUAL, Asked, ChangeRefused
from amparo.actions.ledger import verify
from amparo.actions.people import who_asks
from amparo.purposes import Nexus, Purpose
from amparo.store import people
from amparo.store.models import Entry
from amparo.words.agencies import Role

NOW = datetime(2025, 3, 3, 15, tzinfo=UTC)
TODAY = date(2025, 3, 3)
YESTERDAY, IN_A_MONTH = TODAY - timedelta(days=1), TODAY + timedelta(days=30)
NEXT_YEAR = date(2026, 3, 3)
SOME_CHILD = "c0ffee" + 26 * "0"
OFFICE = "Made-up office"


def entries() -> list[dict[str, Any]]:
    bodies = Entry.objects.order_by("id").values_list("body", flat=True)
    return [msgspec.json.decode(bytes(body)) for body in bodies]


def told_since(count: int) -> list[dict[str, Any]]:
    return [one for one in entries()[count:] if one["entry"] != "accounts"]


def asker(asked: Asked) -> Any:
    return who_asks(asked.home, asked.clock, asked.named, Role.OPERATOR)


def person(slug: str) -> str:
    found = people.by_slug(slug)
    assert found is not None
    return found.pk


def appoint(asked: Asked, slug: str = "counsel", role: Role = Role.COUNSEL, **says: Any) -> Any:
    return appointing.appoint(asked, slug, role, **{"office": OFFICE, "until": NEXT_YEAR, **says})


def assign(asked: Asked, slug: str = "ombuds", nexus: Nexus = Nexus.COMPLAINT, **says: Any) -> Any:
    usual: dict[str, Any] = {"child": SOME_CHILD, "whole_home": False, "until": NEXT_YEAR}
    return assigning.assign(asked, slug, nexus, **(usual | says))


def approve(asked: Asked, slug: str = "ero-officer", kind: str = "approved", **says: Any) -> Any:
    usual: dict[str, Any] = {
        "purpose": Purpose.NTA_SERVICE,
        "authority": "Order 12",
        "child": SOME_CHILD,
        "whole_home": False,
        "until": IN_A_MONTH,
    }
    return assigning.approve(asked, slug, kind, **(usual | says))


def refused_and_entered(as_: Any, named: str | None, ask: Any, rule: str) -> None:
    """That nothing was changed, and that the ledger tells why, and to whom it was refused."""
    asked = as_(named)
    before, usual = len(entries()), USUAL[rule.partition(":")[0]]
    with pytest.raises(ChangeRefused, match=r" Nothing was changed\.$"):
        ask(asked)
    refused = {"entry": "refused", "what": f"people {rule}", "by": person(named or usual)}
    assert told_since(before) == [refused]
    assert verify(asked.home).ok
