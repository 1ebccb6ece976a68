"""At which office a role's work about a child lies, by dated tables and by facts on the record."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise

import msgspec

from amparo.clocks.authority import Authority
from amparo.clocks.table import VERIFIED, Read
from amparo.duties.ladders import is_unassigned
from amparo.purposes import DHS, ROLES
from amparo.record import NOWHERE, Whereabouts
from amparo.words.agencies import Role

_OF_HHS_ALONE = frozenset({"program"})
"""Places that HHS alone tells: they name no office of DHS."""


class BadOffices(ValueError):
    """A table of offices that cannot stand; the message names the row and what is wrong."""


class Route(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a role's office is found in one time: by the first place that is known."""

    role: Role
    by: tuple[str, ...]
    names: str
    fallback: str
    citation: str
    read: Read
    through_area: bool = False
    falls: bool = False
    first: date = msgspec.field(default=date.min, name="from")
    last: date | None = msgspec.field(default=None, name="to")

    @property
    def source(self) -> Authority:
        """Where the rule stands."""
        return Authority(self.citation, verified=self.read in VERIFIED)


class Area(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field office, and the places whose work lies there, in one time."""

    office: str
    court: tuple[str, ...] = ()
    facility: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    read: Read = Read.MEMORY
    first: date = msgspec.field(default=date.min, name="from")
    last: date | None = msgspec.field(default=None, name="to")

    def has(self, place: str, named: str) -> bool:
        """Whether a place is one of its own; a notice names courts as the court does."""
        return named in getattr(self, "court" if place == "notice_court" else place)


class OfficeTables(msgspec.Struct, frozen=True):
    """The two tables."""

    route: tuple[Route, ...]
    area: tuple[Area, ...] = ()


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """At which office work lies from a day on. ``because`` is the place that names it.

    None: no place that would name one is known, so it is the fallback desk's.
    """

    name: str
    because: str | None
    since: date


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The places of one episode, as known from a day up to, not including, another."""

    known_from: date
    known_to: date | None
    began_on: date | None
    at: Whereabouts


def offices_in(text: str) -> OfficeTables:
    """The tables as they are written. Raises BadOffices."""
    try:
        tables = msgspec.convert(tomllib.loads(text), OfficeTables)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as wrong:
        raise BadOffices(f"The table of offices cannot be read: {wrong}.") from None
    for row in tables.route:
        if unknown := set(row.by) - set(Whereabouts.__struct_fields__):
            raise BadOffices(f"{row.role} is routed by {min(unknown)}, which is no place.")
        if ROLES[row.role].family in DHS and (_OF_HHS_ALONE.intersection(row.by) or row.falls):
            says = "by what HHS alone told, or by time: neither names an office of DHS."
            raise BadOffices(f"{row.role} is routed {says}")
    for of in (tables.route, tables.area):
        _refuse_overlaps(of)
    return tables


def offices(
    role: Role, told: Iterable[Told], opened: date, today: date, tables: OfficeTables | None = None
) -> tuple[Office, ...]:
    """The offices at which a role's work of one child has lain since it opened, oldest first.

    There is always one: on a day on which no place is known it is the fallback desk.
    """
    tables, held = tables or OFFICES, [one for one in told if one.known_from <= today]
    ends = [day for one in held for day in (one.known_from, one.known_to) if day is not None]
    changes = sorted({opened, *(one for one in (*ends, *_dated(tables)) if opened < one <= today)})
    found: list[Office] = []
    for day in changes:
        office = _office(role, held, day, tables)
        if not found or office.name != found[-1].name:
            found.append(office)
    return tuple(found)


def fallback(role: Role, at: Office, today: date, tables: OfficeTables | None = None) -> str | None:
    """The desk that answers for what nobody at an office took in the named time.

    None before that, and where time alone gives work to nobody.
    """
    route = _route(role, today, tables or OFFICES)
    waits = not is_unassigned(at.since, today)
    return None if waits or not route.falls or at.name == route.fallback else route.fallback


def _office(role: Role, held: Sequence[Told], day: date, tables: OfficeTables) -> Office:
    route = _route(role, day, tables)
    for place in route.by:
        named = _last_told(held, day, place)
        own = named and (_area(place, named, day, tables) if route.through_area else named)
        if own:
            return Office(name=route.names.format(own), because=place, since=day)
    return Office(name=route.fallback, because=None, since=day)


def _last_told(held: Sequence[Told], day: date, place: str) -> str | None:
    """What was known of a place on a day, of the child's latest episode and of no earlier one.

    Each place is asked for by itself: what HHS told decides nothing about what others told.
    """
    known = [one for one in held if _is_known(one, day)]
    latest = max((one.began_on or date.min for one in known), default=date.min)
    of_latest = [one.at for one in known if (one.began_on or date.min) == latest]
    said = [value for at in (*of_latest, NOWHERE) if (value := getattr(at, place)) is not None]
    return min(said, default=None)


def _is_known(one: Told, day: date) -> bool:
    return one.known_from <= day and (one.known_to is None or day < one.known_to)


def _route(role: Role, day: date, tables: OfficeTables) -> Route:
    return next(one for one in tables.route if one.role is role and _in_force(one, day))


def _area(place: str, named: str, day: date, tables: OfficeTables) -> str | None:
    own = (one for one in tables.area if one.has(place, named) and _in_force(one, day))
    return next((one.office for one in own), None)


def _in_force(row: Route | Area, day: date) -> bool:
    return row.first <= day and (row.last is None or day <= row.last)


def _dated(tables: OfficeTables) -> Iterator[date]:
    """The days on which a row of the tables begins to hold, or holds no more."""
    rows: tuple[Route | Area, ...] = (*tables.route, *tables.area)
    for row in rows:
        if row.first != date.min:
            yield row.first
        if row.last is not None:
            yield row.last + timedelta(days=1)


# --- what the table must be ---------------------------------------------------------------------


def _refuse_overlaps(rows: Iterable[Route | Area]) -> None:
    """On no day has a role two routes, or a place two areas: each work has one desk."""
    found: dict[tuple[str, str], list[Route | Area]] = {}
    for row in rows:
        for key in _keys(row):
            found.setdefault(key, []).append(row)
    for key, own in found.items():
        for one, other in pairwise(sorted(own, key=_first)):
            if one.last is None or other.first <= one.last:
                raise BadOffices(f"{' '.join(key)} stands twice for one day.")


def _keys(row: Route | Area) -> Iterator[tuple[str, str]]:
    if isinstance(row, Route):
        yield "role", row.role
        return
    for place in ("court", "facility", "sector"):
        yield from ((place, named) for named in getattr(row, place))


def _first(row: Route | Area) -> date:
    return row.first


def _package_tables() -> OfficeTables:
    text = files("amparo.duties").joinpath("offices.toml").read_text(encoding="utf-8")
    return offices_in(text)


OFFICES = _package_tables()
"""The tables that ship with Amparo."""
