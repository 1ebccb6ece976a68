"""Folds source records into one child's record, as of a day of knowledge and a day of truth."""

from collections.abc import Iterable
from datetime import date

import msgspec

from amparo.events import Admitted, Discharged, Encountered, Event, Transferred
from amparo.record.episodes import Episode, episodes
from amparo.record.facts import Fact, fact
from amparo.record.notices import Notice, notice
from amparo.record.stays import Stay, stay
from amparo.record.versions import SourceRecord
from amparo.words.vocabularies import ENDS_THE_CASE

_ANY_DAY = date.max
_LISTED: tuple[type[Event], ...] = (Encountered, Transferred, Admitted, Discharged)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One child as of two dates. What agencies tell differently stands side by side.

    ``buildings_with_units`` are the buildings named here at which enough *other* children's
    records show units, as known on the day of knowledge.
    """

    records: tuple[SourceRecord, ...] = ()
    encounters: tuple[Fact, ...] = ()
    admissions: tuple[Fact, ...] = ()
    discharges: tuple[Fact, ...] = ()
    episodes: tuple[Episode, ...] = ()
    notices: tuple[Notice, ...] = ()
    stays: tuple[Stay, ...] = ()
    buildings_with_units: frozenset[bytes] = frozenset()

    @property
    def identities(self) -> tuple[str, ...]:
        """The source identities that are this child, as known."""
        return tuple(record.identity for record in self.records)

    def episode_of(self, day: date) -> Episode:
        """The episode that covers a day: there is always exactly one."""
        return next(episode for episode in self.episodes if episode.covers(day))

    def ended(self, episode: Episode) -> tuple[Fact, ...]:
        """The discharges in an episode by which the child left the country or won relief."""
        return tuple(
            one
            for one in self.discharges
            if episode.covers(one.on)
            and isinstance(one.event, Discharged)
            and one.event.how in ENDS_THE_CASE
        )


def fold(
    records: Iterable[SourceRecord],
    *,
    known_at: date = _ANY_DAY,
    true_on: date = _ANY_DAY,
    buildings_with_units: frozenset[bytes] = frozenset(),
) -> Record:
    """What was true on one day, as far as we knew on another.

    An event without a day is taken as true from the day we learned it. What is learned later than
    ``known_at`` changes nothing here, and the order in which records are given does not matter.
    """
    by_name = sorted(records, key=_identity)
    known = tuple(one for record in by_name if (one := record.known_at(known_at)) is not None)
    facts = _facts(known, true_on)
    encounters = facts[Encountered]
    return Record(
        records=known,
        encounters=tuple(encounters),
        admissions=tuple(facts[Admitted]),
        discharges=tuple(facts[Discharged]),
        episodes=episodes(encounters, facts[Transferred]),
        notices=tuple(notice(one).by(true_on) for one in known if one.identity.startswith("ICE:")),
        stays=tuple(stay(one).by(true_on) for one in known if one.identity.startswith("ORR:")),
        buildings_with_units=buildings_with_units,
    )


def _identity(record: SourceRecord) -> str:
    return record.identity


def _facts(records: tuple[SourceRecord, ...], true_on: date) -> dict[type[Event], list[Fact]]:
    """The facts of the kinds that a record lists, in the order of the records."""
    found: dict[type[Event], list[Fact]] = {kind: [] for kind in _LISTED}
    for record in records:
        for event in record.current.events:
            listed = found.get(type(event))
            if listed is not None and (one := fact(event, record)).on <= true_on:
                listed.append(one)
    return found
