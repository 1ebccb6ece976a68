"""What speaks for having an order taken back, put together for counsel out of what is held."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from amparo.actions.lists import Shown
from amparo.actions.standings import told_for
from amparo.duties import duty_name, finding_name, owners_of
from amparo.events import NoticeChecked
from amparo.purposes import ROLES, Family, Purpose
from amparo.purposes.labels import label
from amparo.store import children, findings, records
from amparo.store.findings import FINDING
from amparo.words.agencies import Role

ABOUT = frozenset({"failed-to-appear", "in-absentia-order", "order-on-bad-notice"})
"""The gaps for whose duties the evidence is put together."""

OF_NOTICE = (
    "served-alone-under-14",
    "notice-to-stale-address",
    "mail-returned",
    "address-told-not-filed",
    "not-filed-before-slot",
    "interpreter-wanting",
    "counsel-sought-in-vain",
    "failed-to-appear",
    "order-on-bad-notice",
    "in-absentia-order",
)
"""The gaps that tell how notice went and what came of it, in the order of a case."""

NO_LIMIT = "no limit, if notice was not good"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that counsel may show the court. ``what`` is a gap, or that a notice was checked.

    ``by``: the agencies whose own books say so. ``says`` gives
    particulars in codes; of an order the last day to ask, or that there is none.
    """

    what: str
    on: date | None
    until: date | None
    by: str
    says: dict[str, Any]


def evidence(shown: Shown, role: Role, purpose: Purpose) -> list[Evidence]:
    """All that is held of the child's notices and orders, as far as it was opened to counsel."""
    if shown.gap not in ABOUT or ROLES[role].family is not Family.COUNSEL:
        return []
    rows = _rows(shown, role, purpose)
    bad_notice = any(row["gap"] == "order-on-bad-notice" for row in rows)
    found = [_found(row, bad_notice=bad_notice) for row in rows]
    return [*found, *_checks(rows, shown)]


def _rows(shown: Shown, role: Role, purpose: Purpose) -> list[dict[str, Any]]:
    """The child's findings of notice, open or closed, that the asker may be told of."""
    members = children.members([shown.child])[shown.child]
    every = (dict(zip(FINDING, row, strict=True)) for row in findings.known_now(members))
    opened = [row for row in every if _is_opened(row, shown, role, purpose)]
    return sorted(opened, key=_in_order)


def _is_opened(row: dict[str, Any], shown: Shown, role: Role, purpose: Purpose) -> bool:
    gap, facts = row["gap"], findings.read_facts(row["facts"])
    return (
        gap in OF_NOTICE
        and row["basis"] != "sealed"
        and records.is_opened(gap, facts, shown.labels)
        and records.is_shown_to(role, gap, purpose)
    )


def _in_order(row: dict[str, Any]) -> tuple[int, str, str]:
    return OF_NOTICE.index(row["gap"]), str(row["since"]), row["anchor"]


def _found(row: dict[str, Any], *, bad_notice: bool) -> Evidence:
    says: dict[str, Any] = {"reason": row["reason"]} if row["reason"] else {}
    if row["gap"] == "in-absentia-order":
        # Rescission for want of notice has no limit (8 USC 1229a(b)(5)(C)(ii)).
        says = {"last_day_to_ask": NO_LIMIT if bad_notice else _day(row["due"])}
    until = _day(row["until"])
    facts = findings.read_facts(row["facts"])
    by = ", ".join(dict.fromkeys(fact["told_by"].partition(":")[0] for fact in facts))
    return Evidence(what=row["gap"], on=_day(row["since"]), until=until, by=by, says=says)


def _checks(rows: list[dict[str, Any]], shown: Shown) -> Iterator[Evidence]:
    """What the agencies found in their own books of the notice, as last corrected."""
    names = [
        duty_name(finding_name(row["gap"], row["anchor"]), owner)
        for row in rows
        for owner in owners_of(row["gap"])
    ]
    latest = {
        event.part: event
        for told in told_for(names).values()
        for _, event in told
        if isinstance(event, NoticeChecked)
    }
    for event in latest.values():
        if not event.taken_back and label(event, "happened_on") in shown.labels:
            yield Evidence(
                what="notice checked",
                on=event.happened_on,
                until=None,
                by=event.by,
                says={name: getattr(event, name) for name in _CHECKED},
            )


_CHECKED = ("time_and_place", "sent", "sent_to", "returned", "known_stale")


def _day(value: date | str | None) -> date | None:
    """A day, however the database gives it back: SQLite keeps days as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
