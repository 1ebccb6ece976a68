"""A child's record: why one looks, who the child is, what is owed, what was told by whom."""

from datetime import date

import msgspec
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.actions.contesting import may_contest, own_contests
from amparo.actions.doubting import may_ask
from amparo.actions.own_duties import OwnDuty, own_duties
from amparo.actions.show import Record, show
from amparo.duties import part_of
from amparo.purposes import DHS, ROLES, DataClass
from amparo.purposes.purpose import PURPOSES
from amparo.web import reading
from amparo.web.asked import Asked, asked, may_ask_of_other_days, own_purposes
from amparo.web.telling import Form, forms
from amparo.web.visit import Request, Visit, visit


def page(request: Request, child: str) -> HttpResponse:
    """The record; without a purpose, the choice of one, for which nothing is read."""
    here, asks = visit(request), asked(request)
    if asks.purpose is None:
        return choose_purpose(request, here, child, "child")
    record = show(here.home, asks.question(here, "record"), child, here.clock)
    return render(request, "child.html", _context(record, here, asks) | {"back": _here(request)})


def _here(request: Request) -> str:
    """The address of this very page, so that a deed leads back to it."""
    return request.get_full_path()


def choose_purpose(request: Request, here: Visit, child: str, to: str) -> HttpResponse:
    """Why do you look? Nothing is read of the child before this is answered."""
    own = own_purposes(here.asker)
    if len(own) == 1:
        return redirect(f"{reverse(to, args=[child])}?purpose={own[0]}")
    choices = [(one, PURPOSES[one]) for one in own]
    return render(request, "purpose.html", {"choices": choices, "to": to, "child": child})


def frame(record: Record, here: Visit, asks: Asked) -> dict[str, object]:
    """What every page of one child's record has around it."""
    grant = record.leave.grant
    return {
        "record": record,
        "child": record.child,
        "asks": asks,
        "grant": grant,
        "card": PURPOSES[grant.purpose],
        "entry": None if ROLES[here.asker.role].family in DHS else grant.entry,
        "bar": reading.bar(record.lines),
        "days_open": may_ask_of_other_days(here.asker),
        "looks_open": DataClass.ACCOUNTING in record.leave.classes,
    }


def _is_late(due: date | None, day: date) -> bool:
    return due is not None and due < day


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is owed: the next step, and what the visitor can do about it from here.

    ``own`` None: it is none of their duties, or the page tells of another day than now.
    ``contested`` None: the visitor does not contest it.
    """

    one: object
    next: str
    late: bool
    own: OwnDuty | None
    forms: list[Form]
    contested: date | None


def _owed(record: Record, here: Visit, asks: Asked) -> list[Line]:
    grant = record.leave.grant
    is_now = asks.on is None and asks.known_at is None
    own = own_duties(here.asker, record.owed) if is_now else {}
    contests = own_contests(here.asker, record.child) if may_contest(here.asker) else {}
    return [
        Line(
            one=one,
            next=part_of(one.gap, grant.role).says,
            late=_is_late(one.due, grant.true_on),
            own=own.get(one.finding),
            forms=forms(one.gap, grant.role) if one.finding in own else [],
            contested=contests.get(one.finding),
        )
        for one in record.owed
    ]


def _hearing(record: Record, here: Visit) -> reading.NextHearing | None:
    if ROLES[here.asker.role].family in DHS:
        return reading.hearing_told(record.lines, record.leave.grant.true_on)
    return reading.next_hearing(record.ahead)


def _context(record: Record, here: Visit, asks: Asked) -> dict[str, object]:
    shown = {one: reading.facts(lines) for one, lines in record.shown.items()}
    return frame(record, here, asks) | {
        "classes": [(one, lines) for one, lines in shown.items() if lines],
        "nothing": [one for one, lines in shown.items() if not lines],
        "owed": _owed(record, here, asks),
        "may_ask": may_ask(here.asker) and asks.on is None and asks.known_at is None,
        "may_contest": may_contest(here.asker) and asks.on is None and asks.known_at is None,
        "steps": reading.steps(record.lines, record.leave.classes),
        "hearing": _hearing(record, here),
        "counsel": reading.has_counsel(record.lines),
        "court_open": any(one == "court" for one in record.leave.classes),
        "differently": reading.told_differently(record.lines),
    }
