"""Folds source records into one child's record, as of a day of knowledge and a day of truth."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from amparo.events import (
    Admitted,
    ContactAttempted,
    Discharged,
    Encountered,
    Event,
    Referred,
    ToldAtDesk,
    Transferred,
)
from amparo.events.desk import Contact
from amparo.record.calls import Call, call
from amparo.record.cases import Case, cases
from amparo.record.changes import change, was_told
from amparo.record.concerns import Concern, concern
from amparo.record.custody import Custody, custody
from amparo.record.episodes import Episode, episodes
from amparo.record.facts import Fact, all_happened, fact
from amparo.record.notices import Notice, notice
from amparo.record.papers import Paper, paper
from amparo.record.stays import Stay, stay
from amparo.record.versions import SourceRecord
from amparo.words.vocabularies import ENDS_THE_CASE

_ANY_DAY = date.max
_LISTED: tuple[type[Event], ...] = (
    Encountered,
    Referred,
    Transferred,
    Admitted,
    Discharged,
)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One child as of two dates. What agencies tell differently stands side by side.

    Court cases alone are no child: a case that joined nobody is kept, and nothing is made of it.
    ``told`` is what persons told at their desks, as corrected.
    ``buildings_with_units`` are the buildings named here at which enough *other* children's
    records show units, as known on the day of knowledge; ``others_with_sponsor`` tells by stay how
    many unrelated children its sponsor had taken in before: a number, and never who.
    """

    records: tuple[SourceRecord, ...] = ()
    encounters: tuple[Fact, ...] = ()
    referrals: tuple[Fact, ...] = ()
    transfers: tuple[Fact, ...] = ()
    admissions: tuple[Fact, ...] = ()
    discharges: tuple[Fact, ...] = ()
    episodes: tuple[Episode, ...] = ()
    notices: tuple[Notice, ...] = ()
    stays: tuple[Stay, ...] = ()
    cases: tuple[Case, ...] = ()
    custody: tuple[Custody, ...] = ()
    calls: tuple[Call, ...] = ()
    concerns: tuple[Concern, ...] = ()
    changes: tuple[Fact, ...] = ()
    told: tuple[Fact, ...] = ()
    buildings_with_units: frozenset[bytes] = frozenset()
    others_with_sponsor: tuple[tuple[str, int], ...] = ()

    @property
    def identities(self) -> tuple[str, ...]:
        """The source identities that are this child, as known."""
        return tuple(dict.fromkeys(record.identity for record in self.records))

    def episode_of(self, day: date) -> Episode:
        """The episode that covers a day: there is always exactly one."""
        return next(episode for episode in self.episodes if episode.covers(day))

    def told_of(self, kind: type[ToldAtDesk]) -> tuple[Fact, ...]:
        """What persons told of one kind, oldest first."""
        return tuple(one for one in self.told if isinstance(one.event, kind))

    @property
    def contacts(self) -> tuple[Fact, ...]:
        """The contacts, told at a desk, by which child or sponsor was reached."""
        return tuple(
            one
            for one in self.told
            if isinstance(one.event, ContactAttempted) and one.event.outcome is Contact.REACHED
        )

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
    others_with_sponsor: tuple[tuple[str, int], ...] = (),
) -> Record:
    """What was true on one day, as far as we knew on another.

    An event without a day is taken as true from the day we learned it. What is learned later than
    ``known_at`` changes nothing here, and the order in which records are given does not matter.
    """
    by_name = sorted(records, key=_row)
    known = tuple(one for record in by_name if (one := record.known_at(known_at)) is not None)
    by_paper = _by_paper(known)
    if by_paper.keys() <= {Paper.CASE, Paper.DESK} and Paper.CASE in by_paper:
        return Record(records=known, buildings_with_units=buildings_with_units)
    record = _of_referrals_notices_and_stays(known, by_paper, true_on, buildings_with_units)
    if others_with_sponsor:
        record = msgspec.structs.replace(record, others_with_sponsor=others_with_sponsor)
    if Paper.DESK in by_paper:
        record = msgspec.structs.replace(record, told=_told(by_paper[Paper.DESK], true_on))
    if by_paper.keys() <= _BEFORE_RELEASE:
        return record
    return msgspec.structs.replace(record, **_of_court_and_after_release(by_paper, true_on))


_ByPaper = dict[Paper, list[SourceRecord]]
_BEFORE_RELEASE = frozenset({Paper.REFERRAL, Paper.NOTICE, Paper.STAY, Paper.DESK})


def _row(record: SourceRecord) -> tuple[str, str]:
    return record.identity, record.part


def _by_paper(records: tuple[SourceRecord, ...]) -> _ByPaper:
    found: _ByPaper = {}
    for record in records:
        found.setdefault(paper(record.identity, record.part), []).append(record)
    return found


def _told(records: list[SourceRecord], true_on: date) -> tuple[Fact, ...]:
    """What persons told and did not take back, by the day it was so, then as we learned it."""
    told = [
        fact(event, record)
        for record in records
        for event in record.current.events
        if isinstance(event, ToldAtDesk) and not event.taken_back
    ]
    told.sort(key=lambda one: (one.on, one.told.place))
    return all_happened(tuple(told), true_on)


def _of_referrals_notices_and_stays(
    known: tuple[SourceRecord, ...], by_paper: _ByPaper, true_on: date, buildings: frozenset[bytes]
) -> Record:
    facts = _facts(by_paper, true_on)
    encounters = facts[Encountered]
    return Record(
        records=known,
        encounters=tuple(encounters),
        referrals=tuple(facts[Referred]),
        transfers=tuple(facts[Transferred]),
        admissions=tuple(facts[Admitted]),
        discharges=tuple(facts[Discharged]),
        episodes=episodes(encounters, facts[Transferred]),
        notices=tuple(notice(one).by(true_on) for one in by_paper.get(Paper.NOTICE, ())),
        stays=tuple(stay(one).by(true_on) for one in by_paper.get(Paper.STAY, ())),
        buildings_with_units=buildings,
    )


def _of_court_and_after_release(by_paper: _ByPaper, true_on: date) -> dict[str, tuple[Any, ...]]:
    called = by_paper.get(Paper.CALL, ())
    changes = [change(one) for one in by_paper.get(Paper.CHANGE, ())]
    concerns = [told for one in called if (told := concern(one)) is not None]
    return {
        "cases": tuple(one.by(true_on) for one in cases(by_paper.get(Paper.CASE, ()))),
        "custody": tuple(custody(one).by(true_on) for one in by_paper.get(Paper.CUSTODY, ())),
        "calls": tuple(call(one).by(true_on) for one in called),
        "concerns": tuple(one.by(true_on) for one in concerns if one.reported.on <= true_on),
        "changes": tuple(one for one in changes if one and was_told(one, true_on)),
    }


def _facts(by_paper: _ByPaper, true_on: date) -> dict[type[Event], list[Fact]]:
    """The facts of the kinds that a record lists, in the order of the records."""
    found: dict[type[Event], list[Fact]] = {kind: [] for kind in _LISTED}
    for of in (Paper.REFERRAL, Paper.NOTICE, Paper.STAY):
        for record in by_paper.get(of, ()):
            for event in record.current.events:
                listed = found.get(type(event))
                if listed is not None and (one := fact(event, record)).on <= true_on:
                    listed.append(one)
    return found
