"""Order of arrival does not change a record, and what is learned later changes no past answer."""

from collections.abc import Iterable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from amparo.events import AnyEvent, NoticeFiled
from amparo.record import fold, source_records
from tests.properties.told import arrived, days, told


@given(told(), st.data())
def test_the_order_in_which_rows_arrive_does_not_change_the_record(rows, data):
    order = data.draw(st.permutations(range(len(rows.rows))))
    in_order = arrived(rows.assertions, range(len(rows.rows)))
    assert fold(source_records(arrived(rows.assertions, order))) == fold(source_records(in_order))


@given(told())
def test_a_row_told_again_says_what_it_said_before(rows):
    heard = arrived(rows.assertions, range(len(rows.rows)))
    assert fold(source_records(heard)) == fold(source_records(rows.assertions))


@given(told(), days)
def test_what_is_learned_later_does_not_change_what_was_known_then(rows, known_at):
    everything = fold(source_records(rows.assertions), known_at=known_at)
    assert everything == fold(source_records(rows.by(known_at).assertions))


@given(told(), days, days)
def test_the_two_days_are_asked_independently(rows, true_on, known_at):
    both = fold(source_records(rows.assertions), known_at=known_at, true_on=true_on)
    assert both == fold(source_records(rows.by(known_at).assertions), true_on=true_on)


@given(told(), days)
def test_nothing_in_a_record_lies_after_the_day_asked_about(rows, true_on):
    record = fold(source_records(rows.assertions), true_on=true_on)
    facts = [*record.encounters, *record.admissions, *record.discharges]
    facts += [fact for stay in record.stays for fact in stay.tellings]
    facts += [fact for notice in record.notices for fact in notice.filings]
    assert all(fact.on <= true_on for fact in facts)
    assert all(not begun or begun <= true_on for begun in _begun(record))


def _begun(record) -> list[date | None]:
    return [episode.began_on for episode in record.episodes]


@given(told(), days)
def test_every_day_belongs_to_exactly_one_episode(rows, day):
    record = fold(source_records(rows.assertions))
    assert [episode for episode in record.episodes if episode.covers(day)] == [
        record.episode_of(day)
    ]


@given(told())
def test_a_record_keeps_every_transfer_in_one_episode_at_most(rows):
    record = fold(source_records(rows.assertions))
    anchors = [one.transfer.identity for one in record.episodes if one.transfer is not None]
    assert len(anchors) == len(set(anchors))


@given(told())
def test_a_filing_told_once_stays_told_unless_it_is_corrected(rows):
    latest: dict[str, set[str | None]] = {}
    for row in rows.assertions:
        kept = latest.get(row.identity, set()) if not row.corrects else set()
        latest[row.identity] = kept | _statuses(row.events)
    for notice in fold(source_records(rows.assertions)).notices:
        filed = _statuses(filing.event for filing in notice.filings)
        assert filed == latest[notice.identity]


def _statuses(events: Iterable[AnyEvent]) -> set[str | None]:
    return {event.status for event in events if isinstance(event, NoticeFiled)}
