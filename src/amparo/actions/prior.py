"""Prior sponsorships of an application in hand, for the reviewer it is assigned to."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from amparo.actions.asking import Question, look, look_at_list
from amparo.actions.home import Home
from amparo.actions.lists import is_named
from amparo.purposes import Action, DataClass, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.labels import Label, name_label
from amparo.store import identities, sponsors
from amparo.store.sponsors import Earlier, Others

COMMAND = "placements prior"


class Count(msgspec.Struct, frozen=True):
    """How many other children, and how many of them were released there."""

    children: int
    released: int


class Stay(msgspec.Struct, frozen=True):
    """One of the reviewer's own children among them, with the agency's keys of the stays."""

    child: str
    records: tuple[str, ...]


class Prior(msgspec.Struct, frozen=True, kw_only=True):
    """What is said: how many children, and only of the reviewer's own work, which.

    ``more``: the day's budget of children for lists cut the ones that are named.
    """

    child: str
    purpose: Purpose
    same_sponsor: Count
    same_household: Count
    own: list[Stay]
    more: bool


def prior(home: Home, asker: Asker, child: str, clock: datetime) -> Prior:
    """Prior sponsorships of the child's application, by keyed match; for its review only.

    No name, address or number of a sponsor is asked for or given, so there is nothing here to
    search with. The look stands in the child's account, the list of one's own in each of theirs.
    Raises as ``asking.look`` does.
    """
    leave = look(home, _question(asker, Action.READ, sponsors.OPENED_BY), child, clock)
    (known,) = leave.grant.children
    found = sponsors.earlier(leave.grant, clock)
    listed = look_at_list(home, _question(asker, Action.LIST), _rows(found), clock)
    own: dict[str, set[str]] = {}
    for (one, record), labels in listed.rows:
        if is_named(record, labels, asker.role):
            own.setdefault(one, set()).add(record)
    return Prior(
        child=known,
        purpose=leave.grant.purpose,
        same_sponsor=_count(found.same_sponsor),
        same_household=_count(found.same_household),
        own=[Stay(one, tuple(sorted(records))) for one, records in sorted(own.items())],
        more=listed.more,
    )


def _question(asker: Asker, action: Action, whole: frozenset[Label] = frozenset()) -> Question:
    classes = frozenset(one.data_class for one in whole) or frozenset({DataClass.IDENTITY})
    return Question(
        asker=asker,
        command=COMMAND,
        action=action,
        purpose=Purpose.SUITABILITY,
        classes=classes,
        whole=whole,
    )


def _rows(found: Earlier) -> Iterator[tuple[str, Label, tuple[str, str]]]:
    both = (found.same_sponsor.stays, found.same_household.stays)
    stays = {(child, one) for stays in both for child, own in stays.items() for one in own}
    names = identities.names({one for _, one in stays})
    for child, one in sorted(stays):
        yield child, name_label(names[one]), (child, names[one])


def _count(others: Others) -> Count:
    return Count(len(others.stays), len(others.released))
