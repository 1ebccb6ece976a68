"""The homes that HHS's books name for one child, under a grant that opens where the child lives."""

from datetime import datetime

import msgspec

from amparo.purposes import Action, DataClass, Origin
from amparo.purposes.labels import Label
from amparo.record import Home, fold, homes, source_records
from amparo.store import assertions, children
from amparo.store.live_grants import GrantNotGood, LiveGrant, spend

WHERE, CALLS = (
    Label(data_class=one, origin=Origin.HHS, protected=False)
    for one in (DataClass.LOCATION, DataClass.SAFETY_CALLS)
)


class Homes(msgspec.Struct, frozen=True):
    """The homes, first told first. ``calls``: whether what was said on calls is opened too."""

    homes: tuple[Home, ...]
    calls: bool


def named(grant: LiveGrant, now: datetime) -> Homes:
    """The homes of the grant's one child, as of its two days; no address is read from the vault.

    Raises GrantNotGood for a grant that does not open where exactly one child lives.
    """
    good = spend(grant, now)
    if good.action is not Action.READ or len(good.children) != 1 or WHERE not in good.labels:
        raise GrantNotGood("This grant does not open where one child lives. Nothing was shown.")
    (child,) = good.children
    members = children.members([child]).get(child, [])
    told = assertions.assertions(members)
    records = source_records(one for group in told.values() for one in group)
    found = homes(fold(records, known_at=good.known_at, true_on=good.true_on), good.true_on)
    calls = CALLS in good.labels
    return Homes(found if calls else tuple(map(_without_calls, found)), calls)


def _without_calls(home: Home) -> Home:
    return msgspec.structs.replace(home, confirmed_on=(), denied_on=())
