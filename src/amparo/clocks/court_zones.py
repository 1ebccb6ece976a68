"""Where each immigration court sits, and in which zone its hearings are told.

``court_zones.csv``: the place is that of tblLookupHloc (EOIR Case Data) for the court's own code
(``read``: table), else where the court is generally known to sit (memory: unverified). A court
that is not listed has no zone here: what is not known is said to be so, and never guessed.
"""

import csv
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import msgspec


class Court(msgspec.Struct, frozen=True, kw_only=True):
    """One court: its code, the place it sits at, the zone of its hearings, how that was read."""

    code: str
    place: str
    zone: ZoneInfo
    read: str


def court(code: str | None) -> Court | None:
    """The court of a code; None for one that is not listed."""
    return _courts().get((code or "").strip())


def zone_on(code: str | None, day: date, at: time) -> str | None:
    """What the zone of a court is called at an hour of its own, as EST; None where not known."""
    found = court(code)
    return datetime.combine(day, at, found.zone).tzname() if found else None


@cache
def _courts() -> dict[str, Court]:
    text = files("amparo.clocks").joinpath("court_zones.csv").read_text(encoding="utf-8")
    return {
        row["court"]: Court(
            code=row["court"], place=row["place"], zone=ZoneInfo(row["zone"]), read=row["read"]
        )
        for row in csv.DictReader(text.splitlines())
    }
