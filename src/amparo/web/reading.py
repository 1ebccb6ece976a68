"""A record as a person reads it: who the child is, where in the process, who tells otherwise."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.actions.doubting import name_of
from amparo.actions.meanings import in_words
from amparo.clocks.court_zones import court, zone_on
from amparo.purposes import DataClass
from amparo.purposes.view import Line
from amparo.record import ToCome
from amparo.words.vocabularies import CHILDS_SIDE


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """The bar at the head of a record; empty where nothing is opened or told."""

    name: str
    also: tuple[str, ...]
    pairs: tuple[tuple[str, tuple[str, ...]], ...]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a child's way. ``on`` None: not told, or not shown where ``shut``."""

    says: str | Promise
    on: date | None
    shut: bool


class NextHearing(msgspec.Struct, frozen=True, kw_only=True):
    """A hearing ahead. ``at`` None: the hour is not told; ``zone`` None: it is not known."""

    on: date
    where: str
    at: time | None = None
    zone: str | None = None
    is_set: bool = True


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A line with its values in words. ``name`` None: its correction is not asked for."""

    line: Line
    agency: str
    says: tuple[tuple[str, str], ...]
    late: int | None
    name: str | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What agencies tell of one thing, where they do not tell the same."""

    field: str
    by: tuple[tuple[str, str], ...]


def bar(lines: Iterable[Line]) -> Bar:
    """Who the child is, by what was told; what only capitals tell apart is told once."""
    of_child = [line for line in lines if line.data_class is DataClass.IDENTITY]
    names = _distinct(_name(line.says) for line in of_child)
    pairs = ((field, _distinct(_values(of_child, field))) for field in _IN_BAR)
    return Bar(
        name=names[0] if names else "",
        also=tuple(names[1:]),
        pairs=tuple((field, tuple(told)) for field, told in pairs if told),
    )


_IN_BAR = ("birth_date", "a_number", "citizenship", "language", "sex")
_NAMES = ("given_names", "surnames")


def steps(lines: Iterable[Line], opened: Iterable[DataClass]) -> list[Step]:
    """Where in the process the child is: the first day told of each step."""
    first: dict[str, date] = {}
    for line in lines:
        if line.on is not None:
            first[line.event] = min(line.on, first.get(line.event, line.on))
    open_now = set(opened)
    return [
        Step(
            says=says,
            on=min((first[one] for one in events if one in first), default=None),
            shut=of not in open_now,
        )
        for says, events, of in _STEPS
    ]


_STEPS: tuple[tuple[str | Promise, tuple[str, ...], DataClass], ...] = (
    (_("Found"), ("encountered", "booked in"), DataClass.COURT),
    (_("Handed to HHS"), ("transferred", "handed to hhs"), DataClass.COURT),
    (_("In care"), ("admitted",), DataClass.PLACEMENT),
    (_("Released"), ("released",), DataClass.PLACEMENT),
    (_("Notice issued"), ("notice issued",), DataClass.COURT),
    (_("Notice served"), ("notice served",), DataClass.COURT),
    (_("Filed with court"), ("notice filed", "court case told"), DataClass.COURT),
    (_("Hearing set"), ("court hearing told",), DataClass.COURT),
)
"""The steps in the order of the law, with the events that tell of each."""


def next_hearing(ahead: Iterable[ToCome]) -> NextHearing | None:
    """The next hearing that stands."""
    one = next(iter(ahead), None)
    if one is None:
        return None
    sits = court(one.court)
    return NextHearing(
        on=one.on,
        at=one.at,
        zone=zone_on(one.court, one.on, one.at) if one.at else None,
        where=sits.place if sits else one.court or "",
        is_set=one.is_set,
    )


def hearing_told(lines: Iterable[Line], today: date) -> NextHearing | None:
    """The next hearing that was told of; whether it stands is not said."""
    told = [
        NextHearing(on=on, where=str(line.says.get("court", "")))
        for line in lines
        if line.event == "court hearing told"
        and (on := _as_day(line.says.get("hearing_on"))) is not None
        and on >= today
    ]
    return min(told, key=lambda one: one.on, default=None)


def has_counsel(lines: Iterable[Line]) -> bool:
    """Whether the court tells of counsel on the child's side; the government's lawyer is none."""
    return any(
        line.says.get("side") == CHILDS_SIDE or line.says.get("counsel_on")
        for line in lines
        if line.event in _OF_COUNSEL
    )


_OF_COUNSEL = ("court counsel told", "court case told")


def facts(lines: Iterable[Line]) -> list[Fact]:
    """The lines with their values in words, and how late each was learned."""
    return [
        Fact(
            line=line,
            agency=line.told_by.partition(":")[0],
            says=tuple(in_words(line.event, line.says, _day_of(line))),
            late=(line.learned_on - line.on).days if line.on else None,
            name=name_of(line),
        )
        for line in lines
    ]


def told_differently(lines: Iterable[Line]) -> list[Told]:
    """Where agencies tell who the child is differently, side by side."""
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        if line.data_class is DataClass.IDENTITY:
            agency = line.told_by.partition(":")[0]
            for field in (*_NAMES, "birth_date"):
                if line.says.get(field):
                    found.setdefault(field, {}).setdefault(agency, str(line.says[field]))
    return [
        Told(field=field, by=tuple(sorted(by.items())))
        for field, by in found.items()
        if len({_folded(text) for text in by.values()}) > 1
    ]


def _name(says: Mapping[str, Any]) -> str:
    return " ".join(str(says[one]) for one in _NAMES if says.get(one))


def _values(lines: Iterable[Line], field: str) -> Iterator[str]:
    """What lines tell of a field; a code of the court's by its meaning alone."""
    for line in lines:
        told = line.says.get(field)
        for _field, text in in_words(line.event, {field: told} if told else {}, _day_of(line)):
            yield text.removeprefix(f"{told} (").removesuffix(")") if text != str(told) else text


def _day_of(line: Line) -> date:
    return line.on or line.learned_on


def _distinct(texts: Iterable[str]) -> list[str]:
    """Each text once, the one that is not all capitals where there are both."""
    found: dict[str, str] = {}
    for text in filter(None, texts):
        known = found.get(_folded(text))
        if known is None or (known.isupper() and not text.isupper()):
            found[_folded(text)] = text
    return sorted(found.values(), key=lambda text: (text.isupper(), -len(text)))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _as_day(value: Any) -> date | None:
    if isinstance(value, date) or value is None:
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
