"""The day in Washington: a day of knowledge ends at midnight there, whatever the machine's zone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WASHINGTON = ZoneInfo("America/New_York")


def washington_day(instant: datetime) -> date:
    """The calendar day in Washington at an instant (which must carry a zone)."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone has no day")
    return instant.astimezone(WASHINGTON).date()


def end_of(day: date) -> datetime:
    """The first instant after a day in Washington, in UTC: what is learned before it is known."""
    return datetime.combine(day + timedelta(days=1), time(), WASHINGTON).astimezone(ZoneInfo("UTC"))
