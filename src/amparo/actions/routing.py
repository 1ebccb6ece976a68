"""At which offices the work of duties has lain, by the places on each child's record."""

from collections.abc import Mapping
from datetime import date

from amparo.duties.offices import Office, offices
from amparo.store import work
from amparo.words.agencies import Role

Lies = tuple[str, Role, date]
"""What says where a duty's work lies: whose it is, the role that owes it, and since when."""


def offices_of(duties: Mapping[str, Lies], today: date) -> dict[str, tuple[Office, ...]]:
    """The offices at which each duty's work has lain by a day, oldest first; never none."""
    told = work.places_told({child for child, _, _ in duties.values()})
    return {
        name: offices(role, told.get(child, ()), opened, today)
        for name, (child, role, opened) in duties.items()
    }
