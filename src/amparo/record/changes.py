"""A change of address that somebody filed or told."""

from datetime import date

from amparo.events import AddressChanged
from amparo.record.facts import Fact
from amparo.record.tellings import as_first_told
from amparo.record.versions import SourceRecord


def change(record: SourceRecord) -> Fact | None:
    """The change that a record of the addresses feed tells, from the day on which it holds."""
    return as_first_told(AddressChanged, record)


def filed(change: Fact) -> Fact:
    """The same as of the day it was filed or told: notice to the court is given on that day."""
    day = change.event.filed_on if isinstance(change.event, AddressChanged) else None
    return Fact(day or change.on, change.event, change.told)


def was_told(change: Fact, by: date) -> bool:
    """Whether it holds by a day or was filed by then: a move can be filed ahead."""
    return min(change.on, filed(change).on) <= by
